import { describe, expect, it } from 'vitest';
import {
  doDisagree,
  judgeComparisons,
  weightedHolm,
  type Candidate,
  type Judgement,
} from '../../src/stats/comparison-verdict.ts';

const candidate = (change: Partial<Candidate> = {}): Candidate => ({
  relative: 0.2,
  interval: null,
  p: 0.001,
  direction: 'lower',
  minimumEffect: 0.05,
  isWithinRuns: false,
  ...change,
});

const judged = (...candidates: readonly Candidate[]): Judgement[] => judgeComparisons(candidates);
const verdictOf = (change: Partial<Candidate>): Judgement['verdict'] | undefined =>
  judged(candidate(change))[0]?.verdict;
const bars = (...candidates: readonly Candidate[]): (number | null)[] =>
  judged(...candidates).map(({ bar }) => bar);
const adjusted = (...candidates: readonly Candidate[]): (number | null)[] =>
  judged(...candidates).map(({ adjustedP }) => adjustedP);
const about = (value: number): number => expect.closeTo(value, 12) as number;

describe('a comparison', () => {
  it('is called from a p of 0.05 down', () => {
    expect([0.05, 0.051].map((p) => verdictOf({ p }))).toEqual(['worse', 'no-change-shown']);
  });

  it('is called from the minimum effect on, in either direction', () => {
    expect([0.05, 0.049, -0.05, -0.049].map((relative) => verdictOf({ relative }))).toEqual([
      'worse',
      'no-change-shown',
      'better',
      'no-change-shown',
    ]);
  });

  it('is not called for what a computer rounds', () => {
    expect([1.1e-9, 0.9e-9].map((relative) => verdictOf({ relative, minimumEffect: 0 }))).toEqual([
      'worse',
      'no-change-shown',
    ]);
  });

  it('is the same only with its whole interval inside the minimum effect', () => {
    const of = (lower: number, upper: number): unknown => verdictOf({ p: 0.9, interval: { lower, upper } });
    expect(of(-0.049, 0.049)).toBe('same');
    expect([of(-0.05, 0.01), of(-0.01, 0.05)]).toEqual(['no-change-shown', 'no-change-shown']);
  });

  it('cannot be told without a size or a test', () => {
    const untold = { verdict: 'cannot-tell', certainty: null, adjustedP: null, bar: null };
    expect(judged(candidate({ relative: null }), candidate({ p: null }))).toEqual([untold, untold]);
  });

  it('is confirmed from a p of 0.005 down', () => {
    expect(judged(candidate({ p: 0.005 }))[0]?.certainty).toBe('confirmed');
  });
});

it('three repeats disagree where fewer than three quarters show a change', () => {
  expect(doDisagree({ countHead: 3, agreement: 2 / 3 })).toBe(true);
  expect(doDisagree({ countHead: 4, agreement: 0.75 })).toBe(false);
  expect(doDisagree({ countHead: 2, agreement: 0.5 })).toBe(false);
  expect(doDisagree({ agreement: 0 })).toBe(false);
  expect(doDisagree({ countHead: 3 })).toBe(false);
  expect(judged(candidate({ countHead: 3, agreement: 0.5 }))[0]?.certainty).toBe('suspected');
});

describe('the p of several comparisons', () => {
  it('is Holm’s where each stands alone', () => {
    // 2 * 0.01, then 1 * 0.04. The bar of the first is half of 0.05.
    const two = [candidate({ p: 0.04 }), candidate({ p: 0.01 })];
    expect(adjusted(...two)).toEqual([about(0.04), about(0.02)]);
    expect(bars(...two)).toEqual([about(0.05), about(0.025)]);
  });

  it('is Benjamini and Hochberg’s within a family', () => {
    // 0.01 * 2 / 1 and 0.04 * 2 / 2.
    const family = [0.01, 0.04].map((p) => candidate({ family: 'pay', p }));
    expect(adjusted(...family)).toEqual([about(0.02), about(0.04)]);
    expect(bars(...family)).toEqual([about(0.025), about(0.05)]);
  });

  it('weighs a family by the root of its size', () => {
    // Simes' p of four equal ones is 0.01, over a weight of 2, times the 2 + 1 of both families. Then 0.04 alone.
    const family = Array.from({ length: 4 }, () => candidate({ family: 'pay', p: 0.01 }));
    expect(adjusted(...family, candidate({ p: 0.04 }))).toEqual([
      ...family.map(() => about(0.015)),
      about(0.04),
    ]);
  });

  it('is 1 at most', () => {
    expect(adjusted(candidate({ p: 0.9 }), candidate({ p: 0.8 }))).toEqual([1, 1]);
    // Simes' p of the family is 0.02, by the weight root 2, times both weights: 0.0341. Its other member rises as much.
    const family = [0.01, 0.9].map((p) => candidate({ family: 'pay', p }));
    const whole = (0.02 / Math.SQRT2) * (1 + Math.SQRT2);
    expect(adjusted(...family, candidate({ p: 0.04 }))).toEqual([about(whole), 1, about(0.04)]);
    expect(weightedHolm([0.9, 0.8].map((p) => ({ p, weight: 1 })))).toEqual([1, 1]);
  });

  it('of 0 has the bar of the first of all', () => {
    const [certain, other] = judged(candidate({ p: 0 }), candidate({ p: 0.03 }));
    expect(certain).toMatchObject({ adjustedP: 0, bar: 0.025, certainty: 'confirmed' });
    expect(other).toMatchObject({ adjustedP: about(0.03), bar: 0.05 });
  });
});
