import { largest } from '../../../model/long-lists.ts';

/** What a reader points at in a chart: where along the axis, and each line's place and value there. */
export interface ChartReading {
  /** In units of the picture's own grid. */
  readonly x: number;
  readonly at: string;
  readonly values: readonly { readonly name: string; readonly y: number; readonly text: string }[];
}

interface Tick {
  readonly at: number;
  readonly text: string;
  readonly value: number;
}

/** Reads the values of a chart's lines; null if the picture has no named line or no axis of numbers. */
export type ChartReader = (x: number) => ChartReading | null;

interface Line {
  readonly name: string;
  readonly places: readonly (readonly [x: number, y: number])[];
}

/** Tick labels stand so far beneath the height of their ticks. */
const labelDrop = 4;
/** Lines that end further than this from the pointer do not reach there, in units of the grid. */
const farthest = 24;

/** Where an element's own zero lies in the picture. Vega shifts axes by half a pixel, but not what they measure. */
function originOf(element: Element): [number, number] {
  let [x, y] = [0, 0];
  for (let one: Element | null = element; one !== null && one.tagName !== 'svg'; one = one.parentElement) {
    const moved = /^translate\((-?[\d.]+)[ ,]?(-?[\d.]+)?/.exec(one.getAttribute('transform') ?? '');
    if (moved === null) continue;
    const whole = one.tagName === 'g' ? Math.trunc : (value: number) => value;
    x += whole(Number(moved[1]));
    y += whole(Number(moved[2] ?? 0));
  }
  return [x + Number(element.getAttribute('x') ?? 0), y + Number(element.getAttribute('y') ?? 0)];
}

function ticksOf(svg: SVGElement): { x: Tick[]; y: Tick[] } {
  const texts = [...svg.querySelectorAll('text')].flatMap((element) => {
    const text = element.textContent.trim();
    const value = parseFloat(text.replaceAll(',', ''));
    const [x, y] = originOf(element);
    return Number.isFinite(value) && /^[\d.,]/.test(text) ? [{ element, text, value, x, y }] : [];
  });
  const isLeft = ({ element }: { element: Element }): boolean =>
    element.getAttribute('text-anchor') === 'end';
  const left = texts.filter(isLeft);
  // Beneath curves with percentiles a second picture may have an axis of its own.
  const percent = texts.find((one) => !isLeft(one) && one.text.endsWith('%') && one.text !== '%');
  const height = percent?.y ?? largest(texts.map(({ y }) => y));
  const below = texts.filter((one) => !isLeft(one) && Math.abs(one.y - height) < 2);
  return {
    x: below.map(({ x, text, value }) => ({ at: x, text, value })),
    y: left.map(({ y, text, value }) => ({ at: y - labelDrop, text, value })),
  };
}

/** The places of a path that is written as `shortPath` and `pathOf` write it: M absolute, l relative. */
export function placesOf(path: string): [number, number][] {
  const places: [number, number][] = [];
  let [x, y] = [0, 0];
  for (const [, command, rest = ''] of path.matchAll(/([Ml])([^a-zA-Z]*)/g)) {
    const numbers = (rest.match(/-?\d*\.?\d+/g) ?? []).map(Number);
    for (let i = 0; i + 1 < numbers.length; i += 2) {
      const [dx = 0, dy = 0] = [numbers[i], numbers[i + 1]];
      [x, y] = command === 'M' && i === 0 ? [dx, dy] : [x + dx, y + dy];
      places.push([x, y]);
    }
  }
  return places;
}

/** The lines with a name; one that is broken is one line. */
const linesOf = (svg: SVGElement): Line[] =>
  [...Map.groupBy(piecesOf(svg), ({ name }) => name)].map(([name, pieces]) => ({
    name,
    places: pieces.flatMap(({ places }) => places),
  }));

const piecesOf = (svg: SVGElement): Line[] =>
  [...svg.querySelectorAll('path')].flatMap((path) => {
    const name = path.querySelector('title')?.textContent ?? '';
    const [left, top] = originOf(path);
    const places = placesOf(path.getAttribute('d') ?? '').map(([x, y]) => [x + left, y + top] as const);
    return name === '' || places.length === 0 ? [] : [{ name, places }];
  });

/** Straight between two ticks and beyond them. */
function between(ticks: readonly Tick[], forward: (value: number) => number): (at: number) => number {
  const sorted = ticks.toSorted((a, b) => a.at - b.at);
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (first === undefined || last === undefined || first.at === last.at) return () => NaN;
  const [low, high] = [forward(first.value), forward(last.value)];
  return (at) => low + ((high - low) * (at - first.at)) / (last.at - first.at);
}

/** Long lines are drawn in halves of the grid's units. */
const rounding = 0.25;

/** A number with as many digits as the picture holds. */
function digits(value: number, error: number): string {
  const most = 3;
  const known = value === 0 ? 1 : Math.floor(-Math.log10(Math.max(1e-9, error / Math.abs(value))));
  const rounded = Number(value.toPrecision(Math.min(most, Math.max(1, known))));
  const near = Math.abs(value) < error ? 0 : rounded;
  return near.toLocaleString('en-US', { maximumSignificantDigits: most });
}

/** What stands along the axis: runs, percentiles, or seconds and other numbers with their unit. */
function alongOf(svg: SVGElement, ticks: readonly Tick[]): ((at: number) => string) | null {
  const [first, last, ...runs] = (svg.dataset.along ?? '').split(' ');
  if (runs.length > 1) {
    const [from, to] = [Number(first), Number(last)];
    return (at) => runs[Math.round(((at - from) / (to - from)) * (runs.length - 1))] ?? '';
  }
  if (ticks.length < 2) return null;
  const isTail = ticks.some(({ text }) => text.endsWith('%'));
  const unit = ticks.map(({ text }) => text.replace(/^[\d.,]+/, '').trim()).find((text) => text !== '') ?? '';
  const value = between(ticks, isTail ? (one) => -Math.log10(1 - one / 100) : (one) => one);
  const shareAt = (at: number): number => 100 * (1 - 10 ** -Math.max(0, value(at)));
  const text = (at: number, of: (at: number) => number): string =>
    digits(of(at), Math.abs(of(at - rounding) - of(at)));
  if (isTail) return (at) => `${text(at, shareAt)}% of the requests`;
  return (at) => `${text(at, (one) => Math.max(0, value(one)))} ${unit}`.trim();
}

/** A reader of a chart's picture: lines with a title are read at their places, by the labels of the axes. */
export function chartReader(svg: SVGElement): ChartReader | null {
  const { x, y } = ticksOf(svg);
  const along = alongOf(svg, x);
  const lines = linesOf(svg);
  if (along === null || y.length < 2 || lines.length === 0) return null;
  const isLog = svg.dataset.log !== undefined;
  const on = between(y, isLog ? Math.log10 : (value) => value);
  const valueAt = (place: number): number => (isLog ? 10 ** on(place) : on(place));
  return (pointer) => {
    const nearest = lines.flatMap((line) => {
      const place = line.places.reduce((a, b) =>
        Math.abs(b[0] - pointer) < Math.abs(a[0] - pointer) ? b : a,
      );
      const [from, to] = [line.places[0]?.[0] ?? 0, line.places.at(-1)?.[0] ?? 0];
      const isBeyond = pointer < from - farthest || pointer > to + farthest;
      return isBeyond ? [] : [{ name: line.name, place }];
    });
    const [main] = nearest.toSorted(
      (a, b) => Math.abs(a.place[0] - pointer) - Math.abs(b.place[0] - pointer),
    );
    if (main === undefined) return null;
    return {
      x: main.place[0],
      at: along(main.place[0]),
      values: nearest.map(({ name, place: [, top] }) => {
        const value = valueAt(top);
        return { name, y: top, text: digits(value, Math.abs(valueAt(top - rounding) - value)) };
      }),
    };
  };
}
