import { present } from '../model/checked.ts';
import { createHash } from 'node:crypto';

/** Text as a CSS string: whatever is not a plain letter or digit stands as its code point. */
const cssString = (text: string): string =>
  `"${text.replace(/[^a-zA-Z0-9]/gu, (character) => `\\${present(character.codePointAt(0), 'a match has a character').toString(16)} `)}"`;

/** A style sheet that prints a text at the foot of every page, and its hash for the security policy. */
export function printMarkStyle(text: string): { css: string; hash: `sha256-${string}` } {
  const css = `@page{@bottom-left{content:${cssString(text)};font:8.5pt system-ui,sans-serif;color:#444}}`;
  return { css, hash: `sha256-${createHash('sha256').update(css).digest('base64')}` };
}
