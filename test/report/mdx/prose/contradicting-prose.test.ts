import { expect, test } from 'vitest';
import { contradictsVerdict } from '../../../../src/report/mdx/prose/contradicting-prose.ts';

test.each([
  'All targets are met in this run.',
  'Every performance target has been met.',
  'We met all our targets.',
  'The release meets all requirements.',
  'No target was missed.',
  'None of the performance targets are missed.',
  'All SLOs are satisfied and the release can go.',
  'The run passed all of its targets.',
  '100% of the targets are met.',
  'We meet every target; nothing regressed.',
  'The performance targets have been met.',
  'Both thresholds passed.',
  'The release missed none of its targets.',
  'There were no SLA violations.',
  'All acceptance criteria are fulfilled.',
  'The cache is on except for searches. All targets of 1.7 are met.',
  'All\ntargets are met.',
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
  'All targets must be met before the release.',
  'Almost all targets are met.',
  'Two of the targets are met.',
  'The targets of the search are met.',
  'Search would have met all targets if the cache were on, and fails to meet them now.',
  'All users reached the page. The targets are in the contract.',
  'No target covers the error rate.',
  'CPU use reached the threshold of 90% in each scenario.',
  'At 60 users the service hits its limit.',
  'One target is missed; no other endpoint is near its limit.',
])('"%s" contradicts nothing', (text) => {
  expect(contradictsVerdict(text, 'not met')).toBe(false);
});

test('a text that says a target is missed contradicts a run that meets all', () => {
  expect(contradictsVerdict('Checkout does not meet its target.', 'met')).toBe(true);
  expect(contradictsVerdict('Checkout does not meet its target.', 'not met')).toBe(false);
});
