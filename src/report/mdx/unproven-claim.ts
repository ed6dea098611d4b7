import type { MetricValue } from '../../model/metrics/metric-value.ts';
import { formatMetric } from '../../model/text/format.ts';
import type { Bound } from '../../stats/target-verdict.ts';
import type { Interval } from '../../stats/interval.ts';

/** The range of the true value: its interval, with missing sides at infinity, else its rounding. */
function rangeOf({ value, interval, tolerance }: MetricValue): Interval {
  if (interval !== null) return { lower: interval.lower ?? -Infinity, upper: interval.upper ?? Infinity };
  return { lower: value - (tolerance ?? 0), upper: value + (tolerance ?? 0) };
}

/** "31 ms (29 ms to 176 ms)". */
export function measuredText(metricValue: MetricValue): string {
  const { lower, upper } = rangeOf(metricValue);
  const shown = (value: number): string => formatMetric(value, metricValue);
  const range = Number.isFinite(lower)
    ? `${shown(lower)} ${Number.isFinite(upper) ? `to ${shown(upper)}` : 'or more'}`
    : `${shown(upper)} or less`;
  return Number.isFinite(lower) || Number.isFinite(upper)
    ? `${shown(metricValue.value)} (${range})`
    : `${shown(metricValue.value)}, from too few samples for an interval`;
}

/** Three significant digits, but all digits of a whole number, rounded so that the bound still clears the value. */
function outwards(value: number, isUpwards: boolean): number {
  if (value === 0) return 0;
  const scale = 10 ** Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  const nearest = Math.round(value * scale) / scale;
  const clears = isUpwards ? nearest >= value : nearest <= value;
  if (clears) return nearest;
  return (isUpwards ? Math.ceil(value * scale) : Math.floor(value * scale)) / scale;
}

/** How to fix a claim that holds for the measured value, but not for the whole range of the true value. */
export function waysOut({ op }: Bound, metricValue: MetricValue): string {
  const { lower, upper } = rangeOf(metricValue);
  const isUpper = op === 'below' || op === 'atMost';
  const end = isUpper ? upper : lower;
  const more = 'measure more samples';
  if (!Number.isFinite(end)) return `${more.charAt(0).toUpperCase()}${more.slice(1)}, or remove the claim.`;
  const state = `State ${isUpper ? 'atMost' : 'atLeast'}={${outwards(end, isUpper)}}`;
  return metricValue.interval === null
    ? `${state}: the tool reports no more digits.`
    : `${state}, or ${more}.`;
}
