import { describe, expect, it } from 'vitest';
import type { MetricChange } from '../../src/model/run-report.ts';
import { diffMetric, rowAdvice } from '../../src/report/diff-metric.ts';
import { moreRunsDoNotSettle } from '../../src/stats/runs-to-compare.ts';

const change = (rest: Partial<MetricChange>): MetricChange => ({
  metric: 'response.p95',
  scenario: 'shop',
  endpoint: 'pay',
  base: 100,
  head: 150,
  relative: 0.5,
  interval: { lower: 0.4, upper: 0.6 },
  verdict: 'worse',
  certainty: 'confirmed',
  basis: { evidence: 'history of 9 runs' },
  ...rest,
});
const sizes = (rest: Partial<MetricChange>): unknown[] => {
  const { relative, interval, unit } = diffMetric(change(rest));
  return [relative, interval, unit];
};

describe('a change in a diff', () => {
  it('is head / base - 1, with the bounds of that', () => {
    expect(sizes({})).toEqual([0.5, [0.4, 0.6], undefined]);
    // The relative change that was tested allows for more than the two values.
    expect(sizes({ relative: 0.45 })).toEqual([0.5, [0.4, 0.6], undefined]);
  });

  it('has no dust of binary fractions', () => {
    // 0.3 / 0.1 - 1 is 2, and 1.9999999999999996 in binary fractions.
    const interval = { lower: 2.9999999999999996, upper: 3.0000000000000004 };
    expect(sizes({ base: 0.1, head: 0.3, relative: 2, interval })).toEqual([2, [3, 3], undefined]);
    expect(sizes({ base: 0, head: 3, relative: null, interval, isAbsolute: true })).toEqual([
      null,
      [3, 3],
      'absolute',
    ]);
    // A difference of nearly equal values loses digits: 1.001 - 1 is 0.0009999999999998899.
    expect(sizes({ base: 1, head: 1.001 })[0]).toBe(0.001);
  });

  it('is a share of a negative base', () => {
    const negative = { metric: 'memory.delta', base: -10, head: -5, relative: 0.5 } as const;
    expect(sizes(negative)[0]).toBe(0.5);
  });

  it('is unknown without a base, a head or a test', () => {
    for (const missing of [{ base: null }, { head: null }, { relative: null }])
      expect(sizes(missing)[0]).toBeNull();
    for (const interval of [null, { lower: null, upper: 1 }, { lower: 0, upper: null }])
      expect(sizes({ interval })[1]).toBeNull();
  });

  it('of shares is relative to the base, their difference divided by it', () => {
    const rate = { metric: 'errors.rate', base: 0.04, head: 0.05, relative: 0.01 } as const;
    const [relative, interval] = sizes({ ...rate, interval: { lower: 0.005, upper: 0.015 } }) as [
      number,
      number[],
    ];
    expect(relative).toBeCloseTo(0.25, 12);
    expect(interval.map((bound) => Number(bound.toFixed(12)))).toEqual([0.125, 0.375]);
  });

  it('of shares from a base of 0 is a difference in points', () => {
    const rate = { metric: 'errors.rate', base: 0, head: 0.05, relative: 0.05 } as const;
    expect(sizes({ ...rate, interval: { lower: 0.03, upper: 0.07 } })).toEqual([
      null,
      [0.03, 0.07],
      'points',
    ]);
    expect(sizes({ ...rate, head: 0, relative: 0 })[0]).toBe(0);
  });

  it('in the unit of its metric stays in it', () => {
    expect(sizes({ isAbsolute: true })).toEqual([0.5, [0.4, 0.6], 'absolute']);
  });

  it('of all requests has no endpoint', () => {
    expect([diffMetric(change({ endpoint: '*' })).endpoint, diffMetric(change({})).endpoint]).toEqual([
      null,
      'pay',
    ]);
  });

  it('has what else is known of it', () => {
    expect(diffMetric(change({}))).not.toHaveProperty('design');
    expect(
      diffMetric(
        change({ pairs: 5, shared: true, isExplained: true, isLargestOpen: true, settle: '3 more runs' }),
      ),
    ).toMatchObject({
      design: 'paired',
      pairs: 5,
      shared: true,
      explained: true,
      largestUnconfirmed: true,
      settle: '3 more runs',
    });
  });
});

describe('the advice of a row', () => {
  it('is that more runs would not help for the largest difference alone', () => {
    expect([rowAdvice('3 more runs', false), rowAdvice(undefined, true)]).toEqual(['3 more runs', null]);
    expect([rowAdvice(moreRunsDoNotSettle, true), rowAdvice(moreRunsDoNotSettle, false)]).toEqual([
      moreRunsDoNotSettle,
      null,
    ]);
  });
});
