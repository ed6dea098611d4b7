import { at } from '../../model/checked.ts';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import opentype, { type Font, type PathCommand } from 'opentype.js';

/** Text as outlines, so that a picture looks the same on every machine, whatever fonts it has. */
export interface Lettering {
  /** False where the font has no shape for one of the characters. */
  readonly canWrite: (text: string) => boolean;
  /** Width in pixels at a size. */
  readonly widthOf: (text: string, size: number) => number;
  /** SVG path data of a line that begins at a place, which is on its base line. */
  readonly outline: (text: string, x: number, y: number, size: number) => string;
}

/** Letters beyond western Europe's are in a file of their own. */
const scripts = ['latin', 'latin-ext'] as const;

async function load(root: string, script: string, weight: 400 | 700): Promise<Font> {
  // Pages run from the folder that the site is built in: packages are found from the project's own.
  const { resolve } = createRequire(join(root, 'package.json'));
  const file = resolve(`@fontsource/lato/files/lato-${script}-${weight}-normal.woff`);
  const { buffer, byteOffset, byteLength } = await readFile(file);
  return opentype.parse(buffer.slice(byteOffset, byteOffset + byteLength));
}

/** A stretch of text that one font has all letters of. */
interface Stretch {
  readonly font: Font;
  readonly text: string;
}

const hasLetter = (font: Font, letter: string): boolean =>
  letter === ' ' || font.charToGlyphIndex(letter) > 0;

function stretchesOf(text: string, fonts: readonly Font[]): Stretch[] {
  const stretches: { font: Font; text: string }[] = [];
  for (const letter of text) {
    const font = fonts.find((one) => hasLetter(one, letter)) ?? at(fonts, 0);
    const last = stretches.at(-1);
    if (last?.font === font) last.text += letter;
    else stretches.push({ font, text: letter });
  }
  return stretches;
}

/** Letters of a weight of Lato (SIL Open Font License), in Latin script. `root` holds this project's packages. */
export async function lettering(root: string, weight: 400 | 700): Promise<Lettering> {
  const fonts = await Promise.all(scripts.map((script) => load(root, script, weight)));
  const widthOf = (text: string, size: number): number =>
    stretchesOf(text, fonts).reduce((sum, one) => sum + one.font.getAdvanceWidth(one.text, size), 0);
  return {
    canWrite: (text) => Array.from(text).every((letter) => fonts.some((font) => hasLetter(font, letter))),
    widthOf,
    outline: (text, x, y, size) => {
      let at = x;
      return stretchesOf(text, fonts)
        .map(({ font, text: part }) => {
          const data = pathData(font.getPath(part, at, y, size).commands);
          at += font.getAdvanceWidth(part, size);
          return data;
        })
        .join('');
    },
  };
}

/** Path data of an outline, in tenths of a pixel. (The library's own printer writes NaN for some numbers.) */
const pathData = (commands: readonly PathCommand[]): string =>
  commands
    .map((command) => {
      const { type, ...rest } = command;
      const at = rest as Readonly<Record<string, number | undefined>>;
      const places = [at.x1, at.y1, at.x2, at.y2, at.x, at.y].filter((one) => one !== undefined);
      return type + places.map((one) => Math.round(one * 10) / 10).join(' ');
    })
    .join('');

/** Breaks text between words into lines of at most `width`; what does not fit into `most` lines is cut with "…". */
export function linesOf(
  text: string,
  { size, width, most }: { size: number; width: number; most: number },
  { widthOf }: Pick<Lettering, 'widthOf'>,
): string[] {
  const fits = (line: string): boolean => widthOf(line, size) <= width;
  const lines = [''];
  for (const word of text.split(/\s+/).filter((one) => one !== '')) {
    const longer = `${at(lines, -1)} ${word}`.trim();
    if (fits(longer)) lines[lines.length - 1] = longer;
    else if (lines.at(-1) === '') lines[lines.length - 1] = word;
    else lines.push(word);
  }
  const shown = lines.slice(0, most);
  const isCut = lines.length > most;
  return shown.map((line, i) => (isCut && i === most - 1 ? cut(`${line}…`, fits) : cut(line, fits)));
}

/** Takes characters off the end until the rest fits. */
function cut(line: string, fits: (line: string) => boolean): string {
  if (fits(line)) return line;
  const characters = Array.from(line.replace(/…$/, ''));
  while (characters.length > 1 && !fits(`${characters.join('').trimEnd()}…`)) characters.pop();
  return `${characters.join('').trimEnd()}…`;
}
