import type { DiffMetric } from '../../model/documents/diff.ts';
import { html, type Html } from '../html.ts';

const width = 150;
const height = 16;
const inset = 6;

/** A change as logarithms of head / base; null where there is none to draw. */
interface Ratios {
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

const log = (relative: number): number => (relative <= -1 ? -Infinity : Math.log1p(relative));

function ratiosOf({ relative, interval }: DiffMetric): Ratios | null {
  if (relative === null || relative <= -1) return null;
  const [from, to] = interval ?? [relative, relative];
  return { at: log(relative), from: log(from), to: log(to) };
}

/** How far the scale reaches to both sides of "no change": all dots, and intervals up to twice as far. */
export function reachOf(metrics: readonly DiffMetric[]): number {
  const ratios = metrics.flatMap((metric) => ratiosOf(metric) ?? []);
  const dots = Math.max(Math.log(1.1), ...ratios.map(({ at }) => Math.abs(at)));
  const ends = ratios.flatMap(({ from, to }) => [Math.abs(from), Math.abs(to)]);
  return Math.min(2 * dots, Math.max(dots, ...ends));
}

const tenth = (value: number): string => String(Math.round(value * 10) / 10);

/**
 * A change as dot and interval on a logarithmic scale, the line in the middle is no change; ends beyond the scale are
 * cut off. The cells beside it say the same in numbers, so it is hidden from screen readers.
 */
export function intervalPicture(metric: DiffMetric, reach: number): Html | null {
  const ratios = ratiosOf(metric);
  if (ratios === null) return null;
  const x = (value: number): string => {
    const clipped = Math.min(reach, Math.max(-reach, value));
    return tenth(width / 2 + (clipped / reach) * (width / 2 - inset));
  };
  const colour =
    metric.verdict === 'worse'
      ? 'var(--worse)'
      : metric.verdict === 'better'
        ? 'var(--better)'
        : 'var(--noise)';
  const y = height / 2;
  return html`<svg
    viewBox="0 0 ${width} ${height}"
    width="${width}"
    height="${height}"
    aria-hidden="true"
    fill="none"
  >
    <path d="M${width / 2} 0v${height}" stroke="var(--ink-3)" />
    <path
      d="M${x(ratios.from)} ${y}H${x(ratios.to)}"
      stroke="${colour}"
      stroke-width="2"
      stroke-opacity=".6"
    />
    <circle cx="${x(ratios.at)}" cy="${y}" r="3.5" fill="${colour}" />
  </svg>`;
}
