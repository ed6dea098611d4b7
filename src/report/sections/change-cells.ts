import { formatChangeIn, formatChangeRangeIn } from '../../model/text/format.ts';
import { metricOf } from '../../model/metrics/metrics.ts';
import type { MetricChange, StepVerdict } from '../../model/run-report.ts';
import type { Cell, Tone } from '../../model/section.ts';
import { text } from './cells.ts';

const tones: Readonly<Record<StepVerdict, Tone>> = { worse: 'bad', better: 'good', unknown: 'neutral' };

/** The tone of a change. */
export const changeTone = (verdict: StepVerdict): Tone => tones[verdict];

/** A change without a ratio is one from 0, if its interval is in the metric's own unit. */
type Change = Pick<MetricChange, 'metric' | 'terms' | 'relative' | 'interval' | 'isAbsolute'>;

/** A change with its interval beneath. */
export function changeCell(change: Change): Cell {
  const { relative, interval, isAbsolute } = change;
  const { unit } = metricOf(change);
  const hasBounds = interval !== null && interval.lower !== null && interval.upper !== null;
  const note = hasBounds ? { note: formatChangeRangeIn(unit, relative, interval.lower, interval.upper) } : {};
  return text(relative === null && isAbsolute !== true ? null : formatChangeIn(unit, relative), note);
}
