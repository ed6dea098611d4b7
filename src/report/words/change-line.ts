import type { IntervalMark } from '../../model/cell-mark.ts';
import { formatChangeIn, formatStep } from '../../model/text/format.ts';
import { metricOf } from '../../model/metrics/metrics.ts';
import type { MetricChange, RunReport } from '../../model/run-report.ts';
import type { Tone } from '../../model/section.ts';
import { wordingOf } from '../../model/text/verdict-wording.ts';
import { foldedChanges } from '../folded-changes.ts';
import { placeTextOf } from './place-text.ts';

/** A change in one line: what, where, from which value to which, and where its interval lies. */
export interface ChangeLine {
  readonly metric: string;
  readonly place: string;
  readonly values: string;
  /** "+64% (+22% to +75%)" */
  readonly change: string;
  readonly verdict: string;
  readonly tone: Tone;
  readonly mark: IntervalMark | null;
  /** How many further metrics state the same fact. */
  readonly others: number;
}

const logOf = (relative: number | null | undefined): number | null =>
  relative === null || relative === undefined || relative <= -1 ? null : Math.log1p(relative);

/** A change as a ratio, on a scale to ÷4 and ×4. A fall to zero ends in the arrow at its left. */
function markOf({
  relative,
  interval,
  verdict,
  certainty,
  isAbsolute,
  base,
  head,
  metric,
  terms,
}: MetricChange): IntervalMark | null {
  const isShare = metricOf({ metric, terms }).unit === 'share';
  const reach = Math.log(4);
  const common = { kind: 'interval', verdict, certainty, reach } as const;
  // Changes of shares are points; as ratios they have no interval.
  if (isShare || isAbsolute === true) {
    if (base === null || head === null || base === head) return null;
    const at = base === 0 ? Infinity : head === 0 ? -Infinity : Math.log(head / base);
    return { ...common, at: Math.max(-2 * reach, Math.min(2 * reach, at)), lower: null, upper: null };
  }
  const at = logOf(relative);
  return at === null ? null : { ...common, at, lower: logOf(interval?.lower), upper: logOf(interval?.upper) };
}

/** The proven and suspected changes of a run from its baseline, one line for each fact. */
export function changeLines(report: RunReport): ChangeLine[] {
  const placeText = placeTextOf(report.measures);
  const called = report.context.changes.filter(({ verdict }) => verdict === 'worse' || verdict === 'better');
  return foldedChanges(called).map(({ main, others }) => {
    const { base, head, relative, interval, verdict, certainty } = main;
    const { unit, label } = metricOf(main);
    const { lower = null, upper = null } = interval ?? {};
    const range =
      lower === null || upper === null
        ? ''
        : ` (${formatChangeIn(unit, lower)} to ${formatChangeIn(unit, upper)})`;
    return {
      metric: label,
      place: placeText(main),
      values: formatStep(base, head, main),
      change: relative === null ? '' : `${formatChangeIn(unit, relative)}${range}`,
      verdict: wordingOf(verdict, certainty).label,
      tone: verdict === 'worse' ? 'bad' : 'good',
      mark: markOf(main),
      others: others.length,
    };
  });
}
