import type { BoundedValue, MetricValue, Provenance } from '../../model/metrics/metric-value.ts';
import type { MetricId } from '../../model/metrics/metrics.ts';
import { metricOfShare } from '../../model/metrics/percentile-metrics.ts';
import { histogramRelativeError } from '../../stats/histogram.ts';
import type { Latency } from '../../model/documents/inspection.ts';
import type {
  CpuMeasures,
  ErrorRow,
  MemoryMeasures,
  OwnPercentile,
  ResponseRow,
  RunMeasures,
  ThroughputRow,
} from '../../model/run-measures.ts';
import { termsOfKind, type RunKind } from '../../model/run-kind.ts';
import { percentiles } from './percentiles.ts';
import { measureValues } from './measure-values.ts';
import { errorInterval } from './run-intervals.ts';
import { cpuProvenance, memoryProvenance } from './resource-provenance.ts';

type Measured = Pick<
  RunMeasures,
  'response' | 'pooled' | 'transactions' | 'throughput' | 'errors' | 'memory' | 'cpu' | 'measures' | 'kind'
>;

/** A value with the terms of its kind of run. */
export function inTermsOf<T extends MetricValue | BoundedValue>(kind: RunKind, value: T): T {
  const terms = termsOfKind(kind, value.metric);
  return terms === undefined ? value : { ...value, terms };
}

/** The rows of response times that have values, each place once. */
export function rowsWithValues({
  response,
  pooled,
  transactions,
  kind,
}: Pick<Measured, 'response' | 'pooled' | 'transactions' | 'kind'>): {
  readonly requests: readonly ResponseRow[];
  readonly transactions: readonly ResponseRow[];
} {
  const named = new Set(response.map((row) => `${row.scenario}\u0000${row.endpoint}`));
  // A tool that printed only a total has the same row as endpoint and as pooled samples.
  const isUnnamed = (row: ResponseRow): boolean => !named.has(`${row.scenario}\u0000${row.endpoint}`);
  return {
    requests: [...response, ...(kind === 'benchmark' ? [] : pooled).filter(isUnnamed)],
    transactions: transactions.filter((row) => row.endpoint !== '*' && isUnnamed(row)),
  };
}

/** The value of every metric that was measured, at each place. */
export function metricValuesOf(measures: Measured): MetricValue[] {
  const { requests, transactions } = rowsWithValues(measures);
  const isOfBenchmarks = measures.kind === 'benchmark';
  return [
    ...requests.flatMap(responseValues).map((one) => inTermsOf(measures.kind, one)),
    ...transactions.flatMap(responseValues).map((one) => ({ ...one, isTransaction: true as const })),
    // A benchmark tool chooses how often it calls each function: sums over them say nothing.
    ...(isOfBenchmarks
      ? []
      : [...measures.throughput.flatMap(throughputValues), ...measures.errors.flatMap(scenarioErrorValues)]),
    ...measures.memory.flatMap(memoryValues),
    ...measures.cpu.flatMap(cpuValues),
    ...measureValues(measures.measures),
  ];
}

export const sustainedEstimator =
  'highest load step that meets every other target; interval up to the first that does not';

type Scope = Pick<MetricValue, 'scenario' | 'endpoint'>;

function metricValue(
  metric: MetricId,
  scope: Scope,
  value: number | null | undefined,
  { source, relativeError, n, files, estimator }: Omit<Provenance, 'effectiveN'>,
  rest: Partial<Pick<MetricValue, 'interval' | 'tolerance' | 'effectiveN'>> = {},
): MetricValue[] {
  if (value === null || value === undefined || !Number.isFinite(value)) return none;
  const { scenario, endpoint } = scope;
  const { interval = null, tolerance = null, effectiveN } = rest;
  // Key by key: a thousand runs have two hundred thousand values, and to spread their parts takes three times as long.
  if (effectiveN === undefined)
    return [
      { metric, scenario, endpoint, value, interval, tolerance, source, relativeError, n, files, estimator },
    ];
  return [
    {
      metric,
      scenario,
      endpoint,
      value,
      interval,
      tolerance,
      effectiveN,
      source,
      relativeError,
      n,
      files,
      estimator,
    },
  ];
}

/** What is not measured is none of many values, over and over. */
const none: MetricValue[] = [];

const estimators = {
  min: 'smallest sample',
  max: 'largest sample',
  mean: 'arithmetic mean',
  quantile: 'Hyndman-Fan 7',
  reported: 'reported by the tool',
};

/** Names that are put together for each value would be as many texts as there are values. */
const simpleMetrics = (['min', 'max', 'mean'] as const).map((name) => [name, `response.${name}`] as const);
const percentileMetrics = percentiles.map(([name]) => [name, `response.${name}`] as const);

function responseValues(row: ResponseRow): MetricValue[] {
  const { latencyMs, errors, count, files } = row;
  const from = (estimator: string): Provenance => ({
    source: latencyMs?.source ?? 'reported',
    relativeError: latencyMs?.relativeError ?? null,
    n: row.timedCount,
    files,
    estimator: latencyMs?.source === 'reported' ? estimators.reported : estimator,
  });
  const quantile = from(estimators.quantile);
  return [
    ...simpleMetrics.flatMap(([name, metric]) => {
      const interval = name === 'mean' ? (row.intervals.mean ?? null) : null;
      return metricValue(metric, row, latencyMs?.[name], from(estimators[name]), { interval });
    }),
    ...percentileMetrics.flatMap(([name, metric]) =>
      metricValue(metric, row, latencyMs?.[name], quantile, quantileRest(row, latencyMs, name)),
    ),
    ...(row.ownPercentiles ?? []).flatMap((one) => ownPercentileValues(row, one)),
    ...(row.endpoint === '*' ? [] : errorValues(row, errors, count)),
    ...metricValue('apdex', row, row.apdex, {
      ...from('(satisfied + tolerating / 2) / all, errors as frustrated'),
      source: 'histogram',
      relativeError: 0.005,
    }),
  ];
}

/** A percentile that the project named itself. */
function ownPercentileValues(row: ResponseRow, one: OwnPercentile): MetricValue[] {
  const { share, ms, source, interval, effectiveN } = one;
  const isReported = source === 'reported';
  return metricValue(
    metricOfShare(share),
    row,
    ms,
    {
      source,
      relativeError: isReported ? null : histogramRelativeError,
      n: row.timedCount,
      files: row.files,
      estimator: isReported ? estimators.reported : 'from the histogram of the samples',
    },
    isReported ? { tolerance: printedTolerance(ms) } : { interval, effectiveN },
  );
}

function quantileRest(
  row: ResponseRow,
  latency: Latency | null,
  name: (typeof percentiles)[number][0],
): Partial<Pick<MetricValue, 'interval' | 'tolerance' | 'effectiveN'>> {
  if (latency?.source === 'reported') {
    const stated = row.intervals[name];
    return {
      tolerance: printedTolerance(latency[name], row.unitMs),
      ...(stated !== undefined && { interval: stated }),
    };
  }
  const effectiveN = row.effectiveN?.[name];
  return {
    interval: row.intervals[name] ?? { lower: null, upper: null },
    ...(effectiveN !== undefined && { effectiveN }),
  };
}

/** Half a unit of the last digit of a number that was reported in this unit; whole numbers count as rounded to 1. */
export function printedTolerance(value: number | null, unit = 1): number | null {
  if (value === null) return null;
  const printed = Number((value / unit).toPrecision(15));
  const decimals = /\.(\d+)$/.exec(String(printed))?.[1]?.length ?? 0;
  return decimals > 6 ? null : (0.5 / 10 ** decimals) * unit;
}

function errorValues(
  row: Scope & { files: readonly string[] } & Pick<ResponseRow, 'latencyMs' | 'errorInterval' | 'effectiveN'>,
  errors: number | null,
  count: number | null,
): MetricValue[] {
  if (errors === null || count === null || count === 0) return [];
  const provenance: Provenance = {
    source: row.latencyMs?.source === 'reported' ? 'reported' : 'exact',
    relativeError: 0,
    n: count,
    files: row.files,
    estimator: 'failed / all requests, Wilson interval',
  };
  return [
    ...metricValue('errors.rate', row, errors / count, provenance, {
      interval: row.errorInterval ?? errorInterval(errors, count)?.bounds ?? null,
      effectiveN: row.effectiveN?.errors ?? null,
    }),
    ...metricValue('errors.count', row, errors, { ...provenance, estimator: 'count' }),
  ];
}

/** A scenario's errors over all its endpoints. */
function scenarioErrorValues(row: ErrorRow): MetricValue[] {
  const scope = { scenario: row.scenario, endpoint: '*' };
  const provenance: Provenance = {
    source: row.source === 'counted' ? 'exact' : 'reported',
    relativeError: 0,
    n: row.count,
    files: row.files,
    estimator: 'failed / all requests, Wilson interval',
  };
  return [
    ...metricValue('errors.rate', scope, row.rate, provenance, {
      interval: row.interval,
      effectiveN: row.effectiveN ?? null,
    }),
    ...metricValue('errors.count', scope, row.errors, { ...provenance, estimator: 'count' }),
  ];
}

function throughputValues(row: ThroughputRow): MetricValue[] {
  const scope = { scenario: row.scenario, endpoint: null };
  const from = (estimator: string): Provenance => ({
    source: 'exact',
    relativeError: 0,
    n: row.totalRequests,
    files: row.files,
    estimator,
  });
  const reported: Provenance = {
    ...from(estimators.reported),
    source: 'reported',
    relativeError: null,
  };
  return [
    ...metricValue(
      'throughput.requestsPerSecond',
      scope,
      row.requestsPerSecond,
      row.isReported === true ? reported : from('all requests / (last end − first start)'),
    ),
    ...(row.ownRates ?? []).flatMap(({ endpoint, requestsPerSecond, totalRequests, files }) =>
      metricValue(
        'throughput.requestsPerSecond',
        { ...scope, endpoint },
        requestsPerSecond,
        { source: 'reported', relativeError: null, n: totalRequests, files, estimator: estimators.reported },
        { tolerance: printedTolerance(requestsPerSecond) },
      ),
    ),
    ...metricValue(
      'throughput.messagesPerMinute',
      scope,
      row.messagesPerMinute,
      from('successful messages per measured minute'),
    ),
    ...metricValue('throughput.totalRequests', scope, row.totalRequests, from('count')),
    ...metricValue('users.max', scope, row.maxUsers, from('most concurrent users observed')),
    ...metricValue('users.sustained', scope, row.sustainedUsers, from(sustainedEstimator), {
      interval: row.sustainedInterval ?? null,
    }),
  ];
}

function memoryValues(row: MemoryMeasures): MetricValue[] {
  const scope = { scenario: null, endpoint: row.operation };
  const from = memoryProvenance(row);
  return [
    ...metricValue('memory.base', scope, row.baseMb, from.base),
    ...metricValue('memory.peak', scope, row.peakMb, from.peak),
    ...metricValue('memory.final', scope, row.finalMb, from.final),
    ...metricValue('memory.delta', scope, row.deltaMb, from.delta),
    ...metricValue('memory.growth', scope, row.growth, from.growth),
    ...metricValue('memory.gcRecovered', scope, row.gcRecoveredMb, from.gcRecovered),
  ];
}

function cpuValues(row: CpuMeasures): MetricValue[] {
  const scope = { scenario: row.scenario, endpoint: null };
  const from = cpuProvenance(row);
  return [
    ...metricValue('cpu.average', scope, row.averagePercent, from.average),
    ...metricValue('cpu.peak', scope, row.peakPercent, from.peak),
    ...metricValue('cpu.coresUsed', scope, row.coresUsed, from.coresUsed),
    ...metricValue('cpu.busiest', scope, row.busiestPercent, from.busiest),
  ];
}
