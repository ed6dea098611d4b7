import type { Project } from '../model/documents/project.ts';
import type { RunReport, Verdict } from '../model/run-report.ts';
import { isComparable } from './compare/comparability.ts';
import { buildOf } from './runs/build.ts';

/** Comparable runs of one build, oldest first. */
export interface ReportBuild {
  readonly runs: readonly [RunReport, ...RunReport[]];
  /** The verdict of the whole: the worst of its runs. */
  readonly verdict: Verdict;
}

/** From worst to best: the verdict of many is never the kindest of them. */
const order: readonly Verdict[] = ['not met', 'inconclusive', 'not measured', 'met'];

const worst = (runs: readonly RunReport[]): Verdict =>
  order.find((verdict) => runs.some((run) => run.verdict === verdict)) ?? 'not measured';

/** The runs of a build so far, and the place of the last one among all runs. */
interface Growing {
  readonly runs: [RunReport, ...RunReport[]];
  readonly last: number;
}

/**
 * Runs (in order) by build, in the order of each build's last run. Runs of one build in different environments are
 * builds of their own.
 */
export function buildsOf(reports: readonly RunReport[], project: Project): ReportBuild[] {
  // By build, those of its environments; the one with the latest run comes last.
  const byBuild = new Map<string, Growing[]>();
  for (const [place, report] of reports.entries()) {
    const build = buildOf(report.measures);
    const known = byBuild.get(build) ?? [];
    byBuild.set(build, known);
    const own = known.findLastIndex(({ runs: [first] }) =>
      isComparable(first.measures, report.measures, null, project),
    );
    const [found] = own < 0 ? [] : known.splice(own, 1);
    found?.runs.push(report);
    known.push({ runs: found?.runs ?? [report], last: place });
  }
  return [...byBuild.values()]
    .flat()
    .sort((a, b) => a.last - b.last)
    .map(({ runs }) => ({ runs, verdict: worst(runs) }));
}
