import type { DotsMark } from '../../model/cell-mark.ts';
import { at, frames, markSvg } from './frame.ts';

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

const shapes: Record<DotsMark['values'][number]['verdict'], (x: number, y: number) => string> = {
  met: (x, y) => `M${at(x - 2)} ${at(y)}a2 2 0 1 0 4 0a2 2 0 1 0-4 0z`,
  'not met': (x, y) => `M${at(x)} ${at(y - 2.4)}l2.4 4.4h-4.8z`,
  inconclusive: (x, y) => `M${at(x)} ${at(y - 2.6)}l2.6 2.6-2.6 2.6-2.6-2.6z`,
  'not measured': (x, y) => `M${at(x - 1)} ${at(y)}a1 1 0 1 0 2 0a1 1 0 1 0-2 0z`,
};
const colours = { met: 'fb', 'not met': 'fw', inconclusive: 'fn', 'not measured': 'fn' } as const;

/** The values of repeats beside their target. Equal values stand over one another, so that each is seen. */
export function dotsMark(mark: DotsMark): string {
  const x = (value: number): number => inset + dotShare(value, mark) * (width - 2 * inset);
  const placed: { x: number; y: number }[] = [];
  const paths = { fb: '', fw: '', fn: '' };
  for (const { value, verdict } of mark.values) {
    const here = x(value);
    const near = placed.filter((one) => Math.abs(one.x - here) < nearest).length;
    const y = middle + Math.ceil(near / 2) * 4 * (near % 2 === 0 ? -1 : 1);
    placed.push({ x: here, y });
    paths[colours[verdict]] += shapes[verdict](here, Math.min(height - 2, Math.max(2, y)));
  }
  const marks = Object.entries(paths).map(([name, path]) =>
    path === '' ? '' : `<path class="${name}" d="${path}"/>`,
  );
  const limit = mark.bound === null ? '' : `<path class="tg" d="M${at(x(mark.bound))} 2v${height - 4}"/>`;
  return markSvg(width, height, `<path class="r" d="M0 ${middle}h${width}"/>${limit}${marks.join('')}`);
}
