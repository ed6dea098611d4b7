import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const sources = new URL('../../src/stats/', import.meta.url);
const document = readFileSync(new URL('../../docs/statistics.md', import.meta.url), 'utf8');

/** Every function of the statistics by name: the vocabulary of the examples. */
const modules = await Promise.all(
  readdirSync(sources).map((name) => import(new URL(name, sources).href) as Promise<Record<string, unknown>>),
);
const vocabulary = Object.assign({}, ...modules) as Record<string, unknown>;

const blocks = [...document.matchAll(/```ts\n([\s\S]*?)```/g)].map((match) => match[1]!);
const examples = blocks.flatMap((block) =>
  [...block.matchAll(/([\s\S]*?); \/\/ -> (.+)\n/g)].map((match) => [match[1]!.trim(), match[2]!] as const),
);

function evaluate(expression: string): unknown {
  const names = Object.keys(vocabulary);
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the examples of our own document
  const compute = new Function(...names, `return (${expression});`) as (...functions: unknown[]) => unknown;
  return compute(...names.map((name) => vocabulary[name]));
}

/** Rounds every number of an answer to the digits that the document prints at its place. */
function asPrinted(actual: unknown, printed: unknown): unknown {
  if (typeof actual === 'number' && typeof printed === 'number') {
    const digits = String(printed).split('.')[1]?.length ?? 0;
    return Number(actual.toFixed(digits));
  }
  if (typeof actual !== 'object' || actual === null || typeof printed !== 'object' || printed === null)
    return actual;
  const place = (key: string): unknown => (printed as Record<string, unknown>)[key];
  const entries = Object.entries(actual).map(([key, value]) => [key, asPrinted(value, place(key))] as const);
  return Array.isArray(actual) ? entries.map(([, value]) => value) : Object.fromEntries(entries);
}

describe('docs/statistics.md', () => {
  it('holds examples, each with its result', () => {
    expect(examples.length).toBeGreaterThan(40);
    for (const block of blocks) expect(block.trim().split('\n').at(-1)).toContain(' // -> ');
  });

  it.each(examples)('%s is %s', (expression, result) => {
    const printed = evaluate(result);
    expect(asPrinted(evaluate(expression), printed)).toEqual(printed);
  });

  it('has a heading for every entry of its contents', () => {
    const headings = new Set(
      [...document.matchAll(/^#+ (.+)$/gm)].map((match) =>
        match[1]!
          .toLowerCase()
          .replace(/[^\w -]/g, '')
          .replace(/ /g, '-'),
      ),
    );
    for (const [, anchor] of document.matchAll(/\]\(#([^)]+)\)/g)) expect(headings).toContain(anchor);
  });

  it('is plain Markdown without HTML', () => {
    expect(document.replace(/`[^`]*`/g, '')).not.toMatch(/<\/?[a-z]/i);
  });
});
