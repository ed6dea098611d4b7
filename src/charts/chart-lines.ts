import { at } from '../model/checked.ts';

/** A value at a time; null where there was nothing to measure. */
export interface TimedValue {
  readonly t: number;
  readonly v: number | null;
}

/** A row of a line's data set; rows of different parts are not joined. */
export interface LineRow {
  readonly t: number;
  readonly v: number;
  readonly part: number;
}

/** Points of a line that breaks where values are missing. */
export function lineRows(points: readonly TimedValue[]): LineRow[] {
  const rows: LineRow[] = [];
  let part = 0;
  for (const { t, v } of points) {
    if (v === null) part += 1;
    else rows.push({ t, v, part });
  }
  return rows;
}

/** Points of a band between two values, which breaks where either is missing. */
export function bandRows(
  points: readonly { readonly t: number; readonly low: number | null; readonly high: number | null }[],
): (LineRow & { readonly v2: number })[] {
  const rows: (LineRow & { readonly v2: number })[] = [];
  let part = 0;
  for (const { t, low, high } of points) {
    if (low === null || high === null) part += 1;
    else rows.push({ t, v: high, v2: low, part });
  }
  return rows;
}

/** Where a label is to stand, in units of the drawing, from the top. */
interface Placed {
  readonly y: number;
}

/**
 * Moves labels apart until each has `height` of room, without leaving [0, limit]; returns the new places in the given
 * order. Labels that would cover each other stand around the middle of where they belong, so that none is far from its
 * line: least squares by pooling neighbours (isotonic regression).
 */
export function spread(labels: readonly Placed[], height: number, limit: number): number[] {
  const order = labels.map(({ y }, i) => ({ i, y })).sort((a, b) => a.y - b.y);
  const groups: { sum: number; size: number }[] = [];
  order.forEach(({ y }, rank) => {
    let group = { sum: y - rank * height, size: 1 };
    for (
      let above = groups.at(-1);
      above !== undefined && middleOf(above) > middleOf(group);
      above = groups.at(-1)
    ) {
      groups.pop();
      group = { sum: above.sum + group.sum, size: above.size + group.size };
    }
    groups.push(group);
  });
  const most = Math.max(0, limit - (order.length - 1) * height);
  const tops = groups.flatMap((group) =>
    new Array<number>(group.size).fill(Math.min(most, Math.max(0, middleOf(group)))),
  );
  const places = new Array<number>(labels.length);
  order.forEach(({ i }, rank) => (places[i] = at(tops, rank) + rank * height));
  return places;
}

const middleOf = ({ sum, size }: { sum: number; size: number }): number => sum / size;

/** The height of a value in a drawing of `height` units whose scale runs over `domain`. */
export function heightOf(
  value: number,
  domain: readonly number[],
  height: number,
  scale: 'log' | 'linear',
): number {
  const f = scale === 'log' ? Math.log10 : (one: number) => one;
  const [low, high] = [f(at(domain, 0)), f(at(domain, 1))];
  return height * (1 - (f(value) - low) / (high - low));
}

/** The value at a height: the inverse of `heightOf`. */
export function valueAt(
  y: number,
  domain: readonly number[],
  height: number,
  scale: 'log' | 'linear',
): number {
  const f = scale === 'log' ? Math.log10 : (one: number) => one;
  const [low, high] = [f(at(domain, 0)), f(at(domain, 1))];
  const value = low + (1 - y / height) * (high - low);
  return scale === 'log' ? 10 ** value : value;
}

/** A name that fits beside a line. */
export const shorten = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}…`;

/** A label of a value at the right end of a chart. */
export interface EndLabel {
  readonly v: number;
  readonly label: string;
}

/**
 * Where the labels at the right end of a chart stand so that none covers another, as values of its scale: first those
 * of `ends`, then those of `limits`.
 */
export function placeLabels(
  ends: readonly EndLabel[],
  limits: readonly EndLabel[],
  { domain, scale, height }: { domain: readonly number[]; scale: 'log' | 'linear'; height: number },
): { ends: number[]; limits: number[] } {
  const heights = [...ends, ...limits].map(({ v }) => ({ y: heightOf(v, domain, height, scale) }));
  const places = spread(heights, 14.5, height).map((y) => valueAt(y, domain, height, scale));
  return { ends: places.slice(0, ends.length), limits: places.slice(ends.length) };
}
