import type { ScaleMark } from '../../model/cell-mark.ts';
import { escapeText } from '../plot.ts';
import { at, frames, markSvg } from './frame.ts';

/** The labels above a column of marks. */
export function scaleMark({ of, ticks }: ScaleMark): string {
  const { width, inset } = frames[of];
  const labels = ticks.map(({ at: share, label, isBound = false }) => {
    const x = inset + share * (width - 2 * inset);
    const anchor = share > 0.95 ? 'end' : share < 0.05 ? 'start' : 'middle';
    const end = share > 0.95 ? width : share < 0.05 ? 0 : x;
    return `<text x="${at(end)}" y="11" text-anchor="${anchor}"${isBound ? ' class="w"' : ''}>${escapeText(label)}</text>`;
  });
  return markSvg(width, frames.scale.height, labels.join(''));
}
