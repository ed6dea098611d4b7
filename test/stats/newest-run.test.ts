import { expect, test } from 'vitest';
import { newestRun } from '../../src/stats/newest-run.ts';

test('a level near the largest double has a centre, too', () => {
  expect(newestRun(new Array<number>(15).fill(1.7e308)).verdict).toBe('no-change-shown');
});
