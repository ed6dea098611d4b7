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
