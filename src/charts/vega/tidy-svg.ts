import { at, present } from '../../model/checked.ts';

/** A number in tenths as SVG's grammar lets it be written shortest. */
export function tenth(value: number): string {
  const tenths = Math.round(value * 10);
  if (tenths % 10 === 0) return String(tenths / 10);
  const text = String(tenths / 10);
  return tenths > -10 && tenths < 10 ? text.replace('0', '') : text;
}

const numberPattern = /-?\d*\.?\d+(?:e[-+]?\d+)?/g;

/** Joins numbers with no more separators than SVG's grammar needs. */
function join(numbers: readonly number[]): string {
  let text = '';
  for (const value of numbers) {
    const number = tenth(value);
    text += text === '' || number.startsWith('-') ? number : ` ${number}`;
  }
  return text;
}

/** Of a line with more points nobody sees a quarter of a unit: it has a tenth fewer bytes in halves than in tenths. */
const longLine = 8;

/**
 * A path of straight lines, relative and rounded to tenths, or to halves if it is long, without adding up the rounding.
 * Paths with curves only have their numbers rounded.
 */
export function shortPath(path: string): string {
  if (/[^MLZ\d\s.,e+-]/.test(path)) return path.replace(numberPattern, (text) => tenth(Number(text)));
  const parts = (path.match(/[ML]/g) ?? []).length > longLine ? 2 : 10;
  let [x, y] = [0, 0];
  const short = path.replace(/([MLZ])([^MLZ]*)/g, (_, command: string, rest: string) => {
    if (command === 'Z') return 'z';
    const numbers = (rest.match(numberPattern) ?? []).map((text) => Math.round(Number(text) * parts) / parts);
    const steps: number[] = [];
    const isMove = command === 'M';
    if (isMove) [x, y] = [0, 0];
    for (let i = 0; i + 1 < numbers.length; i += 2) {
      const [nextX, nextY] = [at(numbers, i), at(numbers, i + 1)];
      steps.push(nextX - x, nextY - y);
      [x, y] = [nextX, nextY];
    }
    return `${isMove ? 'M' : 'l'}${join(steps)}`;
  });
  return withOneWayBack(short);
}

/** The foot of a surface goes back along its axis: in one step, whatever the number of its points. */
const withOneWayBack = (path: string): string =>
  path.replace(/(?:l-[\d.]+ 0(?=[lMz]|$)){2,}/g, (way) => {
    const steps = way.match(numberPattern) ?? [];
    return `l${join([steps.reduce((sum, step) => sum + Number(step), 0), 0])}`;
  });

/** Attributes that say what is so anyway, or that the page's style sheet says once for all charts. */
const needless = new RegExp(
  ` (?:${[
    String.raw`(?:class|aria-[a-z]+|role|font-family|style|pointer-events|xmlns(?::xlink)?|version|stroke-miterlimit|display)="[^"]*"`,
    String.raw`(?:stroke-opacity|fill-opacity|opacity)="1"`,
    String.raw`(?:stroke-width)="1"`,
    String.raw`stroke-line(?:cap|join)="round"`,
    String.raw`font-size="12px"`,
    String.raw`font-weight="normal"`,
    String.raw`text-anchor="start"`,
    String.raw`transform="translate\(0, ?0\)"`,
    String.raw`fill="var\(--ink-2\)"`,
    String.raw`(?:x[12]|y[12])="0"`,
  ].join('|')})`,
  'g',
);

/**
 * Vega's SVG as it stands in a page: without what is needless there, numbers in tenths, in a picture with the given
 * name. The size is the view box's; the page decides how wide it is.
 */
export function tidySvg(
  svg: string,
  { width, height, label, isLog = false }: { width: number; height: number; label: string; isLog?: boolean },
): string {
  let body = svg.slice(svg.indexOf('>') + 1, svg.lastIndexOf('</svg>'));
  body = body
    .replace(/<path class="(?:background|foreground)"[^>]*\/>/g, '')
    .replace(/<path[^>]* d=""[^>]*\/>/g, '');
  // Text goes through untouched: only what stands inside tags is shortened.
  body = withoutBareGroups(body.replace(/<[^>]*>/g, shortTag));
  return `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeAttribute(label)}"${isLog ? ' data-log' : ''}>${body}</svg>`;
}

/** Drops groups that say nothing: those without attributes, and those without content. */
function withoutBareGroups(body: string): string {
  const open: string[] = [];
  let text = '';
  for (const [token] of body.matchAll(/<g(?: [^>]*)?>|<\/g>|[^<]+|<[^>]*>/g)) {
    if (token === '</g>') {
      const opened = present(open.pop(), 'each closing tag has an opening one');
      if (opened === '') continue;
      text = text.endsWith(opened) ? text.slice(0, -opened.length) : text + token;
    } else if (token.startsWith('<g')) {
      const isEmpty = token.endsWith('/>');
      if (isEmpty) continue;
      open.push(token === '<g>' ? '' : token);
      text += at(open, -1);
    } else text += token;
  }
  return text;
}

/** The name that a spec gave to a line, as the title that browsers show. */
function titleOf(tag: string): string | null {
  const name = tag.startsWith('<path ') && tag.endsWith('/>') ? / aria-label="([^"]*)"/.exec(tag)?.[1] : null;
  return name == null ? null : `<title>${name}</title>`;
}

/** Where a text stands, in halves as the lines beside it; 0 goes without saying. */
function placeOf(name: 'x' | 'y', value: string): string {
  const half = Math.round(Number(value) * 2) / 2;
  return half === 0 ? '' : ` ${name}="${half}"`;
}

/** A cell of a heat map: most tags of a picture are such, and they have nothing needless. */
const cell = /^<path d="([^"]*)" fill="(var\(--h\d\))"\/>$/;

function shortTag(tag: string): string {
  if (tag.startsWith('</')) return tag;
  const [, edges, colour] = cell.exec(tag) ?? [];
  if (edges !== undefined) return `<path d="${shortPath(edges)}" fill="${colour}"/>`;
  const title = titleOf(tag);
  const text = title === null ? tag : `${tag.slice(0, -2)}>${title}</path>`;
  const own = text.replace(needless, '');
  const drawn = own.includes(' d="')
    ? own.replace(/ d="([^"]*)"/g, (_, path: string) => ` d="${shortPath(path)}"`)
    : own;
  const placed = drawn.startsWith('<text')
    ? drawn.replace(
        /^(<text[^>]*?) transform="translate\((-?[\d.]+), ?(-?[\d.]+)\)"/,
        (_, start: string, x: string, y: string) => `${start}${placeOf('x', x)}${placeOf('y', y)}`,
      )
    : drawn;
  return placed.replace(
    / (transform|x[12]?|y[12]?|width|height)="([^"]*)"/g,
    (_, name: string, value: string) => {
      const short = value.replace(numberPattern, (number) => tenth(Number(number))).replace(/, /g, ' ');
      return ` ${name}="${short}"`;
    },
  );
}

/** Text inside double quotes. */
const escapeAttribute = (text: string): string =>
  text.replace(/[&"<>]/g, (character) => `&#${character.charCodeAt(0)};`);
