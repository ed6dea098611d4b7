import { isCalled } from '../../model/metrics/called.ts';
import type { Annotation } from '../../model/documents/annotations.ts';
import { metricKey } from '../../model/metrics/metric-value.ts';
import type { Project } from '../../model/documents/project.ts';
import type { RunMeasures } from '../../model/run-measures.ts';
import type { MetricChange, RunReport } from '../../model/run-report.ts';
import type { TrendSeries } from '../../model/trend.ts';
import { minimumRuns } from '../../stats/find-steps.ts';
import { confirmingRuns } from '../../stats/prediction.ts';
import { isComparable } from '../compare/comparability.ts';
import { isAbout } from '../runs/annotation-scope.ts';
import { whyIgnored } from '../runs/main-line.ts';
import { isEvidence } from '../runs/pairs.ts';
import { isShownBy } from './shown-by.ts';

/** A change that the report of a recent run confirms, and that all later runs show. */
export interface ConfirmedByReport {
  readonly report: RunReport;
  readonly change: MetricChange;
  /** The latest change the other way that an earlier report confirms; absent without one. */
  readonly after?: { readonly report: RunReport; readonly change: MetricChange };
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

const isConfirmed = (change: MetricChange): boolean => change.certainty === 'confirmed' && isCalled(change);

/** The latest of these reports that confirms a change of the same metric the other way. */
function oppositeOf(change: MetricChange, earlier: readonly RunReport[]): Pick<ConfirmedByReport, 'after'> {
  const key = metricKey(change);
  for (const report of earlier.toReversed()) {
    const before = report.context.changes.find((one) => isConfirmed(one) && metricKey(one) === key);
    if (before !== undefined)
      return before.verdict === change.verdict ? {} : { after: { report, change: before } };
  }
  return {};
}

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
      if (!isConfirmed(change) || found.has(key)) continue;
      if (later.some(({ measures }) => lacks(measures, change, report, project))) continue;
      if (isSettled(change, [report, ...later], annotations)) continue;
      found.set(key, { report, change, ...oppositeOf(change, recent.slice(0, i)) });
    }
  }
  return found;
}

/** What a report confirms of a series, unless a change point of its own time or later has the change. */
export function reportedOf(
  confirmed: ConfirmedByReport | undefined,
  { points, changePoints }: Pick<TrendSeries, 'points' | 'changePoints'>,
): Pick<TrendSeries, 'reported'> {
  if (confirmed === undefined) return {};
  const { report, change, after } = confirmed;
  const at = points.findIndex(({ run }) => run === report.id);
  if (at < 0 || changePoints.some(({ index }) => index > at - confirmingRuns)) return {};
  return {
    reported: {
      run: report.id,
      relative: change.relative,
      verdict: change.verdict === 'better' ? 'better' : 'worse',
      ...(after !== undefined && { after: { run: after.report.id, relative: after.change.relative } }),
    },
  };
}
