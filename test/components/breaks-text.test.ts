import { expect, test } from 'vitest';
import { breaksText } from '../../src/components/trends/trend-words.ts';

test('alternating environments are told once for each way', () => {
  const [there, back] = ['cpu differs: Intel → AMD', 'cpu differs: AMD → Intel'];
  expect(breaksText([there, back, there, back, there])).toBe(`a, c, e: ${there}. b, d: ${back}.`);
  expect(breaksText(['reset: a new machine'])).toBe('a: reset: a new machine.');
  expect(breaksText([])).toBe('');
});
