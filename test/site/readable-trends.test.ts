import { expect, test } from 'vitest';
import type { TrendSeries } from '../../src/model/trend.ts';
import { readableTrends } from '../../src/site/readable-trends.ts';
import { series } from '../components/make-series.ts';

/** A series of eight runs with one value, in ms. */
const steady = (metric: string, value: number): TrendSeries => {
  const made = series(metric, 'Parse', []);
  return { ...made, points: made.points.map((point) => ({ ...point, value })) };
};

test('times of one endpoint share the unit of their medians', () => {
  const [median, tail] = readableTrends([steady('response.p50', 0.002), steady('response.p95', 0.5)]);
  expect(median?.unit).toBe('µs');
  expect(median?.points[0]?.value).toBe(2);
  expect(tail?.unit).toBe('µs');
  expect(tail?.points[0]?.value).toBe(500);
});

test('milliseconds of a load test stay milliseconds', () => {
  expect(readableTrends([steady('response.p95', 1_190)])[0]?.unit).toBe('ms');
});
