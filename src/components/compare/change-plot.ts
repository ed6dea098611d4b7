import { arrowAt, verdictShape } from '../../charts/marks/interval-mark.ts';
import type { DiffMetric } from '../../model/documents/diff.ts';
import { html, type Html } from '../html.ts';
import { largest } from '../../model/long-lists.ts';

const height = 24;
const middle = height / 2;
/** Where the scale ends, in percent of the width on each side of the middle. */
const halfWidth = 47;

/** A change as logarithms of head / base; infinite to 0 and from 0. */
interface Ratios {
  readonly at: number;
  readonly bar: readonly [from: number, to: number] | null;
}

const log = (relative: number): number => (relative <= -1 ? -Infinity : Math.log1p(relative));

/** Null where there is nothing to draw: a value is missing, or both are 0. */
function ratiosOf({ base, head, relative, interval, unit }: DiffMetric): Ratios | null {
  if (base === null || head === null) return null;
  if (relative === null)
    return base === 0 && head !== 0 ? { at: Math.sign(head) * Infinity, bar: null } : null;
  const bar =
    interval === null || unit !== undefined ? null : ([log(interval[0]), log(interval[1])] as const);
  return { at: log(relative), bar };
}

/** The axis that the rows of a table share: logarithmic, so that doubling and halving are at equal distances. */
export interface PlotScale {
  /** The largest logarithm to both sides of "no change". */
  readonly reach: number;
  /** Ratios above 1 that are labelled on both sides. */
  readonly ticks: readonly number[];
}

const ratios = [1.02, 1.05, 1.1, 1.2, 1.5, 2, 4, 10, 30, 100, 1_000, 10_000];

/** Reaches to all finite changes, and to the ends of intervals up to twice as far. */
export function plotScale(metrics: readonly DiffMetric[]): PlotScale {
  const known = metrics.flatMap((metric) => ratiosOf(metric) ?? []);
  const finite = (values: readonly number[]): number[] => values.map(Math.abs).filter(Number.isFinite);
  const dots = Math.max(Math.log(1.1), largest(finite(known.map(({ at }) => at))));
  const ends = finite(known.flatMap(({ bar }) => bar ?? []));
  const reach = Math.min(2 * dots, Math.max(dots, largest(ends)));
  const outer = ratios.findLast((ratio) => Math.log(ratio) <= reach);
  const inner = ratios.findLast((ratio) => Math.log(ratio) <= 0.55 * Math.log(outer ?? 1));
  return { reach, ticks: [inner, outer].filter((tick) => tick !== undefined) };
}

const percent = (value: number, reach: number): string => {
  const share = Math.min(1, Math.max(-1, value / reach));
  return `${Math.round((50 + share * halfWidth) * 10) / 10}%`;
};

const sidesOf = ({ ticks }: PlotScale): readonly { at: number; label: string }[] =>
  ticks.flatMap((tick) => [
    { at: -Math.log(tick), label: `÷${tick}` },
    { at: Math.log(tick), label: `×${tick}` },
  ]);

/** The labels above the column of changes. */
export const plotHead = (scale: PlotScale): Html =>
  html`<svg class="m plot" height="14" aria-hidden="true">
    <text x="50%" y="11" text-anchor="middle">×1</text>
    ${sidesOf(scale).map(
      ({ at, label }) =>
        html`<text x="${percent(at, scale.reach)}" y="11" text-anchor="middle">${label}</text>`,
    )}
  </svg>`;

const rule = (x: string, name: string): Html =>
  html`<line class="${name}" x1="${x}" x2="${x}" y1="0" y2="${height}" />`;

/**
 * A change as shape and bar on the scale of its table: the shape says the verdict, hollow where it is suspected or
 * inconclusive; an arrow head lies beyond the scale. The cells beside it say the same in numbers, so it is hidden from
 * screen readers.
 */
export function changePlot(metric: DiffMetric, scale: PlotScale): Html | null {
  const drawn = ratiosOf(metric);
  if (drawn === null) return null;
  const { verdict, certainty } = metric;
  const { reach } = scale;
  const colour = verdict === 'worse' ? 'w' : verdict === 'better' ? 'b' : 'n';
  const isHollow = certainty === 'suspected' || verdict === 'cannot-tell';
  const isBeyond = Math.abs(drawn.at) > reach * 1.001;
  const shape = isBeyond ? arrowAt(0, Math.sign(drawn.at), 0) : verdictShape(verdict, 0, 0);
  const bar = drawn.bar?.map((end) => percent(end, reach));
  return html`<svg class="m plot" height="${height}" aria-hidden="true">
    ${sidesOf(scale).map(({ at }) => rule(percent(at, reach), 'r'))}${rule('50%', 'z')}
    ${bar === undefined ? null : html`<line class="s${colour}" x1="${bar[0] ?? ''}" x2="${bar[1] ?? ''}" y1="${middle}" y2="${middle}" />`}
    <svg x="${percent(drawn.at, reach)}" y="${middle}" overflow="visible">
      <path class="${isHollow ? `s${colour} p` : `f${colour}`}" d="${shape}" />
    </svg>
  </svg>`;
}
