/** How a number is shown; the printer of a page, of Markdown and of a chart all read it. */
export type Unit =
  'ms' | '1/s' | '1/min' | '1/day' | 'count' | 'users' | 'share' | 'MB' | 'percent' | 'cores' | 'score';

/** Which way is good. */
export type Direction = 'lower' | 'higher';

/** Which way a measure is good; `unknown` where neither the file nor the project says so. */
export type MeasureDirection = Direction | 'unknown';

/** A metric that targets, trends, diffs and claims can name. */
export interface Metric {
  readonly id: string;
  /** Sentence case, without unit. */
  readonly label: string;
  readonly unit: Unit;
  readonly direction: Direction;
  /** What a value belongs to: an endpoint of a scenario, a scenario, or an operation. */
  readonly of: 'endpoint' | 'scenario' | 'operation';
  /** Smallest relative change worth reporting; for shares an absolute one. */
  readonly minimumEffect: number;
}

const response = (id: string, label: string, minimumEffect: number): Metric => ({
  id: `response.${id}`,
  label,
  unit: 'ms',
  direction: 'lower',
  of: 'endpoint',
  minimumEffect,
});

/** Every metric, in the order in which tables show them. */
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
] as const satisfies readonly Metric[];

export type MetricId = (typeof metrics)[number]['id'];

const byId = new Map<string, Metric>(metrics.map((metric) => [metric.id, metric]));

/** Every metric id, in table order. */
export const metricIds: readonly MetricId[] = metrics.map((metric) => metric.id);

/** The metric of an id. Throws on an unknown one: ids from files are checked when they are read. */
export function metricOf(id: string): Metric {
  const metric = byId.get(id);
  if (metric === undefined) throw new Error(`Unknown metric ${id}.`);
  return metric;
}
