import type { EndpointDigest, ReportedPoint, SlicesDigest } from '../model/digest.ts';
import type { Timeline, TimelinePoint } from '../model/run-measures.ts';
import { histogramOf } from '../ingest/endpoint-row.ts';
import { histogramQuantile } from '../stats/histogram.ts';
import { pool } from './response-row.ts';

/** Points of a drawn timeline at most; slices join until there are no more. */
const mostPoints = 120;

/** A scenario over time from the slices of all its samples. */
export function timelineOf(pooled: EndpointDigest): Timeline | null {
  const { slices, firstStartMs, lastEndMs } = pooled;
  if (slices === null || firstStartMs === null || lastEndMs === null) return null;
  const last = slices.items.at(-1)!.index;
  const perPoint = Math.ceil((last + 1) / mostPoints);
  const widthSeconds = (slices.widthMs * perPoint) / 1_000;
  const groups = Map.groupBy(slices.items, (slice) => Math.floor(slice.index / perPoint));
  const count = Math.floor(last / perPoint) + 1;
  const points = Array.from({ length: count }, (_, i) => {
    const startMs = slices.originMs + i * perPoint * slices.widthMs;
    const coveredMs = Math.min(lastEndMs, startMs + widthSeconds * 1_000) - Math.max(firstStartMs, startMs);
    return pointOf(groups.get(i) ?? [], (startMs - firstStartMs) / 1_000, widthSeconds, coveredMs / 1_000);
  });
  return { scenario: pooled.scenario ?? '', widthSeconds, source: 'samples', points };
}

function pointOf(
  slices: SlicesDigest['items'],
  startSeconds: number,
  widthSeconds: number,
  coveredSeconds: number,
): TimelinePoint {
  const count = slices.reduce((sum, slice) => sum + slice.count, 0);
  const errors = slices.reduce((sum, slice) => sum + slice.errors, 0);
  const users = slices.flatMap((slice) => slice.users ?? []);
  const histogram =
    slices.length === 1 ? histogramOf(slices[0]!.histogram) : pool(slices.map((one) => one.histogram));
  const at = (p: number): number | null => {
    const value = histogramQuantile(histogram, p);
    return Number.isFinite(value) ? value : null;
  };
  return {
    atSeconds: Math.max(0, startSeconds),
    // The first and the last slice are cut by the test's ends; a sliver of one gives no rate.
    requestsPerSecond: coveredSeconds < widthSeconds / 4 ? null : count / coveredSeconds,
    errorRate: count === 0 ? null : errors / count,
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    users: users.length === 0 ? null : Math.max(...users),
  };
}

/** A scenario over time as its tool printed it. */
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
    widthSeconds: (points.at(-1)!.atMs - first.atMs) / 1_000 / (points.length - 1),
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
