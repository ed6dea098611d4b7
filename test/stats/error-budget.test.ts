import { describe, expect, it } from 'vitest';
import { errorBudget } from '../../src/stats/error-budget.ts';

const run = (count: number, least: number, most = least) => ({ count, least, most });

/** By hand: 1% of 4,000 requests are 40. */
describe('an error budget', () => {
  it('is met up to the last allowed request', () => {
    expect(errorBudget(0.99, [run(1_000, 5), run(3_000, 35)])).toEqual({
      allowed: 40,
      left: { lower: 0, upper: 0 },
      verdict: 'met',
    });
    expect(errorBudget(0.99, [run(1_000, 5), run(3_000, 5)])).toMatchObject({
      left: { lower: 0.75, upper: 0.75 },
      verdict: 'met',
    });
  });

  it('is overspent with one more', () => {
    const found = errorBudget(0.99, [run(1_000, 5), run(3_000, 36)]);
    expect(found).toMatchObject({ allowed: 40, verdict: 'not met' });
    expect(found?.left.lower).toBeCloseTo(-0.025, 12);
  });

  it('stays open where the counts do', () => {
    expect(errorBudget(0.9, [run(100, 8, 12)])).toMatchObject({ allowed: 10, verdict: 'inconclusive' });
    expect(errorBudget(0.9, [run(100, 8, 10)])?.verdict).toBe('met');
    expect(errorBudget(0.9, [run(100, 11, 12)])?.verdict).toBe('not met');
  });

  it('is unknown without requests', () => {
    expect(errorBudget(0.99, [])).toBeNull();
    expect(errorBudget(0.99, [run(0, 0)])).toBeNull();
  });
});

it('the bounds of the counts decide, those of exactly what is allowed included', () => {
  const verdictOf = (least: number, most: number): string | undefined =>
    errorBudget(0.99, [{ count: 1_000, least, most }])?.verdict;
  expect([verdictOf(8, 10), verdictOf(10, 11), verdictOf(11, 12)]).toEqual([
    'met',
    'inconclusive',
    'not met',
  ]);
});
