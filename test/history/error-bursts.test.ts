import { expect, it } from 'vitest';
import { burstsOf } from '../../src/history/evidence/error-bursts.ts';
import type { Timeline } from '../../src/model/run-curves.ts';
import { makeRun } from './make-run.ts';

/** Ten requests a second over 20 s, of which so many fail in each second. */
const timeline = (errors: readonly number[], over: Partial<Timeline> = {}): Timeline => ({
  scenario: 'shop',
  widthSeconds: 1,
  source: 'samples',
  points: errors.map((failed, atSeconds) => ({
    atSeconds,
    requestsPerSecond: 10,
    errorRate: failed / 10,
    p50: null,
    p95: null,
    p99: null,
    users: null,
  })),
  ...over,
});
const seconds = (count: number, failed: number): number[] => Array<number>(count).fill(failed);
const bursts = (...timelines: readonly Timeline[]): number | undefined =>
  burstsOf({ ...makeRun({ day: 1 }), timelines }, 'shop');

it('errors in one of twenty stretches come in bursts: chi squared over its degrees of freedom', () => {
  // numpy: 10 of 200 requests fail, all of them in one stretch of 10. With 0.5 expected in each of the 20,
  // (9.5^2 + 19 x 0.5^2) / (0.5 x 0.95) / 19 = 10.5263.
  expect(bursts(timeline([10, ...seconds(19, 0)]))).toBeCloseTo(10.526316, 5);
});

it('errors that are spread evenly are independent', () => {
  expect(bursts(timeline(seconds(20, 1)))).toBe(1);
});

it('fewer than five errors show nothing, nor do reported points or other scenarios', () => {
  expect(bursts(timeline([4, ...seconds(19, 0)]))).toBeUndefined();
  expect(bursts(timeline([5, ...seconds(19, 0)]))).toBeGreaterThan(1);
  expect(bursts(timeline([10, ...seconds(19, 0)], { source: 'reported' }))).toBeUndefined();
  expect(bursts(timeline([10, ...seconds(19, 0)], { scenario: 'other' }))).toBeUndefined();
});

it('five stretches are needed', () => {
  expect(bursts(timeline([5, 0, 0, 0]))).toBeUndefined();
  expect(bursts(timeline([5, 0, 0, 0, 0]))).toBeGreaterThan(1);
});

it('stretches without requests do not count, and the first timeline of a scenario does', () => {
  const empty = timeline([5, 0, 0, 0, 0]);
  const points = empty.points.map((point, i) => (i < 4 ? point : { ...point, requestsPerSecond: null }));
  expect(bursts({ ...empty, points })).toBeUndefined();
  expect(bursts(timeline(seconds(20, 1)), timeline([10, ...seconds(19, 0)]))).toBe(1);
});
