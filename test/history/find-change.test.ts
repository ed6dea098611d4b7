import { describe, expect, it } from 'vitest';
import { findChange } from '../../src/history/bisect/find-change.ts';
import type { TrendChangePoint, TrendSeries } from '../../src/model/trend.ts';
import { series } from '../components/make-series.ts';

const found = (...some: TrendSeries[]): unknown => {
  const change = findChange(some, { metric: 'response.p50' });
  return change === null ? null : `${change.change.run} of ${change.series.endpoint}`;
};
const median = (endpoint: string, ...steps: (readonly [number, number])[]): TrendSeries =>
  series('response.p50', endpoint, steps);
const having = (one: TrendSeries, rest: Partial<TrendChangePoint>): TrendSeries => ({
  ...one,
  changePoints: one.changePoints.map((change) => ({ ...change, ...rest })),
});

describe('the level shift that is meant', () => {
  it('is the latest regression, though an improvement came later', () => {
    expect(found(median('pay', [2, 0.5], [4, 0.3], [6, -0.4]))).toBe('r4 of pay');
  });

  it('is a confirmed one, though a suspected one came later', () => {
    expect(found(having(median('pay', [6, 0.5]), { certainty: 'suspected' }), median('list', [2, 0.1]))).toBe(
      'r2 of list',
    );
  });

  it('is an open one, though an accepted one came later', () => {
    expect(found(having(median('pay', [6, 0.5]), { status: 'accepted' }), median('list', [2, 0.1]))).toBe(
      'r2 of list',
    );
  });

  it('is the largest of one run', () => {
    expect(found(median('pay', [4, 0.2]), median('list', [4, 0.5]), median('show', [4, 0.3]))).toBe(
      'r4 of list',
    );
  });

  it('is none without a match', () => {
    expect(found(series('response.p95', 'pay', [[4, 0.2]]))).toBeNull();
  });
});
