import { formatChangeIn } from '../../model/format.ts';
import { metricOf } from '../../model/metrics.ts';
import type { MetricChange } from '../../model/run-report.ts';
import type { Cell, Tone } from '../../model/section.ts';
import { text } from './cells.ts';

/** The tone of a change. */
export const changeTone = (verdict: 'worse' | 'better'): Tone => (verdict === 'worse' ? 'bad' : 'good');

type Change = Pick<MetricChange, 'metric' | 'relative' | 'interval'>;

/** A change with its interval beneath. */
export function changeCell({ metric, relative, interval }: Change): Cell {
  const show = (change: number): string => formatChangeIn(metricOf(metric).unit, change);
  const hasBounds = interval !== null && interval.lower !== null && interval.upper !== null;
  const note = hasBounds ? { note: `${show(interval.lower)} to ${show(interval.upper)}` } : {};
  return text(relative === null ? null : show(relative), note);
}
