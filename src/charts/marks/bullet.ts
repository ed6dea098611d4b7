import type { BulletMark } from '../../model/cell-mark.ts';
import { escapeText } from '../plot.ts';
import { at, frames, markSvg } from './frame.ts';
import { arrowAt, verdictShape } from './interval-mark.ts';

const { width, height, inset } = frames.bullet;
const middle = height / 2;

/** The scale ends at twice the bound. */
const farthest = 2;

const clamped = (share: number): number => Math.min(farthest, Math.max(0, share));

/** Where a share of the bound lies, in pixels. */
const x = (share: number): number => inset + (clamped(share) / farthest) * (width - 2 * inset);

const looks = {
  met: { colour: 'b', shape: 'better' },
  'not met': { colour: 'w', shape: 'worse' },
  inconclusive: { colour: 'n', shape: 'cannot-tell' },
  'not measured': { colour: 'n', shape: 'cannot-tell' },
} as const;

/**
 * The side of the bound that meets the target as a band, the bound as a dashed line, the value as the mark of its verdict
 * with its interval. A value beyond twice the bound is an arrow.
 */
export function bulletMark({ value, lower, upper, meets, verdict, title }: BulletMark): string {
  const { colour, shape } = looks[verdict];
  const [from, to] = meets === 'below' ? [x(0), x(1)] : [x(1), x(farthest)];
  const band = `<path class="fd" d="M${at(from)} 4H${at(to)}v8H${at(from)}z"/>`;
  const hasInterval = lower !== null || upper !== null;
  const bar = hasInterval
    ? `<path class="s${colour}" d="M${at(x(lower ?? 0))} ${middle}H${at(x(upper ?? farthest))}"/>`
    : '';
  const limit = `<path class="tg" d="M${at(x(1))} 0v${height}"/>`;
  const outline = value > farthest ? arrowAt(x(value), 1, middle) : verdictShape(shape, x(value), middle);
  const mark = `<path class="f${colour}" d="${outline}"/>`;
  return markSvg(width, height, `<title>${escapeText(title)}</title>${band}${limit}${bar}${mark}`);
}
