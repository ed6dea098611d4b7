import { at } from '../model/checked.ts';
import { tenth as shortest } from './vega/tidy-svg.ts';
import { append } from '../model/long-lists.ts';

/**
 * A few marks of SVG, for pictures that are drawn by the thousand: a trend changes on every page whenever a run is
 * added, and a grammar of graphics would take seconds for what this does in milliseconds.
 */
export interface PlotFrame {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** A place in the picture; null breaks a line. */
export type Place = readonly [x: number, y: number] | null;

export const escapeText = (text: string): string =>
  text.replace(/[&"<>]/g, (character) => `&#${character.charCodeAt(0)};`);

const tenth = (value: number): string => String(Math.round(value * 10) / 10);

/** Two numbers with no more between them than SVG's grammar needs. */
function pair(first: number, second: number): string {
  const end = shortest(second);
  return end.startsWith('-') ? shortest(first) + end : `${shortest(first)} ${end}`;
}

/**
 * The path through places, broken where there is none: relative, and rounded to tenths without adding up the rounding.
 */
export function pathOf(places: readonly Place[]): string {
  let path = '';
  let isOpen = false;
  let [x, y] = [0, 0];
  for (const place of places) {
    if (place !== null) {
      const [nextX, nextY] = [Math.round(place[0] * 10) / 10, Math.round(place[1] * 10) / 10];
      path += isOpen ? `l${pair(nextX - x, nextY - y)}` : `M${pair(nextX, nextY)}`;
      [x, y] = [nextX, nextY];
    }
    isOpen = place !== null;
  }
  return path;
}

/** Narrower than this no two places of a line can be distinguished. */
const finest = 1.5;

/**
 * The same line with fewer places: of those that stand above each other only the highest and the lowest are kept, so
 * that no peak is lost.
 */
export function thinLine(places: readonly Place[]): Place[] {
  const drawn: Place[] = [];
  let column: NonNullable<Place>[] = [];
  const flush = (): void => {
    const high = column.reduce((a, b) => (b[1] < a[1] ? b : a), at(column, 0));
    const low = column.reduce((a, b) => (b[1] > a[1] ? b : a), at(column, 0));
    append(
      drawn,
      column.filter((place) => place === high || place === low),
    );
    column = [];
  };
  for (const place of places) {
    const isNext =
      place === null || Math.floor(place[0] / finest) !== Math.floor((column[0]?.[0] ?? 0) / finest);
    if (isNext && column.length > 0) flush();
    if (place === null) drawn.push(null);
    else column.push(place);
  }
  if (column.length > 0) flush();
  return drawn;
}

/** A line; nothing where the path is empty. With a title values can be read off it. */
export const stroke = (path: string, colour: string, width: number, dash = '', title?: string): string =>
  path === ''
    ? ''
    : `<path d="${path}" stroke="${colour}" stroke-width="${width}"${dash === '' ? '' : ` stroke-dasharray="${dash}"`}` +
      (title === undefined ? '/>' : `><title>${escapeText(title)}</title></path>`);

/** A surface. */
export const fill = (path: string, colour: string): string =>
  path === '' ? '' : `<path d="${path}" fill="${colour}"/>`;

/** Text; `end` and `middle` say which part of it stands at x. */
export function label(
  text: string,
  x: number,
  y: number,
  { anchor = 'start', colour }: { anchor?: 'start' | 'middle' | 'end'; colour?: string } = {},
): string {
  const anchored = anchor === 'start' ? '' : ` text-anchor="${anchor}"`;
  const coloured = colour === undefined ? '' : ` fill="${colour}"`;
  return `<text x="${tenth(x)}" y="${tenth(y)}"${anchored}${coloured}>${escapeText(text)}</text>`;
}

/** Dots of one size and colour, as one path. */
export const dots = (places: readonly Place[], radius: number, paint: string): string => {
  const path = places
    .flatMap((place) => (place === null ? [] : [`M${tenth(place[0])} ${tenth(place[1])}h0`]))
    .join('');
  return path === ''
    ? ''
    : `<path d="${path}" stroke="${paint}" stroke-width="${radius * 2}" stroke-linecap="round"/>`;
};

/** The picture around its marks; `along` says what stands along its horizontal axis. */
export const picture = (
  frame: PlotFrame,
  name: string,
  marks: readonly string[],
  { isLog = false, along }: { isLog?: boolean; along?: string | undefined } = {},
): string =>
  `<svg viewBox="0 0 ${frame.width} ${frame.height}" role="img" aria-label="${escapeText(name)}" fill="none"` +
  `${isLog ? ' data-log' : ''}${along === undefined ? '' : ` data-along="${escapeText(along)}"`}>${marks.join('')}</svg>`;
