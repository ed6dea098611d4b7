import { expect, test } from 'vitest';
import { newestRun } from '../../src/stats/newest-run.ts';

test('a level near the largest double has a centre, too', () => {
  expect(newestRun(new Array<number>(15).fill(1.7e308)).verdict).toBe('no-change-shown');
});

test('the run that confirms a new level is not compared with the level before', () => {
  const old = [100, 101, 99, 100, 102, 98, 100, 101];
  const shifted = (runs: number): number[] => [...old, ...[130, 131, 129, 130, 132, 128].slice(0, runs)];
  // Up to four runs, the next ones show whether the new level stays.
  expect(newestRun(shifted(4), { levelStarts: [8] }).verdict).toBe('worse');
  // The fifth confirms it; four others are too few for a range.
  expect(newestRun(shifted(5), { levelStarts: [8] })).toEqual({ verdict: 'cannot-tell', interval: null });
  expect(newestRun(shifted(6), { levelStarts: [8] }).verdict).toBe('no-change-shown');
});

test('the usual range is where 99.98% of the next values lie', () => {
  // scipy.stats.t.ppf(0.9999, 4); median 1, standard deviation sqrt(2.5), robust deviation 1.4826.
  const half = 13.033671720896821 * Math.sqrt(1.4826 * Math.sqrt(2.5)) * Math.sqrt(1.2);
  const { interval } = newestRun([-1, 0, 1, 2, 3, 1]);
  expect(interval?.lower).toBeCloseTo(1 - half, 8);
  expect(interval?.upper).toBeCloseTo(1 + half, 8);
  const verdicts = [1 - half - 0.01, 1 - half + 0.01, 1 + half - 0.01, 1 + half + 0.01].map(
    (newest) => newestRun([-1, 0, 1, 2, 3, newest]).verdict,
  );
  expect(verdicts).toEqual(['better', 'no-change-shown', 'no-change-shown', 'worse']);
});

test('a value outside the range must also differ by what matters', () => {
  const level = [100, 101, 99, 100, 102, 98, 100, 101, 99, 100];
  const verdictOf = (newest: number, options: Parameters<typeof newestRun>[1]): string =>
    newestRun([...level, newest], options).verdict;
  expect(verdictOf(120, {})).toBe('worse');
  expect(verdictOf(120, { direction: 'higher' })).toBe('better');
  expect(verdictOf(120, { minimumEffect: 0.21 })).toBe('no-change-shown');
  expect(verdictOf(120, { minimumEffect: 0.19 })).toBe('worse');
  expect(verdictOf(120, { leastDifference: 21 })).toBe('no-change-shown');
  expect(verdictOf(120, { leastDifference: 19 })).toBe('worse');
});

test('five runs are a level, four are not', () => {
  expect(newestRun([1, 2, 1, 2, 1]).interval).toBeNull();
  expect(newestRun([1, 2, 1, 2, 1, 2]).interval).not.toBeNull();
});
