import { describe, expect, it } from 'vitest';
import {
  runsToSettle,
  samplesToSettle,
  targetMargin,
  targetVerdict,
  type Bound,
} from '../../src/stats/target-verdict.ts';

const atMost: Bound = { op: 'atMost', value: 500 };
const atLeast: Bound = { op: 'atLeast', value: 50 };

describe('a target', () => {
  it('is open where the interval reaches across the bound from either side', () => {
    expect(targetVerdict(atMost, 490, { lower: 480, upper: 501 })).toBe('inconclusive');
    expect(targetVerdict(atLeast, 51, { lower: 49, upper: 53 })).toBe('inconclusive');
  });

  it('is judged by the interval alone where there is no value', () => {
    expect(targetVerdict(atMost, null, { lower: 480, upper: 500 })).toBe('met');
    expect(targetVerdict(atMost, null, { lower: 501, upper: 510 })).toBe('not met');
  });

  it('is not open on a rounded value that is as far from the bound as rounding reaches', () => {
    expect(targetVerdict(atMost, 499.5, null, 0.5)).toBe('met');
    expect(targetVerdict(atMost, 500.5, null, 0.5)).toBe('not met');
    expect(targetVerdict(atMost, 500.4, null, 0.5)).toBe('inconclusive');
  });

  it('is judged on the bound itself where nothing was rounded', () => {
    expect(targetVerdict(atMost, 500, null, 0)).toBe('met');
  });

  it('does not mind the rounding of a value that has an interval', () => {
    expect(targetVerdict(atMost, 499.9, { lower: 499.8, upper: 499.95 }, 0.5)).toBe('met');
  });
});

describe('the margin', () => {
  it('is a share of a bound below 0, too', () => {
    // Half the bound to spare, and a quarter of it beyond.
    expect(targetMargin({ op: 'below', value: -100 }, -150)).toBe(0.5);
    expect(targetMargin({ op: 'above', value: -100 }, -125)).toBe(-0.25);
  });

  it('is unknown where nothing is measured', () => {
    expect(targetMargin(atMost, NaN)).toBeNull();
    expect(targetMargin(atMost, 0)).toBe(1);
  });
});

describe('the samples that settle a share', () => {
  // scipy: z^2 b (1 - b) / (share - b)^2 is 1,824.69, 1,285.13 at 90%, and 11.52.
  it.each([
    [0.96, 0.95, 0.95, 1_825],
    [0.96, 0.95, 0.9, 1_286],
    [0.5, 0.25, 0.95, 12],
  ])('for %f where %f is required, at level %f', (share, required, level, n) => {
    expect(samplesToSettle(share, required, level)).toBe(n);
  });

  it('are unknown for a requirement of none or all', () => {
    expect([0, 1].map((required) => samplesToSettle(0.5, required))).toEqual([null, null]);
  });
});

describe('the runs that settle a mean', () => {
  // scipy: t.ppf(0.975, k - 1) * 10 / sqrt(k) is below the distance first at this k. Beyond 100, k grows by 5%.
  it.each([
    [15, 0.9, 4],
    [15, 0.99, 7],
    [90, 0.95, 2],
    [89, 0.95, 3],
    [2, 0.95, 99],
    [1.95, 0.95, 105],
    [1.6, 0.95, 160],
    [1, 0.95, 396],
    [0.2, 0.95, 9_613],
  ])('%f from the bound, at level %f', (distance, level, k) => {
    expect(runsToSettle(500 - distance, 500, 10, level)).toBe(k);
    expect(runsToSettle(500 + distance, 500, 10, level)).toBe(k);
  });

  it('are too many beyond 10,000', () => {
    expect(runsToSettle(499.81, 500, 10)).toBeNull();
  });
});
