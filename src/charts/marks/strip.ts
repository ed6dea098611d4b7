import type { StripMark } from '../../model/cell-mark.ts';
import { at, frames, markSvg } from './frame.ts';

const { width, height, inset } = frames.strip;
const middle = 10;

/** Where a value lies on the strip's logarithmic scale; 0 to 1. */
export const stripShare = (value: number, [low, high]: StripMark['domain']): number =>
  high <= low ? 0.5 : Math.log(Math.max(value, low) / low) / Math.log(high / low);

/** From minimum to maximum a line, from median to 95th percentile a box, above it the median of the baseline. */
export function stripMark({ min, p50, p95, max, base, bound, domain }: StripMark): string {
  const x = (value: number): number => inset + stripShare(value, domain) * (width - 2 * inset);
  const line =
    min === null || max === null ? '' : `<path class="r2" d="M${at(x(min))} ${middle}H${at(x(max))}"/>`;
  const box =
    p50 === null
      ? ''
      : p95 === null
        ? `<path class="fk" d="M${at(x(p50))} 6h2v8h-2z"/>`
        : `<path class="fd" d="M${at(x(p50))} 6H${at(Math.max(x(p95), x(p50) + 1))}v8H${at(x(p50))}z"/><path class="fk" d="M${at(x(p50))} 5h1.6v10h-1.6z"/>`;
  const before = base === null ? '' : `<path class="fn" d="M${at(x(base))} 5l-3-5h6z"/>`;
  const limit = bound === null ? '' : `<path class="tg" d="M${at(x(bound))} 0v${height}"/>`;
  return markSvg(width, height, line + box + before + limit);
}
