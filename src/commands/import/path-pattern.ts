import { RE2JS } from 're2js';
import { didYouMean } from '../../model/text/did-you-mean.ts';
import { WrongUsage } from '../../project/refusal.ts';
import { largest } from '../../model/long-lists.ts';

/** What a placeholder stands for in a path, as a regular expression. All take as little as they can. */
const placeholders = {
  id: '[^/]+?',
  date: '(?:19|20)\\d\\d[-_.]?(?:0[1-9]|1[0-2])[-_.]?(?:0[1-9]|[12]\\d|3[01])',
  year: '(?:19|20)\\d\\d',
  month: '0?[1-9]|1[0-2]',
  day: '0[1-9]|[12]\\d|3[01]|[1-9]',
  time: '(?:[01]\\d|2[0-3])[-_.:hH]?[0-5]\\d(?:[-_.:mM]?[0-5]\\d)?',
  branch: '[^/]+?',
  version: '[^/]+?',
  commit: '[0-9a-fA-F]{7,40}',
  tester: '[^/]+?',
  scenario: '[^/]+?',
} as const;

/** The name of a placeholder. */
export type Placeholder = keyof typeof placeholders;

const names = Object.keys(placeholders) as Placeholder[];

/** Placeholders whose values distinguish runs. */
const identifying = names.filter((name) => name !== 'scenario' && name !== 'tester');

/** What a pattern finds in the path of a file. */
export interface PathMatch {
  readonly values: Readonly<Partial<Record<Placeholder, string>>>;
  /** The path of the file below all folders that contain placeholders. */
  readonly rest: string;
}

/** How each part of a pattern is spelled, and the regular expression for it. */
const parts: readonly (readonly [RegExp, (match: RegExpExecArray) => string])[] = [
  [/\{([a-z]+)\}/y, ([, name = '']) => `(?P<${name}>${placeholders[name as Placeholder]})`],
  [/\{([^{}]*,[^{}]*)\}/y, ([, list = '']) => `(?:${list.split(',').map(expression).join('|')})`],
  [/(?:^|(?<=\/))\*\*+\//y, () => '(?:.*/)?'],
  [/\*\*+/y, () => '.*'],
  [/\*/y, () => '[^/]*'],
  [/\?/y, () => '[^/]'],
  [/\\?(.)/suy, ([, character = '']) => RE2JS.quote(character)],
];

/** A pattern without `{name}` of its own as a regular expression. */
function expression(pattern: string): string {
  let written = '';
  for (let at = 0; at < pattern.length;) {
    for (const [spelling, write] of parts) {
      spelling.lastIndex = at;
      const match = spelling.exec(pattern);
      if (match === null) continue;
      at = spelling.lastIndex;
      // Alternatives are written by the same expressions, whose lastIndex changes.
      written += write(match);
      break;
    }
  }
  return written;
}

const longest = 1_000;

/** The parts of a date that a pattern lacks: a day of no month, or a month of no year, distinguishes no runs. */
function lackingParts(used: readonly string[]): { of: Placeholder; parts: readonly Placeholder[] } | null {
  const of = (['day', 'month'] as const).find((name) => used.includes(name));
  const needed: readonly Placeholder[] = of === 'day' ? ['year', 'month'] : ['year'];
  const parts = needed.filter((name) => !used.includes(name));
  return of === undefined || parts.length === 0 ? null : { of, parts };
}

/** Throws WrongUsage for a pattern that names no run, or a placeholder that does not exist. */
function validate(pattern: string): void {
  const used = [...pattern.matchAll(/\{([^{},]*)\}/g)].map(([, name = '']) => name);
  const list = names.map((name) => `{${name}}`).join(', ');
  const unknown = used.find((name) => !(names as readonly string[]).includes(name));
  if (unknown !== undefined)
    throw new WrongUsage(
      `Unknown placeholder {${unknown}} in --pattern.`,
      didYouMean(unknown, names) ?? `The placeholders are ${list}.`,
    );
  const twice = used.find((name, i) => used.indexOf(name) < i);
  if (twice !== undefined)
    throw new WrongUsage(`{${twice}} appears twice in --pattern.`, 'Use * for one of the two.');
  const lacking = lackingParts(used);
  if (lacking !== null)
    throw new WrongUsage(
      `{${lacking.of}} states no date without ${lacking.parts.map((name) => `{${name}}`).join(' and ')}.`,
      `Add ${lacking.parts.length === 1 ? 'it' : 'them'} to --pattern, or use {id} in its place.`,
    );
  if (!identifying.some((name) => used.includes(name)))
    throw new WrongUsage(
      'The pattern does not state which files belong to one run.',
      `Use at least one of ${identifying.map((name) => `{${name}}`).join(', ')}.`,
    );
  if (pattern.length > longest)
    throw new WrongUsage(`The pattern is longer than ${longest} characters.`, 'Use * and **.');
}

/**
 * Compiles a pattern for paths relative to a folder: a glob with `{placeholders}`. It matches a file, or a folder with all
 * files below. Matching takes linear time, whatever the pattern. Throws WrongUsage for an invalid pattern.
 */
export function compilePattern(pattern: string): (path: string) => PathMatch | null {
  const relative = pattern.replace(/^\.?\/+|\/+$/g, '');
  validate(relative);
  const compiled = RE2JS.compile(`^(?:${expression(relative)})(?:/.*)?$`, RE2JS.DOTALL);
  const used = names.filter((name) => relative.includes(`{${name}}`));
  return (path) => {
    const match = compiled.matcher(path);
    if (!match.find()) return null;
    const values = Object.fromEntries(used.flatMap((name) => pair(name, match.group(name))));
    const lastEnd = largest(used.map((name) => match.end(name)));
    return { values, rest: below(path, lastEnd) };
  };
}

const pair = (name: Placeholder, value: string | null): [Placeholder, string][] =>
  value === null ? [] : [[name, value]];

/** The path below the folder in which a position lies; the name of the file if the position lies in that. */
function below(path: string, position: number): string {
  const slash = path.indexOf('/', position);
  return slash === -1 ? path.slice(path.lastIndexOf('/') + 1) : path.slice(slash + 1);
}

/** The values by which files belong to one run, as a key. */
export const runKey = ({ values }: PathMatch): string =>
  JSON.stringify(identifying.map((name) => values[name] ?? null));
