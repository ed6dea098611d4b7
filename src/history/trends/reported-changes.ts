import type { Annotation } from '../../model/documents/annotations.ts';
import { metricKey } from '../../model/metrics/metric-value.ts';
import type { Project } from '../../model/documents/project.ts';
import type { RunMeasures } from '../../model/run-measures.ts';
import type { MetricChange, RunReport } from '../../model/run-report.ts';
import { minimumRuns } from '../../stats/find-steps.ts';
import { isComparable } from '../compare/comparability.ts';
import { isAbout } from '../runs/annotation-scope.ts';
import { whyIgnored } from '../runs/main-line.ts';
import { isEvidence } from '../runs/pairs.ts';
import { isShownBy } from './shown-by.ts';

/** A change that the report of a recent run confirms, and that all later runs show. */
export interface ConfirmedByReport {
  readonly report: RunReport;
  readonly change: MetricChange;
}

/** Where reports are looked at: change points see what is older. */
const recentRuns = 2 * minimumRuns;

/** People accepted or explained the change, or history starts anew with it. */
const isSettled = (
  change: MetricChange,
  runs: readonly RunReport[],
  annotations: readonly Annotation[],
): boolean =>
  annotations.some(
    (one) => one.action !== 'ignore' && isAbout(one, change) && runs.some(({ id }) => id === one.run),
  );

/** True for a run that could show the change, and does not. On another machine its values say nothing of it. */
const lacks = (run: RunMeasures, change: MetricChange, report: RunReport, project: Project): boolean =>
  isShownBy(change, run) === false && isComparable(report.measures, run, change.scenario, project);

/**
 * What reports confirm and no later run took back, by metric: a level shift needs more runs to be found. Of several reports
 * that confirm it, the first. `reports` are those of dated runs, in order; only the newest runs on the main line count.
 */
export function confirmedByReports(
  reports: readonly RunReport[],
  project: Project,
  annotations: readonly Annotation[],
): ReadonlyMap<string, ConfirmedByReport> {
  const recent = reports
    .filter(({ measures }) => !isEvidence(measures) && whyIgnored(measures, project, annotations) === null)
    .slice(-recentRuns);
  const found = new Map<string, ConfirmedByReport>();
  for (const [i, report] of recent.entries()) {
    const later = recent.slice(i + 1);
    for (const change of report.context.changes) {
      const key = metricKey(change);
      const isCalled = change.verdict === 'worse' || change.verdict === 'better';
      if (change.certainty !== 'confirmed' || !isCalled || found.has(key)) continue;
      if (later.some(({ measures }) => lacks(measures, change, report, project))) continue;
      if (!isSettled(change, [report, ...later], annotations)) found.set(key, { report, change });
    }
  }
  return found;
}
