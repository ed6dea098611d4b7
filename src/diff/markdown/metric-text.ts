import type { DiffMetric, DiffVerdict } from '../../model/diff.ts';
import { formatChange, formatChangeIn, formatMetric, noValue } from '../../model/format.ts';
import { metricOf } from '../../model/metrics.ts';

/** What a verdict is called in a sentence. */
export const verdictText: Record<DiffVerdict, string> = {
  worse: 'worse',
  better: 'better',
  mixed: 'better and worse',
  same: 'the same',
  'no-change-shown': 'no change shown',
  'cannot-tell': 'cannot tell',
};

/** "worse", "worse (suspected)". */
export const judgementText = ({ verdict, certainty }: DiffMetric): string =>
  certainty === 'suspected' ? `${verdictText[verdict]} (suspected)` : verdictText[verdict];

const isShare = ({ metric }: DiffMetric): boolean => metricOf(metric).unit === 'share';

const points = (difference: number): string => formatChangeIn('share', difference);

/** The size of a change: relative, or percentage points for shares; from 0 the difference in the metric's unit. */
export function sizeText(metric: DiffMetric): string {
  const { base, head, relative } = metric;
  if (isShare(metric)) return base === null || head === null ? noValue : points(head - base);
  if (relative !== null) return formatChange(relative);
  return base === 0 && head !== null ? signed(head, metric.metric) : noValue;
}

/** A difference in the metric's own unit, with its sign. */
const signed = (difference: number, metric: DiffMetric['metric']): string =>
  `${difference > 0 ? '+' : ''}${formatMetric(difference, metric)}`;

/** How a bound of the interval is shown. */
function boundText(metric: DiffMetric, base: number): (bound: number) => string {
  if (metric.unit === 'points') return points;
  if (metric.unit === 'absolute') return (bound) => signed(bound, metric.metric);
  return isShare(metric) ? (bound) => points(bound * Math.abs(base)) : formatChange;
}

/** The 95 % interval of a change. */
export function intervalText(metric: DiffMetric): string {
  const { interval, base } = metric;
  if (interval === null || base === null) return noValue;
  const show = boundText(metric, base);
  return `${show(interval[0])} to ${show(interval[1])}`;
}

/** Both figures: "100 ms → 130 ms". */
export const figuresText = ({ metric, base, head }: DiffMetric): string =>
  `${formatMetric(base, metric)} → ${formatMetric(head, metric)}`;
