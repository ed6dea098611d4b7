import type { DiffTarget } from '../model/documents/diff.ts';
import type { RunReport, TargetResult } from '../model/run-report.ts';
import { diffTargets } from './diff-sides.ts';

/** The misses of a target among some runs, the furthest beyond its bound first. */
const missesOf = (
  id: string,
  runs: readonly RunReport[],
): { readonly run: string; readonly target: TargetResult }[] =>
  runs
    .flatMap((run) => run.targets.map((target) => ({ run: run.id, target })))
    .filter(({ target }) => target.id === id && target.verdict === 'not met')
    .toSorted((a, b) => (a.target.margin ?? 0) - (b.target.margin ?? 0));

/** The targets of the run that shows its build, or of the worst repeat if one misses them. */
const worstOf = (shown: RunReport, runs: readonly RunReport[]): TargetResult[] =>
  shown.targets.map((target) => missesOf(target.id, runs)[0]?.target ?? target);

/** A build with the run that shows it, among its repeats. */
interface Repeated {
  readonly shown: RunReport;
  readonly runs: readonly RunReport[];
}

/**
 * The targets of two builds that were measured in pairs. Changes are judged over all pairs, so one run shows the build; a
 * target is an absolute bound, which any of its repeats may miss.
 */
export const repeatedTargets = (base: Repeated, head: Repeated): DiffTarget[] =>
  diffTargets(worstOf(base.shown, base.runs), worstOf(head.shown, head.runs)).map((target) => {
    const missedBy = missesOf(target.id, head.runs).map(({ run }) => run);
    return missedBy.length === 0 ? target : { ...target, missedBy: missedBy.toSorted() };
  });
