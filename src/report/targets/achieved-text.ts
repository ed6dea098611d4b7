import { formatMetric } from '../../model/text/format.ts';
import type { TargetResult } from '../../model/run-report.ts';

/** What a target was judged by, as text: its value, or the bound that is all that is known ("below 48 users"). */
export function achievedText({
  achieved,
  interval,
  metric,
}: Pick<TargetResult, 'achieved' | 'interval' | 'metric'>): string {
  return achieved === null && interval?.upper != null
    ? `below ${formatMetric(interval.upper, metric)}`
    : formatMetric(achieved, metric);
}
