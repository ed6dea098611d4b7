import type { EndpointDigest, LatencyDigest, SliceDigest, SlicesDigest } from '../model/digest.ts';
import { histogramRelativeError, mergeHistograms } from '../stats/histogram.ts';
import { mergeMoments } from '../stats/moments.ts';
import { histogramOf } from './endpoint-row.ts';
import { histogramData } from './latency-digest.ts';

/**
 * The digest of all samples of several digests of one endpoint: counts, extremes and buckets exactly, mean and
 * squared deviations by Chan's formula. Exact quantiles cannot be merged: the class becomes `histogram`.
 */
export function mergeEndpointDigests(parts: readonly EndpointDigest[]): EndpointDigest {
  const [first] = parts;
  if (first === undefined) throw new RangeError('There is nothing to merge.');
  if (parts.length === 1) return first;
  return {
    scenario: first.scenario,
    endpoint: first.endpoint,
    count: sumOf(parts.map((part) => part.count)),
    errors: sumOf(parts.map((part) => part.errors)),
    errorTypes: mergeErrorTypes(parts),
    latency: mergeLatencies(parts.map((part) => part.latency)),
    latencyOk: mergeLatencies(parts.map((part) => part.latencyOk)),
    latencyFailed: mergeLatencies(parts.map((part) => part.latencyFailed)),
    firstStartMs: extreme(
      parts.map((part) => part.firstStartMs),
      Math.min,
    ),
    lastEndMs: extreme(
      parts.map((part) => part.lastEndMs),
      Math.max,
    ),
    reportedRequestsPerSecond: null,
    slices: mergeSlices(parts.flatMap((part) => part.slices ?? [])),
    maxUsers: extreme(
      parts.map((part) => part.maxUsers),
      Math.max,
    ),
  };
}

function sumOf(values: readonly (number | null)[]): number | null {
  return values.some((value) => value === null)
    ? null
    : values.reduce<number>((sum, value) => sum + value!, 0);
}

function extreme(values: readonly (number | null)[], pick: (...values: number[]) => number): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : pick(...known);
}

function mergeErrorTypes(parts: readonly EndpointDigest[]): EndpointDigest['errorTypes'] {
  const counts = new Map<string, number>();
  for (const { type, count } of parts.flatMap((part) => part.errorTypes))
    counts.set(type, (counts.get(type) ?? 0) + count);
  return [...counts]
    .map(([type, count]) => ({ type, count }))
    .sort((a, b) => b.count - a.count || (a.type < b.type ? -1 : 1));
}

/** All durations together; null where none of the parts has any. */
export function mergeLatencies(all: readonly (LatencyDigest | null)[]): LatencyDigest | null {
  const parts = all.filter((part) => part !== null && part.histogram !== null && part.count !== null);
  const [first] = parts as LatencyDigest[];
  if (first === undefined || parts.length === 1) return first ?? null;
  const moments = (parts as LatencyDigest[])
    .map((part) => ({ count: part.count!, mean: part.mean!, m2: part.m2! }))
    .reduce(mergeMoments);
  return {
    source: 'histogram',
    relativeError: Math.max(histogramRelativeError, ...parts.map((part) => part!.relativeError ?? 0)),
    count: moments.count,
    min: extreme(
      parts.map((part) => part!.min),
      Math.min,
    ),
    max: extreme(
      parts.map((part) => part!.max),
      Math.max,
    ),
    mean: moments.mean,
    m2: moments.m2,
    reportedStddev: null,
    quantiles: null,
    histogram: histogramData(mergeHistograms(...parts.map((part) => histogramOf(part!.histogram!)))),
  };
}

/** Slices side by side in the widest width of all; they are aligned, so neighbours join exactly. */
function mergeSlices(parts: readonly SlicesDigest[]): SlicesDigest | null {
  if (parts.length === 0) return null;
  const widthMs = Math.max(...parts.map((part) => part.widthMs));
  const all = parts.flatMap((part) =>
    part.items.map((slice) => ({
      at: Math.floor((part.originMs + slice.index * part.widthMs) / widthMs),
      slice,
    })),
  );
  const first = all.reduce((least, { at }) => Math.min(least, at), Infinity);
  const groups = [...Map.groupBy(all, ({ at }) => at)].sort(([a], [b]) => a - b);
  return {
    originMs: first * widthMs,
    widthMs,
    items: groups.map(([at, group]) =>
      joinSlices(
        at - first,
        group.map(({ slice }) => slice),
      ),
    ),
  };
}

function joinSlices(index: number, slices: readonly SliceDigest[]): SliceDigest {
  return {
    index,
    count: slices.reduce((sum, slice) => sum + slice.count, 0),
    errors: slices.reduce((sum, slice) => sum + slice.errors, 0),
    users: extreme(
      slices.map((slice) => slice.users),
      Math.max,
    ),
    histogram: histogramData(mergeHistograms(...slices.map((slice) => histogramOf(slice.histogram)))),
  };
}
