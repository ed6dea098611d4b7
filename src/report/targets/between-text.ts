import type { BoundedValue, ReportedPercentile } from '../../model/metrics/metric-value.ts';
import { shareOfMetric } from '../../model/metrics/percentile-metrics.ts';
import { formatMetric } from '../../model/text/format.ts';
import type { TargetResult } from '../../model/run-report.ts';

type Between = NonNullable<BoundedValue['between']>;
type Judged = Pick<TargetResult, 'verdict' | 'bound'>;

/** The side of an interval that a verdict rests on; null if on both. */
export function decidingSide({ verdict, bound: { op } }: Judged): 'lower' | 'upper' | null {
  if (verdict !== 'met' && verdict !== 'not met') return null;
  return (op === 'below' || op === 'atMost') === (verdict === 'met') ? 'upper' : 'lower';
}

/** "p99", "the maximum" */
const nameOf = (share: number): string =>
  share === 0 ? 'the minimum' : share === 1 ? 'the maximum' : `p${Number((share * 100).toPrecision(6))}`;

/**
 * What a verdict on a percentile that its tool left out rests on: "p99 is 480 ms, so p95 is at most 480 ms." Null for other
 * values.
 */
export function betweenText(value: TargetResult['metricValue'], judged: Judged): string | null {
  const share = value === null ? null : shareOfMetric(value.metric);
  if (value === null || share === null || value.value !== null || value.between === undefined) return null;
  const side = decidingSide(judged);
  const { lower, upper } = value.between;
  const known: Between = { lower: side === 'upper' ? null : lower, upper: side === 'lower' ? null : upper };
  const shown = ({ ms }: ReportedPercentile): string => formatMetric(ms, value);
  const facts = [known.lower, known.upper].flatMap((one) =>
    one === null ? [] : `${nameOf(one.share)} is ${shown(one)}`,
  );
  const bounds = [
    ...(known.lower === null ? [] : [`at least ${shown(known.lower)}`]),
    ...(known.upper === null ? [] : [`at most ${shown(known.upper)}`]),
  ];
  return `${facts.join(' and ')}, so ${nameOf(share)} is ${bounds.join(' and ')}.`.replace(/^the /, 'The ');
}
