import { satteri } from '@astrojs/markdown-satteri';
import fc from 'fast-check';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { problemsOfPage } from '../../../src/project/read/read-pages.ts';
import { parseCommentary } from '../../../src/project/read/read-commentary.ts';
import { parseMdx } from '../../../src/report/mdx/parse-mdx.ts';
import { bodyToCompile } from '../../../src/site/mdx/mdx-source.ts';
import { refuseCode } from '../../../src/site/mdx/refuse-code.ts';

/** The frontmatter of the site's compiler, written down from its documented behaviour: two kinds of fence, blank lines first. */
function afterFrontmatter(source: string): string {
  const match = /(?:^\uFEFF?|^\s*\n)(?:---|\+\+\+)([\s\S]*?\n)(?:---|\+\+\+)/.exec(source);
  return match === null ? source : source.slice(match[0].length);
}

const renderer = satteri({ mdastPlugins: [refuseCode] }).createMdxRenderer!(
  { syntaxHighlight: false, shikiConfig: {} },
  { optimize: true, srcDir: new URL('file:///none/'), sourcemap: false },
);

/** The module that the site would run for an MDX file. */
async function compiled(source: string): Promise<string> {
  const made = await renderer;
  const body = afterFrontmatter(bodyToCompile(source, 'page.mdx'));
  return (await made.process(body, '/none/page.mdx', {})).code;
}

/** True where the canary stands in a module as code, not in a text. */
function runsCanary(code: string): boolean {
  let found = false;
  const visit = (node: ts.Node): void => {
    found ||= ts.isIdentifier(node) && node.text === 'canary';
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('page.js', code, ts.ScriptTarget.Latest, false, ts.ScriptKind.JS));
  return found;
}

/** Documents made of pieces; `FUZZ_RUNS=1000` looks longer. A count, so that a busy machine tests the same. */
const numRuns = Number(process.env.FUZZ_RUNS ?? 15) * 200;
const seed = Number(process.env.FUZZ_SEED ?? 1);

const attacks = [
  '{canary()}',
  'Text {canary()} text',
  'export const x = canary()',
  'import x from "./x.js"',
  '<Value metric={canary()} />',
  '<Value {...canary()} />',
  '<canary.x />',
  '<canary />',
  '![x](./x.js)',
  '![x](./x.png?raw)',
  '![x][y]\n\n[y]: ./x.js',
  '[x](javascript:canary())',
];

describe('the compiler', () => {
  it.each(attacks)('refuses %s', async (body) => {
    const outcome = await compiled(body).then(
      (code) => runsCanary(code) || /x\.js|javascript:/.test(code),
      () => 'refused',
    );
    expect(outcome).not.toBe(true);
  });

  it('takes prose, components with literal props, local images and links', async () => {
    const code = await compiled(
      '---\ntitle: A\n---\n\n# H\n\nText <Value metric="apdex" /> and <Claim metric="apdex" above={0.9}>good</Claim>, [a](https://a.example), ![b](./b.png).\n',
    );
    expect(code).toContain('https://a.example');
    expect(code).toContain('./b.png');
  });

  it('imports nothing that the frontmatter names', async () => {
    expect(await compiled('---\nlayout: ./x.js\n---\n\nText\n')).not.toContain('x.js');
  });

  it('runs nothing of a file that check takes, whatever its form', async () => {
    const piece = fc.constantFrom(
      '---',
      '+++',
      '----',
      '\n',
      '\n\n',
      '  ',
      '\t',
      '\uFEFF',
      '\r\n',
      'title: A',
      'layout: canary',
      '```',
      '~~~',
      '`',
      '\\',
      '<!-- ',
      ' -->',
      '<p>',
      '</p>',
      '> ',
      '- ',
      '    ',
      '$$',
      '$',
      '<Report />',
      'Text',
      '{canary()}',
      'export const a = canary()\n',
      '<Value metric={canary()} />',
      '{/*',
      '*/}',
      '{',
      '}',
      '[a]: x',
      '[^1]: ',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { minLength: 1, maxLength: 14 }), async (pieces) => {
        const source = pieces.join('');
        const { words, problems } = parseCommentary(source, 'page.mdx');
        const asRun = [...problems, ...parseMdx(words.body, 'page.mdx', words.bodyLine).problems];
        if (asRun.length > 0 && problemsOfPage(source, 'page.mdx').length > 0) return;
        const code = await compiled(source).catch(() => '');
        expect(runsCanary(code)).toBe(false);
      }),
      { numRuns, seed },
    );
  }, 300_000);
});
