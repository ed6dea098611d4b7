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

/**
 * Runs (in order) by build, in the order of each build's last run. Runs of one build in different environments are
 * builds of their own.
 */
export function buildsOf(reports: readonly RunReport[], project: Project): ReportBuild[] {
  const builds: [RunReport, ...RunReport[]][] = [];
  for (const report of reports) {
    const build = buildOf(report.measures);
    const place = builds.findLastIndex(
      ([first]) =>
        buildOf(first.measures) === build && isComparable(first.measures, report.measures, null, project),
    );
    const own = place < 0 ? undefined : builds.splice(place, 1)[0];
    if (own === undefined) builds.push([report]);
    else {
      own.push(report);
      builds.push(own);
    }
  }
  return builds.map((runs) => ({ runs, verdict: worst(runs) }));
}
