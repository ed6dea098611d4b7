import type { EndpointDigest } from '../../model/documents/digest.ts';
import { shareOfMetric } from '../../model/metrics/percentile-metrics.ts';
import type { Project } from '../../model/documents/project.ts';
import type { OwnPercentile } from '../../model/run-measures.ts';
import { histogramQuantiles } from '../../stats/histogram.ts';
import { at } from '../../model/checked.ts';
import { percentiles } from './percentiles.ts';
import { intervalsAt } from './run-intervals.ts';
import type { Stretch } from './stretches.ts';

/** The shares of percentiles that a project names and that no row has by itself. */
export function wantedShares({ targets, comparison }: Pick<Project, 'targets' | 'comparison'>): number[] {
  const usual = new Set(percentiles.map(([, share]) => share));
  const named = [...targets.map(({ metric }) => metric), ...Object.keys(comparison.minimumEffect)];
  const shares = new Set(named.flatMap((metric) => shareOfMetric(metric) ?? []));
  return [...shares].filter((share) => !usual.has(share)).sort((a, b) => a - b);
}

/**
 * Percentiles of a project's own: from the histogram of the samples, within its stated error; of reported results those
 * that the tool printed. Others are null.
 */
export function ownPercentiles(
  { latency }: Pick<EndpointDigest, 'latency'>,
  wanted: readonly number[],
  stretches: readonly Stretch[],
  rejected: number,
): OwnPercentile[] {
  const { histogram = null, count = null, source = 'reported', quantiles = null } = latency ?? {};
  if (latency === null || wanted.length === 0) return [];
  if (histogram === null || count === null || source === 'reported')
    return wanted.map((share) => ({
      share,
      ms: quantiles?.find(({ p }) => p === share)?.value ?? null,
      source: 'reported',
      interval: null,
      effectiveN: null,
    }));
  const values = histogramQuantiles(histogram, wanted);
  const intervals = intervalsAt(wanted, { ...latency, histogram, count }, stretches, rejected);
  return wanted.map((share, i) => {
    const { bounds, effectiveN } = at(intervals, i);
    // A bucket's value may lie just outside what was really seen.
    const ms = Math.min(latency.max ?? Infinity, Math.max(latency.min ?? 0, at(values, i)));
    return { share, ms, source: 'histogram', interval: bounds, effectiveN };
  });
}
