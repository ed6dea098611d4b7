import type { RunMeasures } from '../model/run-measures.ts';
import type { RunContext } from '../model/run-report.ts';
import type { Commentary } from '../model/documents/commentary.ts';
import { contextOf } from '../history/context.ts';
import { pairsOf } from '../history/runs/pairs.ts';
import { rulesOf } from '../model/documents/project.ts';
import { hashOf } from '../store/cache.ts';
import type { Kept, LoadedProject } from './load-workspace.ts';

/** What earlier runs say of one run, not yet read or made. */
export interface PendingContext extends Kept<RunContext> {
  readonly id: string;
  /** A hash of all that it comes from: the run and everything before it. */
  readonly past: string;
}

/**
 * What earlier runs say of each run. It rests on them alone, so it is kept under a hash that each run hands on to the
 * next: adding a run computes one context. `dated` are in order.
 */
export function pendingContexts(
  dated: readonly RunMeasures[],
  { project, annotations, keys, cache }: LoadedProject,
  words: ReadonlyMap<string, Commentary>,
): PendingContext[] {
  let past = hashOf(rulesOf(project), annotations);
  return dated.map((run, i) => {
    const { recommendations = [], adjustments = [] } = words.get(run.id) ?? {};
    const pairs = pairsOf(run, dated);
    const pairKeys = pairs.flatMap(({ base, head }) => [keys.get(base.id), keys.get(head.id)]);
    past = hashOf(past, keys.get(run.id), recommendations, adjustments);
    const own = pairs.length === 0 ? past : hashOf(past, pairKeys);
    const compute = (): Promise<RunContext> =>
      Promise.resolve(contextOf(run, dated.slice(0, i), words, project, annotations, pairs));
    return {
      id: run.id,
      past: own,
      isKept: () => cache.has('contexts', own),
      make: () => cache.through('contexts', own, compute),
    };
  });
}
