import type { EndpointDigest, SliceDigest } from '../../model/documents/digest.ts';
import type { TimeWindow } from '../../model/finding.ts';
import { memoised } from '../../model/memoised.ts';
import { bucketBounds, histogramEntries, histogramQuantiles } from '../../stats/histogram.ts';
import { median } from '../../stats/robust.ts';
import type { GatheredScenario } from '../measure/gather.ts';
import { at, present } from '../../model/checked.ts';
import { pool } from '../measure/stretches.ts';
import { largest } from '../../model/long-lists.ts';

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

/**
 * How a scenario went, slice by slice; the last one, and a first one that is cut by half or more, are left out. Where
 * slices are far from each other, this is the part with the most requests.
 */
export interface Course {
  readonly scenario: string;
  readonly widthSeconds: number;
  readonly slices: readonly CourseSlice[];
}

/** A cut slice is left out only where enough remain. */
const fewestSlices = 5;
/** Slices further from each other than this belong to different parts of the file: at 1 s a slice, about an hour. */
const longestGap = 4_096;
/** Slices of a course at most, empty ones included; a digest has at most 256 that are not empty. */
const mostSlices = 16_384;
/** Of a slice, at least so much must lie after the first request. */
const mostCut = 0.5;

/** The courses that a rule computed, by requests per slice: the next rule needs the same ones. */
const coursesOf = memoised((_scenario: GatheredScenario) => new Map<number, Course | null>());

/**
 * The course of a scenario from the slices of all its samples; null without samples that carry times. Neighbours are
 * joined until half of the slices hold `requestsASlice` requests or more. Kept per scenario.
 */
export function courseOf(scenario: GatheredScenario, requestsASlice = 1): Course | null {
  const courses = coursesOf(scenario);
  const course = courses.get(requestsASlice);
  if (course !== undefined) return course;
  const made = makeCourse(scenario, requestsASlice);
  courses.set(requestsASlice, made);
  return made;
}

/** The samples that the course of a scenario was made of. */
export function samplesOf({ pooled }: GatheredScenario): EndpointDigest & { readonly firstStartMs: number } {
  const digest = present(pooled?.digest, 'a scenario with a course has samples');
  return { ...digest, firstStartMs: present(digest.firstStartMs, 'the samples of a course have times') };
}

function makeCourse({ id, pooled }: GatheredScenario, requestsASlice: number): Course | null {
  const { slices = null, firstStartMs = null } = pooled?.digest ?? {};
  if (slices === null || firstStartMs === null || slices.items.length === 0) return null;
  const items = busiestPart(slices.items);
  let perSlice = 1;
  while (countOf(items, perSlice) > mostSlices) perSlice *= 2;
  while (median(countsOf(items, perSlice)) < requestsASlice && perSlice < items.length) perSlice *= 2;
  const groups = Map.groupBy(items, ({ index }) => Math.floor(index / perSlice));
  const widthMs = slices.widthMs * perSlice;
  const first = firstOf(items, perSlice);
  const all = Array.from({ length: countOf(items, perSlice) }, (_, i) =>
    sliceOf(groups.get(first + i) ?? [], (slices.originMs + (first + i) * widthMs - firstStartMs) / 1_000),
  );
  return {
    scenario: id,
    widthSeconds: widthMs / 1_000,
    slices:
      all.length < fewestSlices
        ? all
        : all.slice(-at(all, 0).atSeconds > mostCut * (widthMs / 1_000) ? 1 : 0, -1),
  };
}

/** The slices between two gaps that hold the most requests: one row of another year must not stretch the course. */
function busiestPart(items: readonly SliceDigest[]): readonly SliceDigest[] {
  const parts: SliceDigest[][] = [];
  for (const [i, item] of items.entries()) {
    const before = items[i - 1];
    if (before === undefined || item.index - before.index > longestGap) parts.push([item]);
    else parts.at(-1)?.push(item);
  }
  const total = (part: readonly SliceDigest[]): number => part.reduce((sum, { count }) => sum + count, 0);
  return parts.reduce((most, part) => (total(part) > total(most) ? part : most));
}

const firstOf = (items: readonly SliceDigest[], perSlice: number): number =>
  Math.floor(at(items, 0).index / perSlice);

/** The number of slices from the first to the last, empty ones included. */
const countOf = (items: readonly SliceDigest[], perSlice: number): number =>
  Math.floor(at(items, items.length - 1).index / perSlice) - firstOf(items, perSlice) + 1;

function countsOf(items: readonly SliceDigest[], perSlice: number): number[] {
  const counts = new Array<number>(countOf(items, perSlice)).fill(0);
  const first = firstOf(items, perSlice);
  for (const { index, count } of items) {
    const slot = Math.floor(index / perSlice) - first;
    counts[slot] = at(counts, slot) + count;
  }
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
    users: users.length === 0 ? null : largest(users),
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
    startSeconds: Math.max(0, at(slices, from).atSeconds),
    endSeconds: at(slices, to - 1).atSeconds + widthSeconds,
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
