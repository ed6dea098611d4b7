import type { TimeWindow } from '../../model/finding.ts';
import { formatValue, formatNumber } from '../../model/text/format.ts';
import { newcombe } from '../../stats/proportion.ts';
import { median } from '../../stats/robust.ts';
import { totalsOf, usualUsers, type Course, type CourseSlice } from './course.ts';
import { cpuSeries, memorySeries, type ResourceSeries } from './resource-series.ts';
import type { FindingInput } from './rule.ts';

/** What may have changed at the same time. */
export type Moved = 'errors' | 'throughput' | 'users' | 'response time' | 'processor' | 'memory';

/** Rates, users and response times that differ by less count as equal. */
const clearChange = 0.2;
/** The least difference of processor use, in percentage points. */
const clearPoints = 10;
const fewestErrors = 5;
const fewestReadings = 2;

/**
 * What differs between a time window of a scenario and the rest of it, as phrases: hypotheses about the cause, no more.
 * `but` lists what the finding itself is about.
 */
export function coincidences(
  input: Pick<FindingInput, 'digests' | 'scenarios' | 'measures'>,
  course: Course,
  window: TimeWindow,
  but: readonly Moved[],
): string[] {
  const { startSeconds, endSeconds } = window;
  const isInside = ({ atSeconds }: CourseSlice): boolean => {
    const middle = atSeconds + course.widthSeconds / 2;
    return middle >= startSeconds && middle < endSeconds;
  };
  const inside = course.slices.filter(isInside);
  const outside = course.slices.filter((slice) => !isInside(slice));
  if (inside.length === 0 || outside.length === 0) return [];
  const checks: Record<Moved, () => string[]> = {
    errors: () => errorsMoved(inside, outside),
    // The first slice may be cut by the start and then has fewer requests for that reason alone.
    throughput: () =>
      inside.some(({ atSeconds }) => atSeconds < 0)
        ? []
        : throughputMoved(inside, outside, course.widthSeconds),
    users: () => usersMoved(inside, outside),
    'response time': () => responseMoved(inside, outside),
    processor: () => cpuSeries(input, course.scenario).flatMap((one) => cpuMoved(one, window)),
    memory: () => memorySeries(input, course.scenario).flatMap((one) => memoryMoved(one, window)),
  };
  return (Object.keys(checks) as Moved[])
    .filter((what) => !but.includes(what))
    .flatMap((what) => checks[what]());
}

const isClear = (there: number, here: number): boolean =>
  Math.abs(there - here) >= clearChange * Math.abs(here) && there !== here;

const way = (there: number, here: number): string => (there > here ? 'rose' : 'fell');

function errorsMoved(inside: readonly CourseSlice[], outside: readonly CourseSlice[]): string[] {
  const there = totalsOf(inside);
  const here = totalsOf(outside);
  if (
    there.errors < fewestErrors ||
    !(newcombe(there.errors, there.count, here.errors, here.count).lower > 0)
  )
    return [];
  const usual = here.count === 0 ? 0 : here.errors / here.count;
  return [
    `errors rose to ${formatValue(there.errors / there.count, 'share')} of the requests (${formatValue(usual, 'share')} otherwise)`,
  ];
}

function throughputMoved(
  inside: readonly CourseSlice[],
  outside: readonly CourseSlice[],
  seconds: number,
): string[] {
  const [there, here] = [inside, outside].map((some) => median(some.map(({ count }) => count)) / seconds) as [
    number,
    number,
  ];
  if (!isClear(there, here)) return [];
  return [
    `throughput ${way(there, here)} to ${formatValue(there, '1/s')} (${formatValue(here, '1/s')} otherwise)`,
  ];
}

function usersMoved(inside: readonly CourseSlice[], outside: readonly CourseSlice[]): string[] {
  const there = usualUsers(inside);
  const here = usualUsers(outside);
  if (there === null || here === null || !isClear(there, here)) return [];
  return [`users ${way(there, here)} to ${formatNumber(there)} (${formatNumber(here)} otherwise)`];
}

function responseMoved(inside: readonly CourseSlice[], outside: readonly CourseSlice[]): string[] {
  const [there, here] = [inside, outside].map((some) =>
    median(some.map(({ p50 }) => p50).filter((value) => !Number.isNaN(value))),
  ) as [number, number];
  if (!isClear(there, here)) return [];
  return [
    `the median response time ${way(there, here)} to ${formatValue(there, 'ms')} (${formatValue(here, 'ms')} otherwise)`,
  ];
}

const within = (
  { points }: ResourceSeries,
  { startSeconds, endSeconds }: TimeWindow,
): [number[], number[]] => {
  const isInside = (at: number): boolean => at >= startSeconds && at < endSeconds;
  return [
    points.filter(({ atSeconds }) => isInside(atSeconds)).map(({ value }) => value),
    points.filter(({ atSeconds }) => !isInside(atSeconds)).map(({ value }) => value),
  ];
};

function cpuMoved(series: ResourceSeries, window: TimeWindow): string[] {
  const [inside, outside] = within(series, window);
  if (inside.length < fewestReadings || outside.length < fewestReadings) return [];
  const there = median(inside);
  const here = median(outside);
  if (Math.abs(there - here) < clearPoints || !isClear(there, here)) return [];
  return [
    `processor use ${way(there, here)} to ${formatValue(there, 'percent')} (${formatValue(here, 'percent')} otherwise)`,
  ];
}

function memoryMoved(series: ResourceSeries, window: TimeWindow): string[] {
  const [inside] = within(series, window);
  const before = series.points.filter(({ atSeconds }) => atSeconds < window.startSeconds).at(-1)?.value;
  const after = inside.at(-1);
  if (before === undefined || after === undefined || inside.length < fewestReadings) return [];
  const [there, here] = [after, before];
  if (Math.abs(there - here) < 10 || Math.abs(there / here - 1) < 0.1) return [];
  return [
    `memory of ${series.name} ${way(there, here)} from ${formatValue(here, 'MB')} to ${formatValue(there, 'MB')}`,
  ];
}
