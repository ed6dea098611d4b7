import { formatMetric } from '../../model/text/format.ts';
import type { TargetResult } from '../../model/run-report.ts';

/** What a target was judged by, as text: its value, or the bound that is all that is known ("below 48 users"). */
export function achievedText(
  target: Pick<TargetResult, 'achieved' | 'interval' | 'metric' | 'terms'>,
): string {
  const { achieved, interval, metric } = target;
  // No load met the targets: "0 users" would read as a measurement.
  const isUnknown = achieved === null || (metric === 'users.sustained' && achieved === 0);
  return isUnknown && interval?.upper != null
    ? `below ${formatMetric(interval.upper, target)}`
    : formatMetric(achieved, target);
}
