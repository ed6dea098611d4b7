import { usualEffect } from '../../model/metrics/measure-metrics.ts';
import type { Bounds, MetricValue } from '../../model/metrics/metric-value.ts';
import type { MetricTerms } from '../../model/metrics/metrics.ts';
import type { MeasureRow } from '../../model/run-measures.ts';
import { studentQuantile } from '../../stats/distributions.ts';
import { mean, standardDeviation } from '../../stats/moments.ts';

/** Student's 95% interval of the mean of readings; null without several. */
export function meanInterval(readings: readonly number[]): Bounds | null {
  const deviation = standardDeviation(readings);
  if (deviation === null) return null;
  const half = (studentQuantile(0.975, readings.length - 1) * deviation) / Math.sqrt(readings.length);
  const middle = mean(readings);
  return { lower: middle - half, upper: middle + half };
}

/** The values of measures. */
export function measureValues(rows: readonly MeasureRow[]): MetricValue[] {
  // Thousands of values share a few terms.
  const known = new Map<string, MetricTerms>();
  const termsOf = (row: Pick<MeasureRow, 'label' | 'unit' | 'direction' | 'minimumEffect'>): MetricTerms => {
    const key = JSON.stringify(row);
    const terms = known.get(key) ?? { ...row, minimumEffect: row.minimumEffect ?? usualEffect };
    known.set(key, terms);
    return terms;
  };
  return rows.map((row) => {
    const { metric, label, unit, direction, minimumEffect, scenario, endpoint = null, value, n, files } = row;
    return {
      metric,
      terms: termsOf({ label, unit, direction, minimumEffect }),
      scenario,
      endpoint,
      value,
      interval: row.readings === undefined ? (row.bounds ?? null) : meanInterval(row.readings),
      tolerance: null,
      source: row.readings === undefined ? 'reported' : 'exact',
      relativeError: row.readings === undefined ? null : 0,
      n,
      files,
      estimator: row.readings === undefined ? 'reported by the tool' : 'arithmetic mean, Student’s interval',
    };
  });
}
