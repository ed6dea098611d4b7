import type { SharesMark } from '../../model/cell-mark.ts';
import { at, frames, markSvg } from './frame.ts';

const { width, height } = frames.shares;

/** Of a share that is not zero at least so many pixels are seen. */
const least = 1.5;

/** Beside each other: within the target, slower, failed. */
export function sharesMark({ within, slow, failed }: SharesMark): string {
  const wide = (share: number): number => (share <= 0 ? 0 : Math.max(least, share * width));
  const failedWidth = wide(failed);
  const slowWidth = Math.min(wide(slow), width - failedWidth);
  const rest = Math.max(0, width - failedWidth - slowWidth);
  const part = (name: string, x: number, size: number): string =>
    size <= 0 ? '' : `<path class="${name}" d="M${at(x)} 4h${at(size)}v${height - 8}h${at(-size)}z"/>`;
  return markSvg(
    width,
    height,
    part('fd', 0, within <= 0 ? 0 : rest) +
      part('fn', rest, slowWidth) +
      part('fw', width - failedWidth, failedWidth),
  );
}
