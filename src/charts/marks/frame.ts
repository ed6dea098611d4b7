import type { CellMark } from '../../model/cell-mark.ts';

/** Width and height of each mark in pixels; nothing but axis labels is drawn within `inset` of its sides. */
export const frames: Readonly<Record<CellMark['kind'], { width: number; height: number; inset: number }>> = {
  interval: { width: 64, height: 16, inset: 6 },
  strip: { width: 100, height: 16, inset: 4 },
  dots: { width: 80, height: 28, inset: 4 },
  shares: { width: 36, height: 16, inset: 0 },
  bullet: { width: 160, height: 16, inset: 4 },
  scale: { width: 152, height: 14, inset: 4 },
};

const tenths = (value: number): string => String(Math.round(value * 10) / 10);

/** Whole tenths of a pixel, as short as SVG allows. */
export const at = (value: number): string => tenths(value).replace(/^(-?)0\./, '$1.');

/** A mark's picture. Readers who cannot see it have the numbers of its row. */
export const markSvg = (width: number, height: number, body: string): string =>
  `<svg class="m" width="${width}" height="${height}" aria-hidden="true">${body}</svg>`;
