import { ownPercentiles } from './own-percentiles.ts';
import type { EndpointDigest, LatencyDigest } from '../../model/documents/digest.ts';
import { at } from '../../model/checked.ts';
import type { Distribution, RowBatches } from '../../model/run-curves.ts';
import type { ResponseRow } from '../../model/run-measures.ts';
import { mostFrequent } from './most-frequent.ts';
import { endpointRow, latencyOf } from '../../ingest/record/endpoint-row.ts';
import { histogramQuantiles, shareAtMost } from '../../stats/histogram.ts';
import type { EndpointName } from './endpoint-names.ts';
import type { GatheredEndpoint } from './gather.ts';
import { reportedBounds } from './reported-bounds.ts';
import { errorInterval, percentileIntervals } from './run-intervals.ts';
import { stretchesOfAll, type Stretch } from './stretches.ts';

/** What a project wants to know of each endpoint besides the usual. */
export interface RowWishes {
  readonly apdexThresholdMs: number | undefined;
  /** Percentiles of its own, as shares. */
  readonly shares: readonly number[];
  /** Percentiles that its targets are about. */
  readonly judged: readonly number[];
}

/** An endpoint's response times with their intervals. */
export function responseRow(
  { digest, files, rejected }: GatheredEndpoint,
  name: EndpointName,
  spanSeconds: number | null,
  { apdexThresholdMs, shares, judged }: RowWishes,
): ResponseRow {
  const stretches = stretchesOfAll(digest.slices);
  const bounds = reportedBounds(digest, judged);
  return {
    ...endpointRow(digest, spanSeconds),
    errorTypes: [...mostFrequent(digest.errorTypes)],
    scenario: digest.scenario ?? '',
    label: name.label,
    group: name.group,
    ...intervalsOf(digest, stretches, rejected),
    ...(shares.length > 0 && { ownPercentiles: ownPercentiles(digest, shares, stretches, rejected) }),
    ...(bounds.length > 0 && { reportedBounds: bounds }),
    latencyFailedMs: latencyOf(digest.latencyFailed),
    apdex: apdexThresholdMs === undefined ? null : apdexOf(digest, apdexThresholdMs),
    ...(digest.latency?.unitMs !== undefined && { unitMs: digest.latency.unitMs }),
    timedCount: digest.latency?.count ?? null,
    files,
  };
}

type RowIntervals = Pick<ResponseRow, 'intervals' | 'errorInterval' | 'effectiveN'>;

function intervalsOf(
  { latency, count, errors }: EndpointDigest,
  stretches: readonly Stretch[],
  rejected: number,
): RowIntervals {
  const known = Object.entries(percentileIntervals(latency, stretches, rejected));
  const ofErrors =
    count === null || errors === null ? null : errorInterval(errors, count, stretches, rejected);
  return {
    intervals: {
      ...statedIntervals(latency),
      ...Object.fromEntries(known.map(([name, { bounds }]) => [name, bounds])),
    },
    errorInterval: ofErrors?.bounds ?? null,
    effectiveN: {
      ...Object.fromEntries(known.map(([name, { effectiveN }]) => [name, effectiveN])),
      ...(ofErrors !== null && { errors: ofErrors.effectiveN }),
    },
  };
}

/** The intervals of mean and median that the tool states. */
function statedIntervals(latency: LatencyDigest | null): ResponseRow['intervals'] {
  if (latency?.source !== 'reported') return {};
  const { lower = null, upper = null } = latency.quantiles?.find(({ p }) => p === 0.5) ?? {};
  return {
    ...(latency.meanBounds !== undefined && { mean: latency.meanBounds }),
    ...(lower !== null && upper !== null && { p50: { lower, upper } }),
  };
}

/** (satisfied + tolerating / 2) / n with errors as frustrated; from the histogram, so within 0.5% of the threshold. */
function apdexOf({ count, latencyOk }: EndpointDigest, thresholdMs: number): number | null {
  if (count === null || count === 0 || latencyOk === null || latencyOk.histogram === null) return null;
  const { histogram } = latencyOk;
  const ok = latencyOk.count ?? 0;
  const satisfied = shareAtMost(histogram, thresholdMs) * ok;
  const tolerable = shareAtMost(histogram, 4 * thresholdMs) * ok;
  return (satisfied + (tolerable - satisfied) / 2) / count;
}

/** The quantiles of an endpoint in stretches of time; null without samples. */
export function batchesOf({ digest }: GatheredEndpoint): RowBatches | null {
  if (digest.slices === null) return null;
  const quantiles = stretchesOfAll(digest.slices).map(({ histogram }) =>
    histogramQuantiles(histogram, [0.5, 0.95]),
  );
  const known = (which: number): number[] => quantiles.map((all) => at(all, which)).filter(Number.isFinite);
  return { scenario: digest.scenario ?? '', endpoint: digest.endpoint, p50: known(0), p95: known(1) };
}

/** Shares at which a distribution is drawn: denser towards the tail. */
const drawnShares = [
  0, 0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.925, 0.95, 0.96, 0.97, 0.98,
  0.985, 0.99, 0.9925, 0.995, 0.9975, 0.999, 0.9995, 0.9999, 1,
];

/** The percentile curve of an endpoint; null without samples. */
export function distributionOf({ digest }: GatheredEndpoint): Distribution | null {
  const { latency } = digest;
  if (latency === null || latency.histogram === null) return null;
  const { count, min, max } = latency;
  if (count === null || min === null || max === null) return null;
  // A share beyond the last sample but one adds nothing to the maximum.
  const drawn = drawnShares.filter((share) => share === 1 || share <= 1 - 1 / count);
  const quantiles = histogramQuantiles(latency.histogram, drawn);
  const points = drawn.map((share, i) => {
    const ms = share === 0 ? min : share === 1 ? max : at(quantiles, i);
    return { share, ms: Math.min(max, Math.max(min, ms)) };
  });
  return { scenario: digest.scenario ?? '', endpoint: digest.endpoint, points };
}
