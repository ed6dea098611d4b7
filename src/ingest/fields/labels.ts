import { at } from '../../model/checked.ts';
import { cleanText } from './text.ts';

/** A URL as an endpoint's name: without user and password. */
export const urlLabel = (url: string): string =>
  cleanText(url.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/?#@]*@/i, '$1'));

/**
 * What went wrong with a connection, in the words of the innermost cause, so that equal failures are one type and no
 * address or URL is kept: `Get "http://host/x": dial tcp 10.0.0.1:80: connection refused` is `connection refused`.
 */
export function transportError(message: string): string {
  const cause = at(cleanText(message).split(': '), -1).trim();
  return cause === '' ? 'transport error' : cause;
}

/** Types with their counts, largest first, without those of none. */
export function errorTypeList(
  types: Iterable<readonly [type: string, count: number]>,
): { type: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const [type, count] of types) if (count > 0) counts.set(type, (counts.get(type) ?? 0) + count);
  return [...counts]
    .map(([type, count]) => ({ type, count }))
    .sort((a, b) => b.count - a.count || (a.type < b.type ? -1 : 1));
}

/** Sum of the counts. */
export const sumCounts = (types: readonly { readonly count: number }[]): number =>
  types.reduce((sum, { count }) => sum + count, 0);
