import { expect, test } from 'vitest';
import { contradictsVerdict } from '../../../src/report/mdx/contradicting-prose.ts';

test.each([
  'All targets are met in this run.',
  'Every performance target has been met.',
  'We met all our targets.',
  'The release meets all requirements.',
])('"%s" contradicts a missed target', (text) => {
  expect(contradictsVerdict(text, 'not met')).toBe(true);
  expect(contradictsVerdict(text, 'met')).toBe(false);
  expect(contradictsVerdict(text, 'inconclusive')).toBe(false);
});

test.each([
  'All targets but one are met.',
  'Not all targets are met.',
  'All targets except the error rate are met.',
  'All endpoints were tested.',
])('"%s" contradicts nothing', (text) => {
  expect(contradictsVerdict(text, 'not met')).toBe(false);
});

test('a text that says a target is missed contradicts a run that meets all', () => {
  expect(contradictsVerdict('Checkout does not meet its target.', 'met')).toBe(true);
  expect(contradictsVerdict('Checkout does not meet its target.', 'not met')).toBe(false);
});
