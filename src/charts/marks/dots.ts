import type { DotsMark } from '../../model/cell-mark.ts';
import { at, frames, markSvg } from './frame.ts';
import { verdictDots, type VerdictPlace } from './verdict-dots.ts';

const { width, height, inset } = frames.dots;
const middle = height / 2;

/** Dots nearer to each other than this are stacked. */
const nearest = 3.6;

/** Where a value lies on the axis of its column, from 0 to 1. */
export function dotShare(
  value: number,
  { domain: [low, high], isLog }: Pick<DotsMark, 'domain' | 'isLog'>,
): number {
  if (high <= low) return 0.5;
  const share = isLog
    ? Math.log(Math.max(value, low) / low) / Math.log(high / low)
    : (value - low) / (high - low);
  return Math.min(1, Math.max(0, share));
}

/** The values of repeats beside their target. Equal values stand over one another, so that each is seen. */
export function dotsMark(mark: DotsMark): string {
  const x = (value: number): number => inset + dotShare(value, mark) * (width - 2 * inset);
  const placed: VerdictPlace[] = [];
  for (const { value, verdict } of mark.values) {
    const here = x(value);
    const near = placed.filter((one) => Math.abs(one.x - here) < nearest).length;
    const y = middle + Math.ceil(near / 2) * 4 * (near % 2 === 0 ? -1 : 1);
    placed.push({ x: here, y: Math.min(height - 2, Math.max(2, y)), verdict });
  }
  const limit = mark.bound === null ? '' : `<path class="tg" d="M${at(x(mark.bound))} 2v${height - 4}"/>`;
  return markSvg(width, height, `<path class="r" d="M0 ${middle}h${width}"/>${limit}${verdictDots(placed)}`);
}
