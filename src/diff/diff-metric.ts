import type { DiffMetric } from '../model/diff.ts';
import { metricOf } from '../model/metrics.ts';
import type { MetricChange } from '../model/run-report.ts';

/** head / base - 1, as far as that means anything: a base below 0 gives the share of its size. */
const relativeOf = (base: number, head: number, share: number): number =>
  base > 0 ? head / base - 1 : share;

/** The bounds of `relative`; from a base of 0 those of the difference, in the unit that is named. */
function intervalOf(
  { interval, isAbsolute }: MetricChange,
  scale: number,
): Pick<DiffMetric, 'interval' | 'unit'> {
  if (interval?.lower == null || interval.upper == null) return { interval: null };
  if (isAbsolute === true) return { interval: [interval.lower, interval.upper], unit: 'absolute' };
  if (scale === 0) return { interval: [interval.lower, interval.upper], unit: 'points' };
  return { interval: [interval.lower / scale, interval.upper / scale] };
}

/** A change of figures as the diff states it: shares, compared by their difference, become relative here too. */
export function diffMetric(change: MetricChange): DiffMetric {
  const { metric, scenario, endpoint, base, head, relative, verdict, certainty, basis } = change;
  const isShare = metricOf(metric).unit === 'share';
  const scale = isShare ? (base === null ? 0 : Math.abs(base)) : 1;
  const isRelative = relative !== null && scale > 0;
  return {
    metric,
    scenario,
    endpoint: endpoint === '*' ? null : endpoint,
    base,
    head,
    relative: isRelative ? relativeOf(base!, head!, relative / scale) : relative === 0 ? 0 : null,
    ...intervalOf(change, scale),
    verdict,
    certainty,
    basis,
    ...(change.pairs !== undefined && { design: 'paired' as const, pairs: change.pairs }),
    ...(change.isLargestOpen === true && { largestUnconfirmed: true as const }),
    ...(change.settle !== undefined && { settle: change.settle }),
  };
}
