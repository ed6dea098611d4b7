import type { Stretch } from '../../charts/trends/explore-line.ts';

/** The fewest runs that a picture is narrowed to. */
const fewest = 3;

/** A stretch pushed back into the whole, as long as it was where that is possible. */
export function within([from, to]: Stretch, [least, most]: Stretch): Stretch {
  const length = Math.min(to - from, most - least);
  const start = Math.min(Math.max(from, least), most - length);
  return [start, start + length];
}

/** Narrows or widens a stretch about a place that stays where it is; `factor` below 1 narrows. */
export function zoomed([from, to]: Stretch, factor: number, about: number, whole: Stretch): Stretch {
  const length = Math.min(Math.max((to - from) * factor, fewest), whole[1] - whole[0]);
  const share = (about - from) / (to - from);
  const start = about - share * length;
  return within([start, start + length], whole);
}

/** Moves a stretch by a share of its length; below zero is earlier. */
export const moved = ([from, to]: Stretch, share: number, whole: Stretch): Stretch => {
  const by = (to - from) * share;
  return within([from + by, to + by], whole);
};

/** Moves a stretch as little as shows an index. */
export function showing(index: number, [from, to]: Stretch, whole: Stretch): Stretch {
  if (index - 0.5 < from) return within([index - 0.5, index - 0.5 + to - from], whole);
  if (index + 0.5 > to) return within([index + 0.5 - (to - from), index + 0.5], whole);
  return [from, to];
}

/** The index that a key moves to from another one; null for keys that move to none. */
export function stepTo(key: string, from: number | null, count: number): number | null {
  const last = count - 1;
  const steps: Readonly<Record<string, number>> = {
    ArrowLeft: (from ?? count) - 1,
    ArrowDown: (from ?? count) - 1,
    ArrowRight: (from ?? last - 1) + 1,
    ArrowUp: (from ?? last - 1) + 1,
    PageUp: (from ?? count) - 10,
    PageDown: (from ?? last) + 10,
    Home: 0,
    End: last,
  };
  const to = Object.hasOwn(steps, key) ? steps[key] : undefined;
  return to === undefined || count === 0 ? null : Math.min(Math.max(to, 0), last);
}
