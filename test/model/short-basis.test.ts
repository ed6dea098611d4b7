import { expect, test } from 'vitest';
import { shortBasis } from '../../src/model/text/short-basis.ts';

test('a cell leaves out how the variance divides', () => {
  const long =
    'history of 18 runs in 6 sessions; 93% of the run-to-run variance is between repeats, 7% between sessions';
  expect(shortBasis(long)).toBe('history of 18 runs in 6 sessions');
});

test('a short basis stays as it is', () => {
  expect(shortBasis('one run against one, in 20 stretches of time')).toBe(
    'one run against one, in 20 stretches of time',
  );
});
