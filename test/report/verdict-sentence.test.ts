import { expect, it } from 'vitest';
import type { TargetResult } from '../../src/model/run-report.ts';
import { verdictSentence } from '../../src/report/targets/verdict-sentence.ts';

const target = (label: string, verdict: TargetResult['verdict']): TargetResult =>
  ({
    id: label,
    label,
    verdict,
    metric: 'response.p95',
    bound: { op: 'below', value: 500 },
    achieved: 600,
    interval: null,
  }) as unknown as TargetResult;
const sentence = (...targets: readonly TargetResult[]): string =>
  verdictSentence({ targets }).replaceAll('\u00a0', ' ');
const [met, open, unmeasured] = [
  target('A', 'met'),
  target('B', 'inconclusive'),
  target('C', 'not measured'),
];
const missed = target('D', 'not met');
const missedText = 'D (600 ms, target: below 500 ms)';

it('is what the targets come to, the worst first', () => {
  expect(sentence()).toBe('No targets are set in project.json, so there is no verdict.');
  expect(sentence(unmeasured)).toBe('No target was measured.');
  expect(sentence(unmeasured, unmeasured)).toBe('No target was measured.');
  expect([sentence(met), sentence(met, met), sentence(met, met, met)]).toEqual([
    'The run meets its target.',
    'The run meets both targets.',
    'The run meets all 3 targets.',
  ]);
  expect(sentence(met, met, unmeasured)).toBe(
    'The run meets all measured targets (2 of 3). Not measured: C.',
  );
  expect(sentence(met, open)).toBe('The verdict is inconclusive because of B.');
  expect(sentence(met, open, open, unmeasured)).toBe(
    'The verdict is inconclusive because of B and B. Not measured: C.',
  );
});

it('names each target that is missed, with its value', () => {
  expect(sentence(missed)).toBe(`The run does not meet its target: ${missedText}.`);
  expect(sentence(missed, missed)).toBe(`The run meets neither target: ${missedText}; ${missedText}.`);
  expect(sentence(missed, met)).toBe(`The run does not meet 1 of 2 targets: ${missedText}.`);
  expect(sentence(missed, open, unmeasured)).toBe(
    `The run does not meet 1 of 3 targets: ${missedText}. Inconclusive: B. Not measured: C.`,
  );
  // The bound is not said twice.
  expect(sentence(target('p95 below 500\u00a0ms', 'not met'))).toBe(
    'The run does not meet its target: p95 below 500 ms (600 ms).',
  );
});
