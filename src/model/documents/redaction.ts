import { RE2JS } from 're2js';

/** What can be left out of the site as a whole. */
export const hideable = ['tester', 'hosts', 'attachments'] as const;

/** What a project does not publish. */
export interface PublishRules {
  readonly redact: readonly string[];
  readonly hide: readonly (typeof hideable)[number][];
}

/** A part of a text: from a character up to, but without, another. */
export type Range = readonly [from: number, to: number];

/** A text without what must not be published. */
export interface Redact {
  (text: string): string;
  /** What of a text must not be published, in order and without overlaps. */
  readonly ranges: (text: string) => readonly Range[];
  readonly hidesHosts: boolean;
}

/** Stands where something was taken out. No letter of it means anything in YAML, Markdown or a glob. */
export const redactedMark = '(redacted)';

/** The host of an address, and an IPv4 address. Both patterns are linear. */
const addressHost = /([a-z][a-z0-9+.-]{0,30}:\/\/)[^\s/?#"'<>)]+/gi;
const ipv4 = /\b\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5})?\b/g;

/** Compiles a pattern; its error message where it is none. Matching takes linear time, whatever the pattern. */
export function compilePattern(pattern: string): RE2JS | { readonly error: string } {
  try {
    return RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE);
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

/** Whether a pattern also matches between two letters: it would put a mark everywhere. */
export function matchesNothing(pattern: RE2JS): boolean {
  return ['', 'a-b 1'].some((text) => {
    const matcher = pattern.matcher(text);
    while (matcher.find()) if (matcher.start() === matcher.end()) return true;
    return false;
  });
}

/** How the texts of a project are redacted; null where nothing is to be. */
export function redactOf({ redact, hide }: PublishRules): Redact | null {
  const patterns = redact.map(compilePattern).filter((one): one is RE2JS => one instanceof RE2JS);
  const hidesHosts = hide.includes('hosts');
  if (patterns.length === 0 && !hidesHosts) return null;
  const ranges = (text: string): readonly Range[] =>
    joinedRanges([...(hidesHosts ? hostsIn(text) : []), ...patterns.flatMap((one) => matchesOf(one, text))]);
  return Object.assign((text: string): string => withMarks(text, ranges(text)), { ranges, hidesHosts });
}

const hostsIn = (text: string): Range[] => [
  ...[...text.matchAll(addressHost)].map(({ 0: { length }, 1: scheme = '', index }): Range => {
    return [index + scheme.length, index + length];
  }),
  ...[...text.matchAll(ipv4)].map(({ 0: { length }, index }): Range => [index, index + length]),
];

function matchesOf(pattern: RE2JS, text: string): Range[] {
  const matcher = pattern.matcher(text);
  const found: Range[] = [];
  while (matcher.find()) if (matcher.end() > matcher.start()) found.push([matcher.start(), matcher.end()]);
  return found;
}

function joinedRanges(ranges: readonly Range[]): Range[] {
  const joined: Range[] = [];
  for (const [from, to] of ranges.toSorted((a, b) => a[0] - b[0])) {
    const before = joined.at(-1);
    if (before !== undefined && from < before[1])
      joined[joined.length - 1] = [before[0], Math.max(before[1], to)];
    else joined.push([from, to]);
  }
  return joined;
}

/** A text with a mark in the place of each range. */
export function withMarks(text: string, ranges: readonly Range[]): string {
  let at = 0;
  const parts = ranges.map(([from, to]) => {
    const before = text.slice(at, from);
    at = to;
    return before + redactedMark;
  });
  return parts.join('') + text.slice(at);
}
