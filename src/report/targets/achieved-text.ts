import type { Bounds } from '../../model/metrics/metric-value.ts';
import { shareOfMetric } from '../../model/metrics/percentile-metrics.ts';
import { formatMetric } from '../../model/text/format.ts';
import type { TargetResult } from '../../model/run-report.ts';
import { decidingSide } from './between-text.ts';

type Judged = Pick<TargetResult, 'achieved' | 'interval' | 'metric' | 'terms' | 'verdict' | 'bound'>;

/** "at most 480 ms": the bound of a percentile that its verdict rests on, or both. */
function boundsText(target: Judged, { lower, upper }: Bounds): string {
  const side = decidingSide(target);
  const parts = [
    ...(lower === null || side === 'upper' ? [] : [`at least ${formatMetric(lower, target)}`]),
    ...(upper === null || side === 'lower' ? [] : [`at most ${formatMetric(upper, target)}`]),
  ];
  return parts.join(', ');
}

/** True if there is anything that a target was judged by: a value, or bounds of one. */
export const hasAchieved = ({ achieved, interval }: Pick<TargetResult, 'achieved' | 'interval'>): boolean =>
  achieved !== null || interval !== null;

/** What a target was judged by, as text: its value, or the bound that is all that is known ("below 48 users"). */
export function achievedText(target: Judged): string {
  const { achieved, interval, metric } = target;
  if (achieved === null && interval !== null && shareOfMetric(metric) !== null) {
    const bounds = boundsText(target, interval);
    if (bounds !== '') return bounds;
  }
  // No load met the targets: "0 users" would read as a measurement.
  const isUnknown = achieved === null || (metric === 'users.sustained' && achieved === 0);
  return isUnknown && interval?.upper != null
    ? `below ${formatMetric(interval.upper, target)}`
    : formatMetric(achieved, target);
}
