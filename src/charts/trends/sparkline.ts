import { present } from '../../model/checked.ts';
import { largest, smallest } from '../../model/long-lists.ts';

/** The size of a picture without axes, in pixels; nothing is drawn within `inset` of its edges. */
export interface SparkBox {
  readonly width: number;
  readonly height: number;
  readonly inset: number;
}

/** Where a line of numbers and its bound lie in a box. */
export interface SparkShape {
  /** Path data of the line, broken where a value is missing. */
  readonly line: string;
  /** Height of the bound; null where there is none. */
  readonly boundY: number | null;
  readonly last: readonly [x: number, y: number];
}

const inText: SparkBox = { width: 160, height: 32, inset: 3 };
const tenth = (value: number): string => String(Math.round(value * 10) / 10);

/** Fits a line of numbers and a bound into a box; null for fewer than two numbers. */
export function sparkShape(
  values: readonly (number | null)[],
  bound: number | null,
  { width, height, inset }: SparkBox,
): SparkShape | null {
  const known = values.filter((value) => value !== null);
  if (known.length < 2) return null;
  const all = bound === null ? known : [...known, bound];
  const [low, high] = [smallest(all), largest(all)];
  const x = (i: number): number => inset + ((width - 2 * inset) * i) / (values.length - 1);
  const y = (value: number): number =>
    high === low ? height / 2 : height - inset - ((height - 2 * inset) * (value - low)) / (high - low);
  const line = values
    .map((value, i) => {
      if (value === null) return '';
      return `${i === 0 || values[i - 1] === null ? 'M' : 'L'}${tenth(x(i))} ${tenth(y(value))}`;
    })
    .join('');
  const last = values.findLastIndex((value) => value !== null);
  return {
    line,
    boundY: bound === null ? null : y(bound),
    last: [x(last), y(present(values[last], 'a line has a last value'))],
  };
}

/** A line of numbers in the height of a text line, with a bound where there is one; null for fewer than two. */
export function sparkline(
  values: readonly (number | null)[],
  { bound, label }: { bound: number | null; label: string },
): string | null {
  const shape = sparkShape(values, bound, inText);
  if (shape === null) return null;
  const { line, boundY, last } = shape;
  const { width, height } = inText;
  const rule =
    boundY === null
      ? ''
      : `<path d="M0 ${tenth(boundY)}H${width}" stroke="var(--target)" stroke-dasharray="4 3"/>`;
  return (
    `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escape(label)}" fill="none">${rule}` +
    `<path d="${line}" stroke="var(--line-95)" stroke-width="1.5" stroke-linejoin="round"/>` +
    `<circle cx="${tenth(last[0])}" cy="${tenth(last[1])}" r="2.8" fill="var(--line-50)"/></svg>`
  );
}

const escape = (text: string): string =>
  text.replace(/[&"<>]/g, (character) => `&#${character.charCodeAt(0)};`);
