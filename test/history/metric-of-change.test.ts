import { expect, it } from 'vitest';
import { metricOfChange } from '../../src/history/trends/metric-of-change.ts';
import type { TrendChangePoint } from '../../src/model/trend.ts';

const point = (change: Partial<TrendChangePoint>): TrendChangePoint => ({
  metric: 'response.p95',
  scenario: 'shop',
  endpoint: 'pay',
  before: 80,
  after: 100,
  relative: 0.25,
  interval: { lower: 0.2, upper: 0.3 },
  certainty: 'confirmed',
  verdict: 'worse',
  index: 6,
  runsBefore: 6,
  runsAfter: 5,
  status: 'open',
  reason: null,
  link: null,
  run: 'run-6',
  lastBefore: 'run-5',
  ...change,
});

it('a step is stated by the levels before and after it', () => {
  expect(metricOfChange(point({}), 'worse')).toEqual({
    metric: 'response.p95',
    scenario: 'shop',
    endpoint: 'pay',
    base: 80,
    head: 100,
    relative: 0.25,
    interval: [0.2, 0.3],
    verdict: 'worse',
    certainty: 'confirmed',
    basis: 'level of 5 points after 6',
  });
});

it('a step of a share is stated relatively to the level before', () => {
  // From 20% to 25% is a quarter more; 4 to 6 points are 20% to 30%.
  const change = point({
    metric: 'errors.rate',
    before: 0.2,
    after: 0.25,
    relative: 0.05,
    interval: { lower: 0.04, upper: 0.06 },
  });
  const found = metricOfChange(change, 'worse');
  expect(found.relative).toBeCloseTo(0.25, 12);
  expect(found.interval).toEqual([expect.closeTo(0.2, 12), expect.closeTo(0.3, 12)]);
  expect(found).not.toHaveProperty('unit');
});

it('a step from 0 is a difference: of a share in points, of anything else in its own unit', () => {
  const share = { metric: 'errors.rate', before: 0, after: 0.05, relative: 0.05 } as const;
  expect(metricOfChange(point({ ...share, interval: { lower: 0.04, upper: 0.06 } }), 'worse')).toMatchObject({
    relative: null,
    interval: [0.04, 0.06],
    unit: 'points',
  });
  const time = { before: 0, after: 5, relative: null, interval: { lower: 4, upper: 6 } };
  expect(metricOfChange(point(time), 'worse')).toMatchObject({
    relative: null,
    interval: [4, 6],
    unit: 'absolute',
  });
});

it('an interval without an end is none', () => {
  const intervals = [null, { lower: null, upper: 0.3 }, { lower: 0.2, upper: null }];
  for (const interval of intervals) expect(metricOfChange(point({ interval }), 'worse').interval).toBeNull();
});

it('all endpoints together are no endpoint', () => {
  expect(metricOfChange(point({ endpoint: '*' }), 'better')).toMatchObject({
    endpoint: null,
    verdict: 'better',
  });
});
