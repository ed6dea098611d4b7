import { metricOf, type MetricId, type MetricRef } from '../metrics/metrics.ts';

/** Metrics that are known by a word or two, as they stand within a line. */
export const shortNames: Readonly<Partial<Record<MetricId, string>>> = {
  'response.p50': 'p50',
  'response.p90': 'p90',
  'response.p95': 'p95',
  'response.p99': 'p99',
  'response.p999': 'p99.9',
  'response.mean': 'mean',
  'errors.rate': 'error rate',
  'throughput.requestsPerSecond': 'throughput',
  'cpu.average': 'CPU',
};

/** A metric in a word or two, as it stands within a line: "p95", "errors", "sustained users". */
export function shortMetric(metric: MetricRef): string {
  const { label } = metricOf(metric);
  // "Memory" begins a sentence, "CPU" does not.
  const inLine = /^[A-Z][a-z]/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;
  return shortNames[metric.metric] ?? inLine;
}
