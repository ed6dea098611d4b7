import { at, present } from '../model/checked.ts';
import type { Timeline } from '../model/run-curves.ts';
import type { Layer } from './parts.ts';
import { timeAxis } from './parts.ts';
import { largest } from '../model/long-lists.ts';

/** Depths of the colour, from one request to the most. */
const depths = 6;

/** A cell of the heat map: a stretch of time and one of response times. */
interface HeatRow {
  readonly t: number;
  t2: number;
  readonly v: number;
  readonly v2: number;
}

/** The largest count of each depth: 1, then by equal ratios up to the most. */
export function depthBounds(most: number): number[] {
  const bounds = Array.from({ length: depths }, (_, i) => Math.round(most ** (i / (depths - 1))));
  return [...new Set(bounds.map((bound) => Math.max(1, bound)))];
}

/** The cells of a timeline, by depth; empty without samples. The lowest cell of the scale also holds what is below it. */
export function heatRows(
  { points, widthSeconds, density }: Timeline,
  domain: readonly [number, number],
): { data: Record<string, HeatRow[]>; bounds: readonly number[] } {
  const cells = density?.cells ?? [];
  const bounds = depthBounds(largest([1, ...cells.map(([, , count]) => count)]));
  const data: Record<string, HeatRow[]> = Object.fromEntries(
    Array.from({ length: depths }, (_, i): [string, HeatRow[]] => [`heat${i + 1}`, []]),
  );
  const rowsOf = Array.from({ length: depths }, (_, i) =>
    present(data[`heat${i + 1}`], 'a list for each depth'),
  );
  const edges = edgesBy(density?.perDecade ?? 1);
  const last = new Map<number, HeatRow>();
  for (const [point, cell, count] of cells) {
    const t = at(points, point, 'cells belong to points').atSeconds;
    const t2 = points[point + 1]?.atSeconds ?? t + widthSeconds;
    const [v, v2] = [edges(cell), edges(cell + 1)];
    if (v2 <= domain[0] || v >= domain[1]) continue;
    const depth = depthOf(count, bounds);
    const place = cell * depths + depth;
    // Neighbours of one depth are one surface: a third fewer bytes.
    const before = last.get(place);
    if (before !== undefined && Math.abs(before.t2 - t) < 1e-9) before.t2 = t2;
    else {
      const row = { t, t2, v: Math.max(v, domain[0]), v2: Math.min(v2, domain[1]) };
      last.set(place, row);
      at(rowsOf, depth).push(row);
    }
  }
  return { data, bounds };
}

/** The response time at an edge of the cells, in ms; each is asked for many times. */
function edgesBy(perDecade: number): (edge: number) => number {
  const known = new Map<number, number>();
  return (edge) => {
    const value = known.get(edge) ?? 10 ** (edge / perDecade);
    known.set(edge, value);
    return value;
  };
}

/** Fewer bounds than depths still reach from the palest to the darkest. */
function depthOf(count: number, bounds: readonly number[]): number {
  const found = bounds.findIndex((bound) => count <= bound);
  const place = found < 0 ? bounds.length - 1 : found;
  return Math.round((place * (depths - 1)) / Math.max(1, bounds.length - 1));
}

/** A layer for each depth. */
export const heatLayers = (y: Layer): Layer[] =>
  Array.from({ length: depths }, (_, i) => ({
    data: { name: `heat${i + 1}` },
    mark: { type: 'rect', fill: `var(--h${i + 1})` },
    encoding: { x: timeAxis, x2: { field: 't2' }, y, y2: { field: 'v2' } },
  }));
