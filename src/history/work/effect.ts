import type { Annotation } from '../../model/documents/annotations.ts';
import type { Bounds } from '../../model/metrics/metric-value.ts';
import type { Project } from '../../model/documents/project.ts';
import { meansEndpoint } from '../../model/text/url-name.ts';
import type { RunMeasures } from '../../model/run-measures.ts';
import type { MetricChange, LedgerEntry } from '../../model/run-report.ts';
import type { ExpectedImpact } from '../../model/documents/commentary.ts';
import { asRelative } from '../../report/as-relative.ts';
import type { Place } from '../runs/annotation-scope.ts';
import { baselineOf } from '../compare/baseline.ts';
import { compareMetrics } from '../compare/compare-metrics.ts';
import { HistoryAnalyses } from '../trends/history-analysis.ts';

/** What a change that was expected to help really did. */
export interface Effect {
  /** Relative change, also of shares, as it is expected. Null where nothing could be measured. */
  readonly measured: number | null;
  readonly measuredInterval: Bounds | null;
  readonly verdict: NonNullable<LedgerEntry['verdict']>;
}

const cannotTell: Effect = { measured: null, measuredInterval: null, verdict: 'cannot tell' };

/** The values that an expectation is about; without an endpoint the pooled one, where there is one. */
function expectedPlaces(expected: ExpectedImpact, run: RunMeasures): Place[] {
  const { metric, scenario, endpoint } = expected;
  const inScope = run.metricValues.filter(
    (one) =>
      one.metric === metric &&
      (scenario === undefined || one.scenario === scenario) &&
      (endpoint === undefined ? one.isTransaction !== true : meansEndpoint(endpoint, one.endpoint)),
  );
  const pooled = inScope.filter((one) => one.endpoint === '*');
  return (endpoint === undefined && pooled.length > 0 ? pooled : inScope).map((one) => ({
    metric,
    scenario: one.scenario,
    endpoint: one.endpoint,
  }));
}

/** Where an expectation covers several metrics, the one that it holds for least. */
function leastEffect(changes: readonly MetricChange[], expected: number): MetricChange | null {
  const sign = Math.sign(expected);
  const size = ({ relative }: MetricChange): number => (relative === null ? Infinity : sign * relative);
  return changes.reduce<MetricChange | null>(
    (least, next) => (least === null || size(next) < size(least) ? next : least),
    null,
  );
}

function effectVerdict({ verdict, relative, interval }: MetricChange, expected: number): Effect['verdict'] {
  if (verdict === 'cannot-tell' || relative === null) return 'cannot tell';
  if (verdict === 'same' || verdict === 'no-change-shown') return 'no effect shown';
  if (Math.sign(relative) !== Math.sign(expected)) return 'opposite';
  const reaches =
    Math.abs(relative) >= Math.abs(expected) ||
    (interval?.lower != null &&
      interval.upper !== null &&
      interval.lower <= expected &&
      expected <= interval.upper);
  return reaches ? 'as expected' : 'less than expected';
}

/**
 * The change of an expected metric between the run that has the change and its baseline. `earlier` are the runs before
 * that run, in order. Later repeats of its build do not count: the report of that run states the same effect for ever.
 */
export function effectOf(
  expected: ExpectedImpact,
  done: RunMeasures,
  earlier: readonly RunMeasures[],
  project: Project,
  annotations: readonly Annotation[],
): Effect {
  const { run: base, comparable } = baselineOf(done, earlier, project, annotations);
  if (base === null || !comparable) return cannotTell;
  const history = earlier.slice(0, earlier.indexOf(base) + 1);
  const comparison = {
    base,
    head: done,
    history,
    besides: earlier,
    project,
    annotations,
    analyses: new HistoryAnalyses(),
  };
  const changes = compareMetrics(comparison, expectedPlaces(expected, done)).changes.map(asRelative);
  const change = leastEffect(changes, expected.change);
  if (change === null) return cannotTell;
  return {
    measured: change.relative,
    measuredInterval: change.interval,
    verdict: effectVerdict(change, expected.change),
  };
}
