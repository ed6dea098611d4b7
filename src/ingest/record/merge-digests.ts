import {
  digestVersion,
  type Digest,
  type EndpointDigest,
  type LatencyDigest,
  type SliceDigest,
  type SlicesDigest,
} from '../../model/documents/digest.ts';
import { histogramRelativeError, joinBuckets, type Buckets } from '../../stats/histogram.ts';
import { mergeMoments, type Moments } from '../../stats/moments.ts';
import { highestUsers, type UsersBySlice } from './generators.ts';
import { mostSlices } from './slices.ts';
import { largest } from '../../model/long-lists.ts';

/** How the users of several digests come together: `usersTogether` if each is of a load generator of its own. */
export type JoinUsers = (parts: readonly UsersBySlice[]) => ReadonlyMap<number, number>;

/**
 * One digest of several of the same test: sample digests of several load generators, say. Samples of one scenario and
 * endpoint merge; figures that tools printed cannot, and stand side by side.
 */
export function mergeDigests(digests: readonly Digest[], joinUsers: JoinUsers = highestUsers): Digest {
  const all = <T>(pick: (digest: Digest) => readonly T[]): T[] => digests.flatMap(pick);
  const endpoints = mergeRows(
    all((digest) => digest.endpoints),
    joinUsers,
  );
  const transactions = mergeRows(
    all((digest) => digest.transactions),
    joinUsers,
  );
  return {
    version: digestVersion,
    sources: all((digest) => digest.sources),
    isRelativeTime: digests.some((digest) => digest.isRelativeTime),
    startedAtMs: extreme(
      digests.map((digest) => digest.startedAtMs),
      Math.min,
    ),
    durationSeconds: mergedDuration([...endpoints, ...transactions], digests),
    leftOut: digests.reduce((sum, digest) => sum + digest.leftOut, 0),
    endpoints,
    pooled: mergeRows(
      all((digest) => digest.pooled),
      joinUsers,
    ),
    transactions,
    timeline: all((digest) => digest.timeline),
    measures: all((digest) => digest.measures),
    memoryReadings: all((digest) => digest.memoryReadings),
    memoryRows: all((digest) => digest.memoryRows),
    cpuScale: digests.find((digest) => digest.cpuScale !== null)?.cpuScale ?? null,
    cpuReadings: all((digest) => digest.cpuReadings),
    cpuRows: all((digest) => digest.cpuRows),
    history: all((digest) => digest.history),
    system: Object.assign({}, ...digests.map((digest) => digest.system)) as Digest['system'],
    ...parametersOf(digests),
    ...commitOf(digests),
  };
}

function parametersOf(digests: readonly Digest[]): Pick<Digest, 'parameters'> {
  const parameters = digests.flatMap((digest) => digest.parameters ?? []);
  return parameters.length === 0 ? {} : { parameters };
}

/** The commit that the files name, if all of those that name one name the same. */
export function commitOf(digests: readonly Digest[]): Pick<Digest, 'commit'> {
  const [commit, ...others] = new Set(digests.flatMap((digest) => digest.commit ?? []));
  return commit === undefined || others.length > 0 ? {} : { commit };
}

/** True where the figures come from samples: only such can be merged. */
const isOfSamples = ({ latency, firstStartMs }: EndpointDigest): boolean =>
  firstStartMs !== null || latency?.histogram != null;

/** Rows of samples merged by scenario and endpoint, in the order in which each came first; others as they are. */
function mergeRows(rows: readonly EndpointDigest[], joinUsers: JoinUsers): EndpointDigest[] {
  const groups = Map.groupBy(rows, (row, i) =>
    isOfSamples(row) ? [row.scenario ?? '', row.endpoint, row.method ?? ''].join('\u0000') : i,
  );
  return [...groups.values()].map((parts) => mergeEndpointDigests(parts, joinUsers));
}

/** From the first start to the last end of all samples; of printed figures the longest. */
function mergedDuration(rows: readonly EndpointDigest[], digests: readonly Digest[]): number | null {
  const first = extreme(
    rows.map((row) => row.firstStartMs),
    Math.min,
  );
  const last = extreme(
    rows.map((row) => row.lastEndMs),
    Math.max,
  );
  if (first !== null && last !== null) return (last - first) / 1_000;
  return extreme(
    digests.map((digest) => digest.durationSeconds),
    Math.max,
  );
}

/**
 * The digest of all samples of several digests of one endpoint: counts, extremes and buckets exactly, mean and
 * squared deviations by Chan's formula. Exact quantiles cannot be merged: the class becomes `histogram`.
 */
export function mergeEndpointDigests(
  parts: readonly EndpointDigest[],
  joinUsers: JoinUsers = highestUsers,
): EndpointDigest {
  const [first] = parts;
  if (first === undefined) throw new RangeError('There is nothing to merge.');
  if (parts.length === 1) return first;
  const outcomesKnown = parts.every((part) => part.errors !== null);
  const slices = joinedSlices(
    parts.flatMap((part) => part.slices ?? []),
    joinUsers,
  );
  return {
    scenario: first.scenario,
    endpoint: first.endpoint,
    ...(first.method !== undefined && { method: first.method }),
    count: sumOf(parts.map((part) => part.count)),
    errors: sumOf(parts.map((part) => part.errors)),
    errorTypes: mergeErrorTypes(parts),
    latency: mergeLatencies(parts.map((part) => part.latency)),
    latencyOk: outcomesKnown ? mergeLatencies(parts.map((part) => part.latencyOk)) : null,
    latencyFailed: outcomesKnown ? mergeLatencies(parts.map((part) => part.latencyFailed)) : null,
    firstStartMs: extreme(
      parts.map((part) => part.firstStartMs),
      Math.min,
    ),
    lastEndMs: extreme(
      parts.map((part) => part.lastEndMs),
      Math.max,
    ),
    reportedRequestsPerSecond: null,
    slices,
    maxUsers: extreme(
      [...parts.map((part) => part.maxUsers), ...(slices?.items ?? []).map(({ users }) => users)],
      Math.max,
    ),
  };
}

/** The sum; null where any of the values is unknown. */
const sumOf = (values: readonly (number | null)[]): number | null =>
  values.reduce((sum, value) => (sum === null || value === null ? null : sum + value), 0);

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

/** Durations that can be added to others: more than the numbers that a tool reports. */
interface Mergeable extends LatencyDigest {
  readonly count: number;
  readonly mean: number;
  readonly m2: number;
  readonly histogram: Buckets;
}

const isMergeable = (part: LatencyDigest | null): part is Mergeable =>
  part !== null && [part.count, part.mean, part.m2, part.histogram].every((one) => one !== null);

/** All durations together; null where none of the parts has any. */
export function mergeLatencies(all: readonly (LatencyDigest | null)[]): LatencyDigest | null {
  const parts = all.filter(isMergeable);
  const [first] = parts;
  if (first === undefined || parts.length === 1) return first ?? null;
  const moments = parts.map(({ count, mean, m2 }): Moments => ({ count, mean, m2 })).reduce(mergeMoments);
  return {
    source: 'histogram',
    relativeError: histogramRelativeError,
    count: moments.count,
    min: extreme(
      parts.map((part) => part.min),
      Math.min,
    ),
    max: extreme(
      parts.map((part) => part.max),
      Math.max,
    ),
    mean: moments.mean,
    m2: moments.m2,
    reportedStddev: null,
    quantiles: null,
    histogram: joinBuckets(parts.map((part) => part.histogram)),
    ...mergeCounts(parts),
  };
}

/** Counts up to the limits that all parts have counted. */
function mergeCounts(parts: readonly LatencyDigest[]): Pick<LatencyDigest, 'atMost'> {
  const atMost = (parts[0]?.atMost ?? []).flatMap(({ ms }) => {
    const counts = parts.flatMap((part) => part.atMost?.find((one) => one.ms === ms)?.count ?? []);
    return counts.length < parts.length ? [] : [{ ms, count: counts.reduce((sum, one) => sum + one, 0) }];
  });
  return atMost.length === 0 ? {} : { atMost };
}

/**
 * Slices side by side in the widest width of all, or wider where that would be too many; they are aligned to multiples
 * of powers of two seconds, so neighbours join exactly. They are at least `leastWidthMs` wide.
 */
export function joinedSlices(
  parts: readonly SlicesDigest[],
  joinUsers: JoinUsers,
  leastWidthMs = 0,
): SlicesDigest | null {
  if (parts.length === 0) return null;
  let widthMs = largest(parts.map((part) => part.widthMs));
  while (widthMs < leastWidthMs) widthMs *= 2;
  while (sliceStarts(parts, widthMs).size > mostSlices) widthMs *= 2;
  const all = parts.flatMap((part) =>
    part.items.map((slice) => ({
      at: Math.floor((part.originMs + slice.index * part.widthMs) / widthMs),
      slice,
    })),
  );
  const users = joinUsers(parts.map((part) => usersOf(part, widthMs)));
  const first = all.reduce((least, { at }) => Math.min(least, at), Infinity);
  const groups = [...Map.groupBy(all, ({ at }) => at)].sort(([a], [b]) => a - b);
  return {
    originMs: first * widthMs,
    widthMs,
    items: groups.map(([at, group]) =>
      joinSlices(
        at - first,
        group.map(({ slice }) => slice),
        users.get(at) ?? null,
      ),
    ),
  };
}

/** The users of one part by the positions of slices of this width. */
function usersOf({ originMs, widthMs: own, items }: SlicesDigest, widthMs: number): Map<number, number> {
  const found = new Map<number, number>();
  for (const { index, users } of items) {
    const at = Math.floor((originMs + index * own) / widthMs);
    if (users !== null && users > (found.get(at) ?? -1)) found.set(at, users);
  }
  return found;
}

/** The positions of the slices that there would be in this width. */
const sliceStarts = (parts: readonly SlicesDigest[], widthMs: number): Set<number> =>
  new Set(
    parts.flatMap((part) =>
      part.items.map(({ index }) => Math.floor((part.originMs + index * part.widthMs) / widthMs)),
    ),
  );

function joinSlices(index: number, slices: readonly SliceDigest[], users: number | null): SliceDigest {
  return {
    index,
    count: slices.reduce((sum, slice) => sum + slice.count, 0),
    errors: slices.reduce((sum, slice) => sum + slice.errors, 0),
    users,
    histogram: joinBuckets(slices.map((slice) => slice.histogram)),
  };
}
