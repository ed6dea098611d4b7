import type { TopLevelSpec } from 'vega-lite';

/** A chart of half the text's width, the page's main chart, or two pictures over one another. */
export type ChartSize = 'standard' | 'wide' | 'tall';

/** A Vega-Lite specification whose data sets are named and empty. */
export type VegaLiteSpec = TopLevelSpec;

/** Widths and paddings in units of the SVG's own grid; the page scales them. */
export const frames: Readonly<
  Record<
    ChartSize,
    { width: number; height: number; left: number; right: number; top: number; bottom: number }
  >
> = {
  standard: { width: 360, height: 200, left: 42, right: 78, top: 16, bottom: 24 },
  tall: { width: 360, height: 280, left: 42, right: 62, top: 16, bottom: 24 },
  wide: { width: 1184, height: 330, left: 46, right: 84, top: 18, bottom: 26 },
};

/** The height in which a panel draws, below the frame's own top or another. */
export const heightWithin = (size: ChartSize, top = frames[size].top): number =>
  frames[size].height - top - frames[size].bottom;

/** The height in which a standard panel draws. */
export const plotHeight = heightWithin('standard');
