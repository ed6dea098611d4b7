import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');

/** Wordings that readers stumble over, each with a better one. */
const phrases: readonly (readonly [phrase: RegExp, better: string])[] = [
  [/\bis no [^.]{0,60}that is known\b/i, 'unknown'],
  [/\bmade anew\b/i, 'rebuilt, recomputed'],
  [/\b(?:held|hold|holds) against\b/i, 'compared with, checked against'],
  [/\basked is\b/i, 'target: below'],
  [/\b(?:stands?|stood) apart\b/i, 'is outside its usual range'],
  [/\b(?:cannot|could not) be told\b/i, 'is inconclusive'],
  [/\bcannot be meant\b/i, 'is invalid'],
  [/\bas (?:the tool )?printed\b/i, 'reported by the tool'],
  [/\btaken away\b/i, 'removed'],
  [/\bmend(?:s|ed|ing)?\b/i, 'fix'],
  [/\bno change (?:is )?shown\b/i, 'no change detected'],
  [/\bin pictures\b/i, 'charts'],
  [/\bwhat it says\b/i, 'description'],
  [/\bholds? (?:no|neither)\b/i, 'contains no'],
  [/\b(?:told apart|tells? [a-z ]{0,30}\bapart)\b/i, 'distinguish'],
  [/\bpassed over\b/i, 'skipped'],
  [/\b(?:are|is|was|were) not kept\b/i, 'not stored, not read, not met'],
  [/\b(?:every|all)(?:thing)? that \S+ printed\b/i, 'the complete output of'],
  [/\btakes? the place of\b/i, 'replaces'],
  [/\bleaves? out 0\b/i, 'excludes 0'],
  [/\d %(?! \d)/, '95%, without a space'],
];

const filesBelow = (folder: string, ending: RegExp): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => ending.test(name))
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`);

const files = [
  'README.md',
  ...filesBelow('docs', /\.md$/),
  ...filesBelow('content', /\.mdx$/),
  ...filesBelow('src', /\.(?:ts|astro|css)$/),
];

/** The text with comments and paragraphs joined into lines, so that no phrase hides in a line break. */
const joined = (text: string): string => text.replace(/\s*\n\s*(?:\*(?!\/)|\/\/|>)?\s*/g, ' ');

/** The texts of all strings and templates of a TypeScript file. */
function stringsOf(source: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node))
      found.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('a.ts', source, ts.ScriptTarget.Latest, true));
  return found;
}

/** Markdown and markup without code, tags, attributes and frontmatter scripts: what remains is prose. */
const proseOf = (text: string): string =>
  text
    .replace(/^---\n[\s\S]*?\n---\n/, '')
    .replace(/<(script|style)[\s\S]*?<\/\1>/g, '')
    .replace(/```[\s\S]*?```|`[^`\n]*`|<[^>]*>|'\w+'/g, '');

/** "Figure" for a metric. "Figure 3" is a numbered picture. */
const figure = /\bfigures?\b(?! \d)/i;

function figuresIn(file: string, text: string): string[] {
  if (file.endsWith('.css')) return [];
  if (!file.endsWith('.ts'))
    return proseOf(text)
      .split('\n')
      .filter((line) => figure.test(line));
  // A lone word is the name of an element, a class or a kind.
  return stringsOf(text).filter((one) => /\s/.test(one.trim()) && figure.test(one));
}

describe('the language', () => {
  it('is checked in more than a few files', () => expect(files.length).toBeGreaterThan(10));

  it.each(phrases)('says nowhere %s, but %s', (phrase) => {
    const found = files.flatMap((file) => {
      const match = phrase.exec(joined(readFileSync(join(root, file), 'utf8')));
      return match === null ? [] : `${file}: ${match[0]}`;
    });
    expect(found).toEqual([]);
  });

  it('calls a metric a metric, not a figure', () => {
    const found = files.flatMap((file) =>
      figuresIn(file, readFileSync(join(root, file), 'utf8')).map((line) => `${file}: ${line.trim()}`),
    );
    expect(found).toEqual([]);
  });

  it('finds what it looks for', () => {
    expect(figuresIn('a.ts', 'const a = `${n} figures changed`;')).toEqual([' figures changed']);
    expect(figuresIn('a.ts', "import f from 'figure'; const figures = 1;")).toEqual([]);
    expect(figuresIn('a.md', 'Each figure counts. `figure`')).toHaveLength(1);
    expect(figuresIn('a.astro', '<figure class="figure">See Figure 3</figure>')).toEqual([]);
    expect(joined('/**\n * It is held\n * against it.\n */')).toContain('held against');
  });
});
