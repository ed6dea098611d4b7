import type { EndpointDigest, HistogramData, LatencyDigest } from '../model/digest.ts';
import type { EndpointRow, Latency } from '../model/inspection.ts';
import { histogramQuantile, type Histogram } from '../stats/histogram.ts';

/** The histogram of one or several stored ones together; their buckets are ascending, so its size is known at once. */
export function histogramOf(...parts: readonly HistogramData[]): Histogram {
  const filled = parts.filter(({ buckets }) => buckets.length > 0);
  const first = filled.reduce((least, { buckets }) => Math.min(least, buckets[0]!), Infinity);
  const last = filled.reduce((most, { buckets }) => Math.max(most, buckets.at(-2)!), -Infinity);
  const histogram: Histogram = {
    zero: parts.reduce((sum, { zero }) => sum + zero, 0),
    first: filled.length === 0 ? 0 : first,
    counts: new Float64Array(filled.length === 0 ? 0 : last - first + 1),
  };
  for (const { buckets } of filled)
    for (let i = 0; i < buckets.length; i += 2) {
      const at = buckets[i]! - first;
      histogram.counts[at] = histogram.counts[at]! + buckets[i + 1]!;
    }
  return histogram;
}

/** One quantile of a digest: exact or as reported where it is kept, else from the histogram; null if unknown. */
export function digestQuantile(latency: LatencyDigest, p: number): number | null {
  const kept = latency.quantiles?.find((quantile) => quantile.p === p);
  if (kept !== undefined) return kept.value;
  if (latency.quantiles !== null || latency.histogram === null) return null;
  const value = histogramQuantile(histogramOf(latency.histogram), p);
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
  const { count, firstStartMs, latency } = digest;
  // Samples without times of their own may still be of a run whose length the file states.
  const isSampled = firstStartMs !== null || latency?.source === 'exact';
  return isSampled && count !== null && spanSeconds !== null && spanSeconds > 0 ? count / spanSeconds : null;
}
