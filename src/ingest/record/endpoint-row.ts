import { isSampled } from './test-totals.ts';
import type { EndpointDigest, LatencyDigest } from '../../model/documents/digest.ts';
import type { EndpointRow, Latency } from '../../model/documents/inspection.ts';
import { histogramQuantile } from '../../stats/histogram.ts';

/** One quantile of a digest: exact or as reported where it is kept, else from the histogram; null if unknown. */
export function digestQuantile(latency: LatencyDigest, p: number): number | null {
  const stored = latency.quantiles?.find((quantile) => quantile.p === p);
  if (stored !== undefined) return stored.value;
  if (latency.quantiles !== null || latency.histogram === null) return null;
  const value = histogramQuantile(latency.histogram, p);
  // A bucket's value may lie just outside what was really seen.
  return Math.min(latency.max ?? Infinity, Math.max(latency.min ?? 0, value));
}

/** Sample standard deviation (n - 1); the tool's own for reported figures; null for one sample. */
export function digestDeviation({ count, m2, reportedStddev }: LatencyDigest): number | null {
  if (m2 === null || count === null) return reportedStddev;
  return count > 1 ? Math.sqrt(m2 / (count - 1)) : null;
}

/** The figures of a digest as reports and `inspect` show them. */
export function latencyOf(latency: LatencyDigest | null): Latency | null {
  if (latency === null) return null;
  const { source, relativeError, min, max, mean } = latency;
  return {
    source,
    relativeError,
    min,
    max,
    mean,
    stddev: digestDeviation(latency),
    p50: digestQuantile(latency, 0.5),
    p90: digestQuantile(latency, 0.9),
    p95: digestQuantile(latency, 0.95),
    p99: digestQuantile(latency, 0.99),
    p999: digestQuantile(latency, 0.999),
  };
}

/** An endpoint's row; the rate is the tool's own where it gave one, else requests per `spanSeconds`. */
export function endpointRow(digest: EndpointDigest, spanSeconds: number | null): EndpointRow {
  return {
    scenario: digest.scenario,
    endpoint: digest.endpoint,
    count: digest.count,
    errors: digest.errors,
    errorTypes: [...digest.errorTypes],
    latencyMs: latencyOf(digest.latency),
    latencyOkMs: latencyOf(digest.latencyOk),
    requestsPerSecond: digest.reportedRequestsPerSecond ?? rate(digest, spanSeconds),
  };
}

function rate(digest: EndpointDigest, spanSeconds: number | null): number | null {
  const { count } = digest;
  // Samples without times of their own may still be of a run whose length the file states.
  return isSampled(digest) && count !== null && spanSeconds !== null && spanSeconds > 0
    ? count / spanSeconds
    : null;
}
