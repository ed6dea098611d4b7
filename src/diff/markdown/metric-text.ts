import type { DiffMetric, DiffVerdict } from '../../model/documents/diff.ts';
import {
  formatBounds,
  formatChange,
  formatChangeBounds,
  formatChangeIn,
  formatMetric,
  formatStep,
  noValue,
} from '../../model/text/format.ts';
import { metricOf } from '../../model/metrics/metrics.ts';
import { wordedVerdict, wordingOf } from '../../model/text/verdict-wording.ts';

/** The verdict of a whole run: "regression", "mixed". */
export const verdictText: Record<DiffVerdict, string> = {
  worse: wordingOf('worse').label,
  better: wordingOf('better').label,
  mixed: wordingOf('mixed').label,
  same: wordingOf('same').label,
  'no-change-shown': wordingOf('no-change-shown').label,
  'cannot-tell': wordingOf('cannot-tell').label,
};

/** The verdict of one metric: "regression", "possible regression". */
export const judgementText = (metric: DiffMetric): string =>
  wordingOf(wordedVerdict(metric), metric.certainty).label;

const isShare = (metric: DiffMetric): boolean => metricOf(metric).unit === 'share';

const points = (difference: number, digits = 2): string => formatChangeIn('share', difference, digits);

/** The size of a change: relative, or percentage points for shares; from 0 the difference in the metric's unit. */
export function sizeText(metric: DiffMetric): string {
  const { base, head, relative } = metric;
  if (isShare(metric)) return base === null || head === null ? noValue : points(head - base);
  if (relative !== null) return formatChange(relative);
  return base === 0 && head !== null ? signed(head, metric) : noValue;
}

/** A difference in the metric's own unit, with its sign. */
const signed = (difference: number, metric: DiffMetric): string =>
  `${difference > 0 ? '+' : ''}${formatMetric(difference, metric)}`;

/** Both bounds of the interval. */
function boundTexts(
  metric: DiffMetric,
  base: number,
  [lower, upper]: readonly [number, number],
): [string, string] {
  if (metric.unit === 'points') return formatBounds(lower, upper, points);
  if (metric.unit === 'absolute') return formatBounds(lower, upper, (bound) => signed(bound, metric));
  return isShare(metric)
    ? formatBounds(lower, upper, (bound, digits) => points(bound * Math.abs(base), digits))
    : formatChangeBounds(lower, upper);
}

/** The 95% interval of a change. */
export function intervalText(metric: DiffMetric): string {
  const { interval, base } = metric;
  if (interval === null || base === null) return noValue;
  const [lower, upper] = boundTexts(metric, base, interval);
  // "−93 to −52 points": the unit of both is said once.
  return `${lower.replace(/\u00a0points?$/, '')} to ${upper}`;
}

/** Both values: "100 → 130 ms". */
export const valuesText = (metric: DiffMetric): string => formatStep(metric.base, metric.head, metric);
