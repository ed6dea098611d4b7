import { describe, expect, it } from 'vitest';
import { quantileInterval, quantileRanks, samplesForQuantile } from '../../src/stats/quantile.ts';
import { wilson } from '../../src/stats/proportion.ts';
import {
  runsToSettle,
  samplesToSettle,
  targetMargin,
  targetVerdict,
  type Bound,
} from '../../src/stats/target-verdict.ts';

const below500: Bound = { op: 'below', value: 500 };

describe('target verdicts', () => {
  it('need the whole interval on one side of the bound', () => {
    expect(targetVerdict(below500, 420, { lower: 400, upper: 450 })).toBe('met');
    expect(targetVerdict(below500, 480, { lower: 450, upper: 510 })).toBe('inconclusive');
    expect(targetVerdict(below500, 578, { lower: 550, upper: 600 })).toBe('not met');
    expect(targetVerdict({ op: 'atLeast', value: 50 }, 60, { lower: 51, upper: 70 })).toBe('met');
    expect(targetVerdict({ op: 'above', value: 50 }, 45, { lower: 40, upper: 48 })).toBe('not met');
  });

  it('tell "below" from "at most" on the bound itself', () => {
    const onBound = { lower: 500, upper: 500 };
    expect(targetVerdict(below500, 500, onBound)).toBe('not met');
    expect(targetVerdict({ op: 'atMost', value: 500 }, 500, onBound)).toBe('met');
    expect(targetVerdict({ op: 'above', value: 500 }, 500, null)).toBe('not met');
    expect(targetVerdict({ op: 'atLeast', value: 500 }, 500, null)).toBe('met');
  });

  it('judge a reported value as it is, except within its rounding', () => {
    expect(targetVerdict(below500, 499.8, null)).toBe('met');
    expect(targetVerdict(below500, 499.8, null, 0.5)).toBe('inconclusive');
    expect(targetVerdict(below500, 578, null, 0.5)).toBe('not met');
  });

  it('are open where nothing was measured or too little', () => {
    expect(targetVerdict(below500, null, null)).toBe('not measured');
    expect(targetVerdict(below500, NaN, null)).toBe('not measured');
    const few = Array.from({ length: 50 }, () => 100);
    expect(quantileInterval(few, 0.95)).toEqual({ lower: 100, upper: Infinity });
    expect(targetVerdict(below500, 100, quantileInterval(few, 0.95))).toBe('inconclusive');
  });

  it('come with the room left', () => {
    expect(targetMargin(below500, 578)).toBeCloseTo(-0.156, 12);
    expect(targetMargin(below500, 400)).toBeCloseTo(0.2, 12);
    expect(targetMargin({ op: 'atLeast', value: 50 }, 60)).toBeCloseTo(0.2, 12);
    // A tenth is left: 1 - 0.9 is 0.09999999999999998 in binary fractions.
    expect(targetMargin({ op: 'below', value: 1 }, 0.9)).toBe(0.1);
    expect(targetMargin({ op: 'atMost', value: 0 }, 1)).toBeNull();
    expect(targetMargin(below500, null)).toBeNull();
  });
});

describe('what would settle it', () => {
  it('is the first number of samples whose Wilson interval leaves the requirement out', () => {
    for (const [share, required] of [
      [0.96, 0.95],
      [0.2, 0.25],
    ] as const) {
      const n = samplesToSettle(share, required)!;
      const isOpen = (count: number): boolean => {
        const { lower, upper } = wilson(share * count, count);
        return lower <= required && required <= upper;
      };
      expect(isOpen(n - 1)).toBe(true);
      expect(isOpen(n)).toBe(false);
    }
    expect(samplesToSettle(0.95, 0.95)).toBeNull();
    expect(samplesToSettle(0.5, 1)).toBeNull();
  });

  it('is a number of runs whose t interval clears the bound', () => {
    // k = 4: t(3) = 3.182, 3.182 * 10 / 2 = 15.9 >= 15; k = 5: t(4) = 2.776, 2.776 * 10 / sqrt 5 = 12.4 < 15.
    expect(runsToSettle(485, 500, 10)).toBe(5);
    expect(runsToSettle(500, 500, 10)).toBeNull();
  });
});

describe('the smallest sample with an interval', () => {
  it.each([
    [0.5, 6],
    [0.9, 36],
    [0.95, 72],
    [0.99, 368],
  ])('of the %d quantile is %d', (p, n) => {
    expect(samplesForQuantile(p)).toBe(n);
    expect(quantileRanks(n, p)).not.toBeNull();
    expect(quantileRanks(n - 1, p)).toBeNull();
  });
});
