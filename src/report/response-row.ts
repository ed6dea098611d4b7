import type { EndpointDigest, LatencyDigest, SliceDigest, SlicesDigest } from '../model/digest.ts';
import type { Bounds } from '../model/metric-value.ts';
import type { Distribution, ResponseRow } from '../model/run-measures.ts';
import { endpointRow, latencyOf } from '../ingest/record/endpoint-row.ts';
import {
  histogramQuantileBounds,
  histogramQuantiles,
  joinBuckets,
  shareAtMost,
  type Buckets,
} from '../stats/histogram.ts';
import type { EndpointName } from './endpoint-names.ts';
import type { GatheredEndpoint } from './gather.ts';
import { percentiles } from './percentiles.ts';

/** An endpoint's figures with what they rest on. */
export function responseRow(
  { digest, files }: GatheredEndpoint,
  name: EndpointName,
  spanSeconds: number | null,
  apdexThresholdMs: number | undefined,
): ResponseRow {
  return {
    ...endpointRow(digest, spanSeconds),
    scenario: digest.scenario ?? '',
    label: name.label,
    group: name.group,
    intervals: intervalsOf(digest.latency),
    latencyFailedMs: latencyOf(digest.latencyFailed),
    apdex: apdexThresholdMs === undefined ? null : apdexOf(digest, apdexThresholdMs),
    timedCount: digest.latency?.count ?? null,
    batches: batchesOf(digest.slices),
    files,
  };
}

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

function intervalsOf(latency: LatencyDigest | null): ResponseRow['intervals'] {
  if (latency === null || latency.source === 'reported') return {};
  const bounds = percentiles.map(([name, p]) => [name, boundsOf(latency, p)] as const);
  return Object.fromEntries(bounds.filter(([, bound]) => bound !== null));
}

/** Order-statistic bounds of a percentile: kept with exact ones, else from the histogram with its buckets' width. */
function boundsOf(latency: LatencyDigest, p: number): Bounds | null {
  const kept = latency.quantiles?.find((quantile) => quantile.p === p);
  if (kept !== undefined) return { lower: kept.lower, upper: kept.upper };
  if (latency.histogram === null) return null;
  const { lower, upper } = histogramQuantileBounds(latency.histogram, p);
  return { lower: finite(lower), upper: finite(upper) };
}

/** (satisfied + tolerating / 2) / n with errors as frustrated; from the histogram, so within 0.5 % of the threshold. */
function apdexOf({ count, latencyOk }: EndpointDigest, thresholdMs: number): number | null {
  if (count === null || count === 0 || latencyOk === null || latencyOk.histogram === null) return null;
  const { histogram } = latencyOk;
  const ok = latencyOk.count ?? 0;
  const satisfied = shareAtMost(histogram, thresholdMs) * ok;
  const tolerable = shareAtMost(histogram, 4 * thresholdMs) * ok;
  return (satisfied + (tolerable - satisfied) / 2) / count;
}

/** Stretches of equal time that a comparison of one run with one rests on, at most. */
const mostBatches = 20;

function batchesOf(slices: SlicesDigest | null): ResponseRow['batches'] {
  if (slices === null) return null;
  const last = slices.items.at(-1)!.index;
  const perBatch = Math.ceil((last + 1) / mostBatches);
  const groups = [...Map.groupBy(slices.items, (slice) => Math.floor(slice.index / perBatch)).values()];
  const quantiles = groups.map((group) => histogramQuantiles(pool(group), [0.5, 0.95]));
  const known = (at: number): number[] => quantiles.map((all) => all[at]!).filter(Number.isFinite);
  return { p50: known(0), p95: known(1) };
}

/** All durations of some slices. */
export const pool = (slices: readonly SliceDigest[]): Buckets =>
  joinBuckets(slices.map(({ histogram }) => histogram));

/** Shares at which a distribution is drawn: denser towards the tail. */
const drawnShares = [
  0, 0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.925, 0.95, 0.96, 0.97, 0.98,
  0.985, 0.99, 0.9925, 0.995, 0.9975, 0.999, 0.9995, 0.9999, 1,
];

/** The percentile curve of an endpoint; null where only printed figures are known. */
export function distributionOf({ digest }: GatheredEndpoint): Distribution | null {
  const { latency } = digest;
  if (latency === null || latency.histogram === null || latency.count === null) return null;
  const { count, min, max } = latency;
  // A share past the last sample but one says nothing that the maximum does not.
  const drawn = drawnShares.filter((share) => share === 1 || share <= 1 - 1 / count);
  const quantiles = histogramQuantiles(latency.histogram, drawn);
  const points = drawn.map((share, i) => {
    const ms = share === 0 ? min! : share === 1 ? max! : quantiles[i]!;
    return { share, ms: Math.min(max!, Math.max(min!, ms)) };
  });
  return { scenario: digest.scenario ?? '', endpoint: digest.endpoint, points };
}
