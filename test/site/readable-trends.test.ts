import { expect, test } from 'vitest';
import { valueBadge } from '../../src/components/badge/trend-badge.ts';
import { latestRunSummary } from '../../src/components/trends/overview.ts';
import { formatMetric, formatStep } from '../../src/model/text/format.ts';
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

test('whatever prints a value of a scaled series prints the unit of the scale', () => {
  const bytes: Partial<TrendSeries> = {
    unit: 'B/op',
    terms: { label: 'bytes per operation', unit: 'B/op', direction: 'lower', minimumEffect: 0.05 },
    newest: { run: 'r7', value: 1_312, verdict: 'worse', expected: { lower: 1_024, upper: 1_024 } },
  };
  const [scaled] = readableTrends([{ ...steady('measure.b-op', 1_312), ...bytes }]);
  if (scaled === undefined) throw new Error('A series stays.');
  // 1,312 bytes, by hand: 1.312 kB of 1,000.
  expect(formatMetric(scaled.newest?.value ?? null, scaled)).toBe('1.31\u00a0kB/op');
  expect(latestRunSummary([scaled])).toContain('1.31\u00a0kB/op (worse; usually 1.02\u00a0kB/op)');
  expect(valueBadge('bytes', scaled).text).toBe('1.31\u00a0kB/op');
});

test.each([
  ['ns', 250_000_000, '250\u00a0ms'],
  ['us', 0.25, '250\u00a0ns'],
  ['bytes', 2_500_000, '2.50\u00a0MB'],
  ['B/s', 2_500_000_000, '2.50\u00a0GB/s'],
  ['ns/op', 12_000, '12\u00a0µs/op'],
  ['ops/s', 152_216_713, '152\u00a0M ops/s'],
])('%s in the trends of a measure', (unit, value, text) => {
  const terms = { label: 'it', unit, direction: 'lower', minimumEffect: 0.05 } as const;
  const [scaled] = readableTrends([{ ...steady('measure.it', value), unit, terms }]);
  if (scaled === undefined) throw new Error('A series stays.');
  expect(formatMetric(scaled.points[0]?.value ?? null, scaled)).toBe(text);
  expect(formatStep(scaled.points[0]?.value ?? null, null, scaled)).toBe(`${text} → –`);
});

test('times of a load test below a millisecond', () => {
  const [scaled] = readableTrends([steady('response.p50', 0.002)]);
  if (scaled === undefined) throw new Error('A series stays.');
  expect(formatMetric(scaled.points[0]?.value ?? null, scaled)).toBe('2\u00a0µs');
});
