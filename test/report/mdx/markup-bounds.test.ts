import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { markdownTree } from '../../../src/report/mdx/markdown-tree.ts';
import { markupFault } from '../../../src/report/mdx/markup-bounds.ts';
import { parseMdx } from '../../../src/report/mdx/parse-mdx.ts';
import { problemsOfPage } from '../../../src/project/read/read-pages.ts';

const bombs: readonly (readonly [name: string, text: string])[] = [
  ['emphasis', '_a*'.repeat(20_000)],
  ['links', '[a]('.repeat(20_000)],
  ['images', '!['.repeat(20_000)],
  ['quotes', '>'.repeat(20_000)],
  ['lists', '- '.repeat(20_000)],
  ['numbered lists', '1. '.repeat(20_000)],
  ['elements', '<Report>'.repeat(20_000)],
  ['code', '`a'.repeat(20_000)],
  ['tables', `${'|a'.repeat(20_000)}\n${'|-'.repeat(20_000)}`],
  ['addresses', 'a@'.repeat(20_000)],
  ['entities', '&'.repeat(40_000)],
  ['many paragraphs', `${'*a_'.repeat(300)}\n\n`.repeat(200)],
  ['length', 'word '.repeat(60_000)],
];

describe('a text that is too expensive to parse', () => {
  it.each(bombs)('%s: is a problem with its line, and plain text elsewhere', (_, text) => {
    expect(markupFault(text)?.line).toBeGreaterThan(0);
    expect(parseMdx(`\n${text}`, 'a.mdx', 3).problems).toHaveLength(1);
    expect(markdownTree(text).children).toHaveLength(1);
  });

  it('is none of the texts of this project', () => {
    const folder = join(import.meta.dirname, '../../../content/runs');
    for (const name of readdirSync(folder))
      expect(markupFault(readFileSync(join(folder, name), 'utf8'))).toBeNull();
  });
});

describe('frontmatter', () => {
  it.each([
    ['a cycle', 'title: &a [*a]', /aliases/],
    ['an alias', 'title: &a x\ndescription: *a', /aliases/],
    ['deep nesting', `title: ${'['.repeat(50_000)}`, /nested too deeply|not valid YAML/],
  ])('%s: is a problem', (_, yaml, message) => {
    const [first] = problemsOfPage(`---\n${yaml}\n---\n`, 'a.mdx');
    expect(first?.message).toMatch(message);
  });
});
