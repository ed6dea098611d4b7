import { expect, it } from 'vitest';
import { repeatsSentence } from '../../src/report/words/repeats-sentence.ts';

it('tells the latest run from its build where their verdicts differ', () => {
  const runs = ['met', 'inconclusive', 'met', 'met', 'inconclusive', 'met'] as const;
  expect(repeatsSentence('met', runs)).toBe(
    'The latest run met all targets. Of all 6 runs of this build, 4 met all targets and 2 were inconclusive.',
  );
  expect(repeatsSentence('met', ['not met', 'inconclusive', 'met'])).toBe(
    'The latest run met all targets. Of all 3 runs of this build, 1 met all targets, 1 missed a target, and 1 was inconclusive.',
  );
  expect(repeatsSentence('not met', ['met', 'not met'])).toMatch(/^The latest run missed a target\./);
});

it('is silent where all runs of a build agree, and without targets', () => {
  expect(repeatsSentence('met', ['met', 'met'])).toBeNull();
  expect(repeatsSentence('inconclusive', ['inconclusive'])).toBeNull();
  expect(repeatsSentence('not measured', ['not measured', 'not measured'])).toBeNull();
});
