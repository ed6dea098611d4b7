import { at } from '../../model/checked.ts';
import type { EndpointDigest, ReportedPoint, SlicesDigest } from '../../model/documents/digest.ts';
import type { Density, Timeline, TimelinePoint } from '../../model/run-curves.ts';
import { bucketValue, histogramEntries, histogramQuantiles } from '../../stats/histogram.ts';
import { pool } from './stretches.ts';
import { largest } from '../../model/long-lists.ts';

/** Points of a drawn timeline at most; slices join until there are no more. */
const mostPoints = 120;

/** A stretch of the timeline before it is summed up. */
interface Stretch {
  readonly startMs: number;
  readonly endMs: number;
  readonly slices: SlicesDigest['items'];
}

/** A scenario over time from the slices of all its samples. */
export function timelineOf(pooled: EndpointDigest): Timeline | null {
  const { slices, firstStartMs, lastEndMs } = pooled;
  if (slices === null || firstStartMs === null || lastEndMs === null) return null;
  const perPoint = Math.ceil((at(slices.items, -1).index + 1) / mostPoints);
  const widthMs = slices.widthMs * perPoint;
  const stretches = withoutSlivers(stretchesOf(slices, perPoint, firstStartMs, lastEndMs), widthMs);
  return {
    scenario: pooled.scenario ?? '',
    widthSeconds: widthMs / 1_000,
    source: 'samples',
    points: stretches.map((stretch) => pointOf(stretch, firstStartMs)),
    density: densityOf(stretches),
  };
}

/** The first and the last stretch are cut where the test begins and ends. */
function stretchesOf(slices: SlicesDigest, perPoint: number, firstMs: number, lastMs: number): Stretch[] {
  const groups = Map.groupBy(slices.items, (slice) => Math.floor(slice.index / perPoint));
  const widthMs = slices.widthMs * perPoint;
  const count = Math.floor(at(slices.items, -1).index / perPoint) + 1;
  return Array.from({ length: count }, (_, i) => {
    const startMs = slices.originMs + i * widthMs;
    return {
      startMs: Math.max(firstMs, startMs),
      endMs: Math.min(lastMs, startMs + widthMs),
      slices: groups.get(i) ?? [],
    };
  });
}

/** Joins an end that covers less than half a stretch to its neighbour: a few samples make no rate or percentile. */
function withoutSlivers(stretches: Stretch[], widthMs: number): Stretch[] {
  if (stretches.length < 3) return stretches;
  const isSliver = ({ startMs, endMs }: Stretch): boolean => endMs - startMs < widthMs / 2;
  const [first, second, ...others] = stretches as [Stretch, Stretch, ...Stretch[]];
  const fromFirst = isSliver(first) ? [join(first, second), ...others] : stretches;
  const last = at(fromFirst, -1);
  if (!isSliver(last)) return fromFirst;
  return [...fromFirst.slice(0, -2), join(at(fromFirst, -2), last)];
}

const join = (a: Stretch, b: Stretch): Stretch => ({
  startMs: a.startMs,
  endMs: b.endMs,
  slices: [...a.slices, ...b.slices],
});

/** Cells of the heat map in a decade of response times. */
const perDecade = 12;

/** Requests by stretch and response time. Buckets of the histogram are far narrower than cells. */
function densityOf(stretches: readonly Stretch[]): Density {
  const cells = stretches.flatMap(({ slices }, point) => {
    const counts = new Map<number, number>();
    for (const [bucket, count] of histogramEntries(pool(slices))) {
      const cell = Math.floor(Math.log10(bucketValue(bucket)) * perDecade + 1e-9);
      counts.set(cell, (counts.get(cell) ?? 0) + count);
    }
    return [...counts].map(([cell, count]) => [point, cell, count] as const);
  });
  return { perDecade, cells };
}

function pointOf({ startMs, endMs, slices }: Stretch, originMs: number): TimelinePoint {
  const count = slices.reduce((sum, slice) => sum + slice.count, 0);
  const errors = slices.reduce((sum, slice) => sum + slice.errors, 0);
  const users = slices.flatMap((slice) => slice.users ?? []);
  const [p50, p95, p99] = histogramQuantiles(pool(slices), [0.5, 0.95, 0.99]).map((value) =>
    Number.isFinite(value) ? value : null,
  ) as [number | null, number | null, number | null];
  return {
    atSeconds: (startMs - originMs) / 1_000,
    count,
    requestsPerSecond: endMs > startMs ? count / ((endMs - startMs) / 1_000) : null,
    errorRate: count === 0 ? null : errors / count,
    p50,
    p95,
    p99,
    users: users.length === 0 ? null : largest(users),
  };
}

/** A scenario over time, as reported by its tool. */
export function reportedTimeline(scenario: string, all: readonly ReportedPoint[]): Timeline | null {
  const points = all
    .filter((point) => point.scenario === scenario && point.endpoint === '*')
    .toSorted((a, b) => a.atMs - b.atMs);
  const first = points[0];
  if (first === undefined || points.length < 2) return null;
  const step = Math.ceil(points.length / (mostPoints * 2));
  const drawn = points.filter((_, i) => i % step === 0);
  return {
    scenario,
    widthSeconds: (at(points, -1).atMs - first.atMs) / 1_000 / (points.length - 1),
    source: 'reported',
    points: drawn.map((point) => ({
      atSeconds: (point.atMs - first.atMs) / 1_000,
      requestsPerSecond: point.requestsPerSecond,
      errorRate:
        point.requestsPerSecond === null || point.requestsPerSecond === 0 || point.errorsPerSecond === null
          ? null
          : point.errorsPerSecond / point.requestsPerSecond,
      p50: point.p50,
      p95: point.p95,
      p99: null,
      users: point.users,
    })),
  };
}
