import type { Config } from 'vega-lite';

const ink2 = 'var(--ink-2)';

/**
 * The look that all charts share. Colours are the page's tokens, so that one SVG serves light, dark and paper; the
 * size of text is set by the page's style sheet, since a phone shows the same picture smaller.
 */
export const chartConfig: Config = {
  background: 'transparent',
  aria: false,
  font: 'system-ui',
  view: { stroke: null },
  axis: {
    domain: false,
    ticks: false,
    grid: true,
    gridColor: 'var(--rule)',
    gridDash: [1, 3],
    labelColor: ink2,
    labelFontSize: 12,
    labelPadding: 6,
    labelOverlap: false,
    titleColor: ink2,
    titleFontSize: 12,
    titleFontWeight: 'normal',
  },
  axisX: { grid: false, domain: true, domainColor: 'var(--ink-3)', labelPadding: 7 },
  text: { fontSize: 12, color: ink2, fill: ink2 },
  line: { strokeCap: 'round', strokeJoin: 'round' },
};
