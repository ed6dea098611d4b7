import { at } from '../../model/checked.ts';
import { smallest } from '../../model/long-lists.ts';

interface Rectangle {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly colour: string;
}

/** Steps of equal size along one axis. */
interface Steps {
  readonly start: number;
  readonly size: number;
}

const cell = String.raw`<path d="M[\d.-]+,?\s?[\d.-]+h[\d.]+v[\d.]+h-[\d.]+[Zz]" fill="[^"]+"/>`;
const cells = new RegExp(`(?:${cell}){2,}`, 'g');
const parts = /d="M([\d.-]+),?\s?([\d.-]+)h([\d.]+)v([\d.]+)h-[\d.]+[Zz]" fill="([^"]+)"/g;

/** Vega's numbers were rounded to tenths; an edge is a difference of two of them. */
const tolerance = 0.25;

/** On finer steps than this every number would fit. */
const smallestStep = 1;

/** Fewer cells take fewer bytes as they are. */
const fewest = 12;

/**
 * The cells of a heat map, drawn as strokes in units of their own grid: half the bytes of rectangles, compressed too.
 * The strokes are crisp, so no seam shows between neighbours at any size of the picture. Rectangles without a grid in
 * common, and the cells that the edge of the scale cuts, stay as they are.
 */
export const joinCells = (body: string): string =>
  body.replace(cells, (run) => {
    const all = [...run.matchAll(parts)].map(([, left, top, width, height, colour = '']) => ({
      left: Number(left),
      top: Number(top),
      width: Number(width),
      height: Number(height),
      colour,
    }));
    const height = commonest(all.map((one) => one.height));
    const level = all.filter((one) => Math.abs(one.height - height) < tolerance);
    const x = stepsOf(level.flatMap(({ left, width }) => [left, left + width]));
    const y = stepsOf(level.flatMap((one) => [one.top, one.top + one.height]));
    if (x === null || y === null || Math.abs(y.size - height) > tolerance) return run;
    const [whole, cut] = [true, false].map((isWhole) => all.filter((one) => fits(one, x, y) === isWhole));
    if (whole === undefined || cut === undefined || whole.length < Math.max(fewest, 4 * cut.length))
      return run;
    return cut.map(rectangle).join('') + strokes(whole, x, y);
  });

/** True if all four edges of a rectangle one row high are on the grid. */
const fits = ({ left, top, width, height }: Rectangle, x: Steps, y: Steps): boolean =>
  Math.abs(height - y.size) < tolerance &&
  [left, left + width].every((edge) => offStep(edge, x) < tolerance) &&
  offStep(top, y) < tolerance;

const rectangle = ({ left, top, width, height, colour }: Rectangle): string =>
  `<path d="M${left} ${top}h${width}v${height}h-${width}z" fill="${colour}"/>`;

/** The value that is there most often. */
function commonest(values: readonly number[]): number {
  const counts = Map.groupBy(values, (value) => value);
  return at(
    [...counts].sort(([, a], [, b]) => b.length - a.length),
    0,
  )[0];
}

/** The commonest step between edges, as exactly as all edges together allow; null if it is too fine. */
function stepsOf(edges: readonly number[]): Steps | null {
  const sorted = [...new Set(edges)].sort((a, b) => a - b);
  const start = at(sorted, 0);
  const gaps = sorted.slice(1).map((edge, i) => edge - at(sorted, i));
  const wide = gaps.filter((gap) => gap > smallestStep).map((gap) => Math.round(gap * 10) / 10);
  if (wide.length === 0) return null;
  const guess = commonest(wide);
  const sizes = Array.from({ length: 101 }, (_, i) => guess - 0.1 + i * 0.002);
  const missed = sizes.map((size) =>
    sorted.reduce((sum, edge) => sum + Math.min(tolerance, offStep(edge, { start, size })), 0),
  );
  return { start, size: at(sizes, missed.indexOf(smallest(missed))) };
}

/** How far an edge is from the nearest step. */
const offStep = (edge: number, steps: Steps): number =>
  Math.abs(edge - steps.start - indexOf(edge, steps) * steps.size);

const indexOf = (edge: number, { start, size }: Steps): number => Math.round((edge - start) / size);

function strokes(all: readonly Rectangle[], x: Steps, y: Steps): string {
  const paths = [...Map.groupBy(all, ({ colour }) => colour)].map(([colour, some]) => {
    const rows = some.map((one) => {
      const from = indexOf(one.left, x);
      return { from, row: indexOf(one.top, y), length: indexOf(one.left + one.width, x) - from };
    });
    const lines = rows
      .sort((a, b) => a.row - b.row || a.from - b.from)
      .map(({ from, row, length }) => `M${from} ${row}h${length}`);
    return `<path d="${lines.join('')}" stroke="${colour}"/>`;
  });
  const [left, middle] = [x.start, y.start + y.size / 2].map((value) => fixed(value, 2));
  const scale = [x, y].map(({ size }) => fixed(size, 4)).join(',');
  const look = 'stroke-linecap="butt" shape-rendering="crispEdges"';
  return `<g transform="translate(${left},${middle})scale(${scale})" ${look}>${paths.join('')}</g>`;
}

const fixed = (value: number, digits: number): string => String(Number(value.toFixed(digits)));
