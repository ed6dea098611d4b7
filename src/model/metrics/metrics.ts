import { unmeasured } from './measure-metrics.ts';
import { percentileMetric } from './percentile-metrics.ts';
import type { KnownUnit, Metric } from './metric.ts';

export type { KnownUnit, Unit, MeasureDirection, Metric } from './metric.ts';

/** A metric of the table. */
export interface BuiltInMetric extends Metric {
  readonly unit: KnownUnit;
}

const response = (id: string, label: string, minimumEffect: number): BuiltInMetric => ({
  id: `response.${id}`,
  label,
  unit: 'ms',
  direction: 'lower',
  of: 'endpoint',
  minimumEffect,
});

/** Every metric that Perfolio computes by itself, in the order in which tables show them. */
export const metrics = [
  response('min', 'Fastest response', 0.05),
  response('max', 'Slowest response', 0.1),
  response('mean', 'Mean response time', 0.05),
  response('p50', 'Median response time', 0.05),
  response('p90', '90th percentile response time', 0.1),
  response('p95', '95th percentile response time', 0.1),
  response('p99', '99th percentile response time', 0.1),
  response('p999', '99.9th percentile response time', 0.1),
  {
    id: 'throughput.requestsPerSecond',
    label: 'Requests per second',
    unit: '1/s',
    direction: 'higher',
    of: 'scenario',
    minimumEffect: 0.05,
  },
  {
    id: 'throughput.messagesPerMinute',
    label: 'Messages per minute',
    unit: '1/min',
    direction: 'higher',
    of: 'scenario',
    minimumEffect: 0.05,
  },
  {
    id: 'throughput.totalRequests',
    label: 'Total requests',
    unit: 'count',
    direction: 'higher',
    of: 'scenario',
    minimumEffect: 0.05,
  },
  {
    id: 'users.max',
    label: 'Most concurrent users',
    unit: 'users',
    direction: 'higher',
    of: 'scenario',
    minimumEffect: 0.05,
  },
  {
    id: 'users.sustained',
    label: 'Sustained users',
    unit: 'users',
    direction: 'higher',
    of: 'scenario',
    minimumEffect: 0.05,
  },
  {
    id: 'errors.rate',
    label: 'Error rate',
    unit: 'share',
    direction: 'lower',
    of: 'endpoint',
    minimumEffect: 0.002,
  },
  {
    id: 'errors.count',
    label: 'Errors',
    unit: 'count',
    direction: 'lower',
    of: 'endpoint',
    minimumEffect: 0.05,
  },
  {
    id: 'memory.base',
    label: 'Memory before',
    unit: 'MB',
    direction: 'lower',
    of: 'operation',
    minimumEffect: 0.05,
  },
  {
    id: 'memory.peak',
    label: 'Peak memory',
    unit: 'MB',
    direction: 'lower',
    of: 'operation',
    minimumEffect: 0.05,
  },
  {
    id: 'memory.final',
    label: 'Memory after',
    unit: 'MB',
    direction: 'lower',
    of: 'operation',
    minimumEffect: 0.05,
  },
  {
    id: 'memory.delta',
    label: 'Retained memory',
    unit: 'MB',
    direction: 'lower',
    of: 'operation',
    minimumEffect: 0.1,
  },
  {
    id: 'memory.growth',
    label: 'Memory growth',
    unit: 'share',
    direction: 'lower',
    of: 'operation',
    minimumEffect: 0.05,
  },
  {
    id: 'memory.gcRecovered',
    label: 'Memory recovered by collection',
    unit: 'MB',
    direction: 'higher',
    of: 'operation',
    minimumEffect: 0.1,
  },
  {
    id: 'cpu.average',
    label: 'Average CPU',
    unit: 'percent',
    direction: 'lower',
    of: 'scenario',
    minimumEffect: 0.05,
  },
  {
    id: 'cpu.peak',
    label: 'Peak CPU',
    unit: 'percent',
    direction: 'lower',
    of: 'scenario',
    minimumEffect: 0.1,
  },
  {
    id: 'cpu.coresUsed',
    label: 'Cores used',
    unit: 'cores',
    direction: 'lower',
    of: 'scenario',
    minimumEffect: 0.05,
  },
  {
    id: 'cpu.busiest',
    label: 'Busiest core',
    unit: 'percent',
    direction: 'lower',
    of: 'scenario',
    minimumEffect: 0.1,
  },
  { id: 'apdex', label: 'Apdex', unit: 'score', direction: 'higher', of: 'endpoint', minimumEffect: 0.02 },
] as const satisfies readonly BuiltInMetric[];

/** The id of a metric of the table. */
export type BuiltInMetricId = (typeof metrics)[number]['id'];

/** A metric of the table, a percentile of one's own (`response.p98`), or a measure (`measure.allocs-op`). */
export type MetricId = string;

const byId = new Map<string, Metric>(metrics.map((metric) => [metric.id, metric]));

/** Every metric of the table, in its order. */
export const metricIds: readonly BuiltInMetricId[] = metrics.map((metric) => metric.id);

/** How a run speaks of a metric, where that is not in the table: a measure, or a time of a benchmark. */
export type MetricTerms = Pick<Metric, 'label' | 'unit' | 'direction' | 'minimumEffect'>;

/** A metric of a run: what holds a value of it also holds its terms. */
export interface MetricRef {
  readonly metric: MetricId;
  readonly terms?: MetricTerms | undefined;
}

/**
 * The metric of an id, or of what holds a value of it. A measure is known by its id alone where no run has it. Throws on
 * an unknown id: those from files are checked when they are read.
 */
export function metricOf(of: MetricId | MetricRef): Metric {
  if (typeof of !== 'string')
    return of.terms === undefined ? metricOf(of.metric) : { ...metricOf(of.metric), ...of.terms };
  const metric = byId.get(of) ?? percentileMetric(of) ?? unmeasured(of);
  if (metric === null) throw new Error(`Unknown metric ${of}.`);
  return metric;
}

const places = new Map<string, number>(metricIds.map((id, i) => [id, i]));

/** Where a metric stands in tables: own percentiles after those of the table, measures at the end. */
export function metricPlace(id: MetricId): number {
  const known = places.get(id);
  if (known !== undefined) return known;
  return percentileMetric(id) === null ? metricIds.length : (places.get('response.p999') ?? 0) + 0.5;
}
