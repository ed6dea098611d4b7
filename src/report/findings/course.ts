import type { SliceDigest, SlicesDigest } from '../../model/digest.ts';
import type { TimeWindow } from '../../model/finding.ts';
import { bucketBounds, histogramEntries, histogramQuantiles } from '../../stats/histogram.ts';
import { median } from '../../stats/robust.ts';
import type { GatheredScenario } from '../gather.ts';
import { pool } from '../stretches.ts';

/** One slice of a scenario's time; empty ones are there too. */
export interface CourseSlice {
  /** Seconds from the scenario's first request to the slice's start. */
  readonly atSeconds: number;
  readonly count: number;
  readonly errors: number;
  /** Most concurrent users seen; null where the file has none. */
  readonly users: number | null;
  /** NaN without requests. */
  readonly p50: number;
  readonly p95: number;
  readonly longestMs: number;
}

/** How a scenario went, slice by slice; the last one, and a first one that is cut by half or more, are left out. */
export interface Course {
  readonly scenario: string;
  readonly widthSeconds: number;
  readonly slices: readonly CourseSlice[];
}

/** A cut slice is left out only where enough remain. */
const fewestSlices = 5;
/** Of a slice, at least so much must lie after the first request. */
const mostCut = 0.5;

/** Courses that one rule had made for the next. */
const known = new WeakMap<GatheredScenario, Map<number, Course | null>>();

/**
 * The course of a scenario from the slices of all its samples; null without samples that carry times. Neighbours are
 * joined until half of the slices hold `requestsASlice` requests or more. Kept per scenario.
 */
export function courseOf(scenario: GatheredScenario, requestsASlice = 1): Course | null {
  const courses = known.get(scenario) ?? new Map<number, Course | null>();
  known.set(scenario, courses);
  const course = courses.get(requestsASlice);
  if (course !== undefined) return course;
  const made = makeCourse(scenario, requestsASlice);
  courses.set(requestsASlice, made);
  return made;
}

function makeCourse({ id, pooled }: GatheredScenario, requestsASlice: number): Course | null {
  const { slices = null, firstStartMs = null } = pooled?.digest ?? {};
  if (slices === null || firstStartMs === null || slices.items.length === 0) return null;
  let perSlice = 1;
  while (median(countsOf(slices, perSlice)) < requestsASlice && perSlice < slices.items.length) perSlice *= 2;
  const groups = Map.groupBy(slices.items, ({ index }) => Math.floor(index / perSlice));
  const widthMs = slices.widthMs * perSlice;
  const all = Array.from({ length: lastOf(slices, perSlice) + 1 }, (_, i) =>
    sliceOf(groups.get(i) ?? [], (slices.originMs + i * widthMs - firstStartMs) / 1_000),
  );
  return {
    scenario: id,
    widthSeconds: widthMs / 1_000,
    slices:
      all.length < fewestSlices
        ? all
        : all.slice(-all[0]!.atSeconds > mostCut * (widthMs / 1_000) ? 1 : 0, -1),
  };
}

const lastOf = ({ items }: SlicesDigest, perSlice: number): number =>
  Math.floor(items.at(-1)!.index / perSlice);

function countsOf(slices: SlicesDigest, perSlice: number): number[] {
  const counts = new Array<number>(lastOf(slices, perSlice) + 1).fill(0);
  for (const { index, count } of slices.items) counts[Math.floor(index / perSlice)]! += count;
  return counts;
}

function sliceOf(parts: readonly SliceDigest[], atSeconds: number): CourseSlice {
  const histogram = pool(parts);
  const users = parts.flatMap((part) => part.users ?? []);
  const highest = histogram.buckets.at(-2);
  const [p50, p95] = histogramQuantiles(histogram, [0.5, 0.95]) as [number, number];
  return {
    atSeconds,
    count: parts.reduce((sum, part) => sum + part.count, 0),
    errors: parts.reduce((sum, part) => sum + part.errors, 0),
    users: users.length === 0 ? null : Math.max(...users),
    p50,
    p95,
    longestMs: highest === undefined ? 0 : bucketBounds(highest).lower,
  };
}

/** The course without its quiet ends: from the first to the last slice with at least half the usual requests. */
export function busyPart(course: Course): Course {
  const counts = course.slices.map(({ count }) => count);
  const usual = median(counts.filter((count) => count > 0));
  const isBusy = (count: number): boolean => count >= usual / 2;
  const from = counts.findIndex(isBusy);
  if (from === -1) return { ...course, slices: [] };
  return { ...course, slices: course.slices.slice(from, counts.findLastIndex(isBusy) + 1) };
}

/** Where slices `from` up to and without `to` lie on the scenario's charts. */
export function windowOf({ scenario, widthSeconds, slices }: Course, from: number, to: number): TimeWindow {
  return {
    scenario,
    startSeconds: Math.max(0, slices[from]!.atSeconds),
    endSeconds: slices[to - 1]!.atSeconds + widthSeconds,
  };
}

/** Total requests and errors of some slices. */
export function totalsOf(slices: readonly CourseSlice[]): { count: number; errors: number } {
  return {
    count: slices.reduce((sum, slice) => sum + slice.count, 0),
    errors: slices.reduce((sum, slice) => sum + slice.errors, 0),
  };
}

/** The usual number of users of some slices; null where the file has none. */
export function usualUsers(slices: readonly CourseSlice[]): number | null {
  const users = slices.flatMap((slice) => slice.users ?? []);
  return users.length === 0 ? null : median(users);
}

/** A time window of an endpoint's slices: those whose middle lies in it. */
export function slicesIn(
  slices: SlicesDigest | null,
  firstStartMs: number,
  { startSeconds, endSeconds }: Pick<TimeWindow, 'startSeconds' | 'endSeconds'>,
): readonly SliceDigest[] {
  if (slices === null) return [];
  return slices.items.filter(({ index }) => {
    const middle = (slices.originMs + (index + 0.5) * slices.widthMs - firstStartMs) / 1_000;
    return middle >= startSeconds && middle < endSeconds;
  });
}

/** The mean duration in ms of some slices, from their histograms (within 0.5%); NaN for none. */
export function meanMs(parts: readonly SliceDigest[]): number {
  let total = 0;
  let timed = 0;
  for (const { histogram } of parts) {
    timed += histogram.zero;
    for (const [index, count] of histogramEntries(histogram)) {
      const { lower, upper } = bucketBounds(index);
      total += (count * (lower + upper)) / 2;
      timed += count;
    }
  }
  return total / timed;
}
