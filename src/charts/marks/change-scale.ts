import type { IntervalMark } from '../../model/cell-mark.ts';
import { arrowAt, verdictShape } from './interval-mark.ts';

const height = 22;
const middle = height / 2;
/** Where the scale ends, in percent of the width to each side of its middle. The style sheet draws its lines there. */
const halfWidth = 47;

const percent = (ratio: number, reach: number): string => {
  const share = Math.min(1, Math.max(-1, ratio / reach));
  return `${Math.round((50 + share * halfWidth) * 10) / 10}%`;
};

const picture = (body: string, pixels: number): string =>
  `<svg class="m plot" height="${pixels}" aria-hidden="true">${body}</svg>`;

/** The labels above a list of changes: the ratio at each end of the scale, and its root halfway. */
export function changeScaleHead(reach: number): string {
  const end = Math.round(Math.exp(reach));
  const ratios = [end, Math.sqrt(end)];
  const ticks = [
    ...ratios.map((ratio) => ({ at: -Math.log(ratio), label: `÷${ratio}` })),
    { at: 0, label: 'no change' },
    ...ratios.map((ratio) => ({ at: Math.log(ratio), label: `×${ratio}` })),
  ];
  const labels = ticks.map(
    ({ at, label }) => `<text x="${percent(at, reach)}" y="11" text-anchor="middle">${label}</text>`,
  );
  return picture(labels.join(''), 14);
}

/** A change as shape and bar, as wide as its column; an arrow head lies beyond the scale. */
export function changeOnScale(mark: IntervalMark): string {
  const { at, lower, upper, verdict, certainty, reach } = mark;
  const colour = verdict === 'worse' ? 'w' : verdict === 'better' ? 'b' : 'n';
  const isBeyond = Math.abs(at) > reach;
  // A fall to zero has no interval on a scale of ratios: the bar is its way there.
  const [from, to] = lower === null || upper === null ? (isBeyond ? [0, at] : [0, 0]) : [lower, upper];
  const isHollow = certainty === 'suspected' || verdict === 'cannot-tell';
  const shape = isBeyond ? arrowAt(0, Math.sign(at), 0) : verdictShape(verdict, 0, 0);
  const bar =
    from === to
      ? ''
      : `<line class="s${colour}" x1="${percent(from, reach)}" x2="${percent(to, reach)}" y1="${middle}" y2="${middle}"/>`;
  return picture(
    `${bar}<svg x="${percent(at, reach)}" y="${middle}" overflow="visible"><path class="${isHollow ? `s${colour} p` : `f${colour}`}" d="${shape}"/></svg>`,
    height,
  );
}
