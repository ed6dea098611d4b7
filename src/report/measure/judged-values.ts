import type { BoundedValue, MetricValue, ReportedPercentile } from '../../model/metrics/metric-value.ts';
import { metricOfShare } from '../../model/metrics/percentile-metrics.ts';
import type { ReportedBound, ResponseRow, RunMeasures, ThroughputRow } from '../../model/run-measures.ts';
import { inTermsOf, printedTolerance, rowsWithValues, sustainedEstimator } from './metric-values.ts';

type Judged = Pick<
  RunMeasures,
  'metricValues' | 'throughput' | 'response' | 'pooled' | 'transactions' | 'kind'
>;

/** What targets judge: every value, the number of users where load steps only bound it, and percentiles that reported ones bound. */
export function judgedValues(measures: Judged): (MetricValue | BoundedValue)[] {
  const { metricValues, throughput, kind } = measures;
  const { requests, transactions } = rowsWithValues(measures);
  return [
    ...metricValues,
    ...requests.flatMap(boundedPercentiles).map((one) => inTermsOf(kind, one)),
    ...transactions.flatMap(boundedPercentiles).map((one) => ({ ...one, isTransaction: true as const })),
    ...throughput.flatMap(boundedUsers),
  ];
}

function boundedUsers(row: ThroughputRow): BoundedValue[] {
  const { scenario, sustainedUsers, sustainedInterval: interval, files, totalRequests: n } = row;
  if (sustainedUsers !== null || interval == null) return [];
  const place = { metric: 'users.sustained', scenario, endpoint: null } as const;
  return [
    {
      ...place,
      ...{ value: null, interval, tolerance: null },
      ...{ source: 'exact', relativeError: 0, n, files, estimator: sustainedEstimator },
    },
  ];
}

const boundedPercentiles = (row: ResponseRow): BoundedValue[] =>
  (row.reportedBounds ?? []).map((bound) => boundedPercentile(row, bound));

function boundedPercentile(row: ResponseRow, { share, lower, upper }: ReportedBound): BoundedValue {
  const { scenario, endpoint, timedCount, count, files, unitMs } = row;
  const toleranceOf = (side: ReportedPercentile | null): number =>
    printedTolerance(side?.ms ?? null, unitMs) ?? 0;
  return {
    metric: metricOfShare(share),
    ...{ scenario, endpoint, value: null, between: { lower, upper } },
    interval: { lower: lower?.ms ?? null, upper: upper?.ms ?? null },
    tolerance: Math.max(toleranceOf(lower), toleranceOf(upper)),
    ...{ source: 'reported', relativeError: null, n: timedCount ?? count, files },
    estimator: 'between reported percentiles',
  };
}
