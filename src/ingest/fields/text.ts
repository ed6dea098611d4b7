import { createHash } from 'node:crypto';

/** Longest message kept; tools put whole bodies there. */
const longestText = 500;
/** Longest label kept: whole query strings are labels of single endpoints. */
const longestLabel = 1_000;

/**
 * A label or message as it is kept: without control characters (ANSI colours and marks that turn the direction of
 * the text around them among them), on one line, cut at 500 characters. It stays untrusted text: printers escape it.
 */
export function cleanText(text: string): string {
  const trimmed = onOneLine(text);
  return trimmed.length > longestText ? `${trimmed.slice(0, longestText - 1)}…` : trimmed;
}

/**
 * An endpoint's label as it is kept: as `cleanText`, cut at 1,000 characters only, and then with six hex digits of
 * the whole label's hash, so that labels that differ stay apart.
 */
export function cleanLabel(text: string): string {
  const label = onOneLine(text);
  if (label.length <= longestLabel) return label;
  const hash = createHash('sha256').update(label).digest('hex').slice(0, 6);
  return `${label.slice(0, longestLabel - 8)}… ${hash}`;
}

const onOneLine = (text: string): string =>
  text
    .replace(/\u001b\[[0-9;]*[A-Za-z]/g, '')
    .replace(/[\u202A-\u202E\u2066-\u2069]+/gu, '')
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim();
