import { expect, test } from 'vitest';
import { newestErrors } from '../../src/stats/newest-errors.ts';
import { newestRun } from '../../src/stats/newest-run.ts';

const few = [
  { errors: 4, count: 2_451 },
  { errors: 2, count: 2_411 },
  { errors: 1, count: 2_456 },
  { errors: 2, count: 2_421 },
  { errors: 3, count: 2_506 },
];
const none = Array.from({ length: 10 }, () => ({ errors: 0, count: 600 }));
const many = [50, 62, 41, 55, 47, 58].map((errors) => ({ errors, count: 1_000 }));

// The bounds are those of test/reference-scripts/newest_errors.py.
test.each([
  ['few errors', few, 2_450, 0, 35],
  ['no errors', none, 600, 0, 15],
  ['many errors', many, 1_000, 4, 131],
])('the usual range of %s is what the test of two rates takes for chance', (_, level, count, least, most) => {
  const { interval } = newestErrors(level, { errors: least, count }, 0.002);
  expect(interval!.lower * count).toBeCloseTo(least, 9);
  expect(interval!.upper * count).toBeCloseTo(most, 9);
});

test('errors are called where they leave the usual range', () => {
  const verdictOf = (level: typeof few, errors: number, count: number): string =>
    newestErrors(level, { errors, count }, 0.002).verdict;
  expect(verdictOf(few, 0, 2_450)).toBe('no-change-shown');
  expect(verdictOf(few, 98, 2_450)).toBe('worse');
  expect(verdictOf(none, 6, 600)).toBe('no-change-shown');
  expect(verdictOf(none, 60, 600)).toBe('worse');
  expect(verdictOf(many, 0, 1_000)).toBe('better');
});

test('a rate that differs by less than the minimum effect is not called', () => {
  const level = Array.from({ length: 40 }, () => ({ errors: 100, count: 1_000_000 }));
  const newest = { errors: 1_000, count: 1_000_000 };
  expect(newestErrors(level, newest, 0.0001).verdict).toBe('worse');
  expect(newestErrors(level, newest, 0.002).verdict).toBe('no-change-shown');
});

test('fewer than five runs with requests give no usual range', () => {
  const unmeasured = { errors: 0, count: 0 };
  for (const level of [few.slice(1), [...few.slice(1), unmeasured]])
    expect(newestErrors(level, { errors: 0, count: 10 }, 0)).toEqual({
      verdict: 'cannot-tell',
      interval: null,
    });
  expect(newestErrors(few, unmeasured, 0).verdict).toBe('cannot-tell');
});

test('0 after values above it is no ratio', () => {
  const { verdict, interval } = newestRun([4, 2, 1, 2, 3, 0]);
  expect(verdict).toBe('no-change-shown');
  expect(interval!.lower).toBe(0);
});

test('a usual range keeps within the values that a metric can have', () => {
  const score = [0.98, 0.99, 0.97, 0.99, 0.98, 0.985];
  expect(newestRun(score).interval!.upper).toBeGreaterThan(1);
  expect(newestRun(score, { limits: { upper: 1 } }).interval!.upper).toBe(1);
  expect(newestRun([-1, 2, -1.5, 0.5, 1, 0]).interval!.lower).toBeLessThan(-1.5);
});
