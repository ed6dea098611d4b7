import { describe, expect, it } from 'vitest';
import { newcombe, shareInterval, wilson } from '../../src/stats/proportion.ts';

describe('Wilson’s interval', () => {
  // Newcombe, Stat. Med. 17 (1998) 857-872, table I, method 3.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('of %i of %i is the published one', (k, n, lower, upper) => {
    expect(wilson(k, n).lower).toBeCloseTo(lower, 4);
    expect(wilson(k, n).upper).toBeCloseTo(upper, 4);
  });

  it('ends at 0 for none and at 1 for all, exactly', () => {
    expect(wilson(0, 20).lower).toBe(0);
    expect(wilson(20, 20).upper).toBe(1);
    expect(wilson(20, 20).lower).toBeCloseTo(0.83887, 5);
  });

  it('is everything without trials', () => {
    expect(wilson(0, 0)).toEqual({ lower: 0, upper: 1 });
  });

  it('does not end at 1 for half a trial that failed', () => {
    // Effective numbers of trials need not be whole. By numpy: centre and half width of 0.3 of 0.5, z = 1.959964.
    expect(wilson(0.3, 0.5).lower).toBeCloseTo(0.04227409, 6);
    expect(wilson(0.3, 0.5).upper).toBeCloseTo(0.98075965, 6);
  });
});

describe('the interval of a share of dependent trials', () => {
  it('is that of fewer independent ones', () => {
    // 30 of 100 with an inflation of 4 are 7.5 of 25; by numpy.
    const { lower, upper } = shareInterval(30, 100, { inflation: 4 });
    expect(lower).toBeCloseTo(0.15728680500652248, 10);
    expect(upper).toBeCloseTo(0.4959900953690969, 10);
  });

  it('reaches from none to all of the unseen ones', () => {
    // 30 of 100 with 20 unseen and an inflation of 2: 15 of 60 and 25 of 60.
    const { lower, upper } = shareInterval(30, 100, { inflation: 2, unseen: 20 });
    expect(lower).toBeCloseTo(0.15776522530056677, 10);
    expect(upper).toBeCloseTo(0.5427191897735989, 10);
    const narrower = shareInterval(30, 100, { inflation: 2, unseen: 20 }, 0.9);
    expect(narrower.lower).toBeCloseTo(0.170197640565329, 10);
    expect(narrower.upper).toBeCloseTo(0.5227317272196502, 10);
  });

  it('is never narrower than that of what was seen', () => {
    const { lower, upper } = shareInterval(30, 100, { inflation: 0.5 });
    expect(lower).toBeCloseTo(0.21894885294932764, 10);
    expect(upper).toBeCloseTo(0.39584854633346667, 10);
  });
});

describe('Newcombe’s interval of a difference', () => {
  // Newcombe, Stat. Med. 17 (1998) 873-890, table II, method 10.
  it.each([
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [5, 56, 0, 29, -0.0381, 0.1926],
  ])('of %i/%i - %i/%i is the published one', (k1, n1, k2, n2, lower, upper) => {
    const interval = newcombe(k1, n1, k2, n2);
    expect(interval.lower).toBeCloseTo(lower, 4);
    expect(interval.upper).toBeCloseTo(upper, 4);
  });

  it('has a level', () => {
    // By numpy.
    const { lower, upper } = newcombe(56, 70, 48, 80, 0.9);
    expect(lower).toBeCloseTo(0.07656419154407199, 10);
    expect(upper).toBeCloseTo(0.3136445835829438, 10);
  });

  it('is everything where one side has no trials', () => {
    expect(newcombe(0, 0, 1, 2)).toEqual({ lower: -1, upper: 1 });
    expect(newcombe(1, 2, 0, 0)).toEqual({ lower: -1, upper: 1 });
  });

  it('is known from one trial of either side', () => {
    // Wilson's intervals are 0.20655 to 1 and 0 to 0.79345: 1 less 0.79345 times the root of 2.
    expect(newcombe(1, 1, 0, 1).upper).toBeCloseTo(1, 12);
    expect(newcombe(1, 1, 0, 1).lower).toBeCloseTo(-0.12210872, 6);
  });
});
