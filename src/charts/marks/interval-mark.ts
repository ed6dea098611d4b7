import type { IntervalMark } from '../../model/cell-mark.ts';
import { at, frames, markSvg } from './frame.ts';

const { width, height, inset } = frames.interval;
const middle = height / 2;
const arrow = 4;

const colours: Partial<Record<IntervalMark['verdict'], string>> = { worse: 'w', better: 'b' };

/** The shape of each verdict: a triangle for a regression, a disc for an improvement, a diamond where it is unknown. */
export function verdictShape(verdict: IntervalMark['verdict'], x: number, y: number): string {
  switch (verdict) {
    case 'worse':
      return `M${at(x)} ${at(y - 4.6)}l4.4 8h-8.8z`;
    case 'better':
      return `M${at(x - 3.8)} ${at(y)}a3.8 3.8 0 1 0 7.6 0a3.8 3.8 0 1 0-7.6 0z`;
    case 'cannot-tell':
      return `M${at(x)} ${at(y - 4)}l4 4-4 4-4-4z`;
    default:
      return `M${at(x - 2)} ${at(y)}a2 2 0 1 0 4 0a2 2 0 1 0-4 0z`;
  }
}

/** A dot, its bar, and an arrow head for what lies beyond the scale; the line in the middle is no change. */
export function intervalMark(mark: IntervalMark): string {
  const { at: value, lower, upper, verdict, certainty, reach } = mark;
  const x = (ratio: number): number =>
    width / 2 + (Math.min(reach, Math.max(-reach, ratio)) / reach) * (width / 2 - inset);
  const colour = colours[verdict] ?? 'n';
  const bar =
    lower === null || upper === null
      ? ''
      : `<path class="s${colour}" d="M${at(x(lower))} ${middle}H${at(x(upper))}"/>`;
  const isHollow = certainty === 'suspected' || verdict === 'cannot-tell';
  const shape =
    Math.abs(value) > reach
      ? arrowAt(x(value), Math.sign(value), middle)
      : verdictShape(verdict, x(value), middle);
  return markSvg(
    width,
    height,
    `<path class="r" d="M${width / 2} 0v${height}"/>${bar}<path class="${isHollow ? `s${colour} p` : `f${colour}`}" d="${shape}"/>`,
  );
}

/** An arrow head that points out of the scale. */
export const arrowAt = (x: number, direction: number, y: number): string =>
  `M${at(x + direction * arrow)} ${at(y)}l${-direction * 7}-4v8z`;
