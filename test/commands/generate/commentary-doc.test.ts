import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { perfolio } from '../perfolio.ts';

const page = readFileSync(join(import.meta.dirname, '../../../docs/commentary.md'), 'utf8');
const example = /^```mdx\n(.*?)^```/ms.exec(page)![1]!;

/** 400 requests of which none fails: the upper bound of Wilson's interval is 3.84 / 403.84, below 1%. */
const requests = [
  'timestamp,scenario,endpoint,duration_ms,ok',
  ...Array.from(
    { length: 400 },
    (_, i) => `${1_790_000_000_000 + i * 100},browse,search,${40 + (i % 7)},true`,
  ),
  '',
].join('\n');

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'perfolio-words-'));
  mkdirSync(join(folder, 'data/run-1'), { recursive: true });
  mkdirSync(join(folder, 'content/runs'), { recursive: true });
  writeFileSync(join(folder, 'data/run-1/requests.csv'), requests);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What `check` says of words about the run. */
async function check(words: string): Promise<{ severity: string; message: string }[]> {
  writeFileSync(join(folder, 'content/runs/run-1.mdx'), words);
  const { out } = await perfolio(folder, ['check', '--json', '--data', 'data', '--content', 'content']);
  return (JSON.parse(out) as { problems: { severity: string; message: string }[] }).problems;
}

describe('docs/commentary.md', () => {
  it('shows a whole file about which there is nothing to say', async () => {
    expect(example).toContain('<Value ');
    expect(example).toContain('<Claim ');
    expect(await check(example)).toEqual([]);
  });

  it.each([
    ['import', 'import x from "y"', 'Imports and exports are not allowed here.'],
    ['expression', 'One and {1 + 1}.', 'An expression is not allowed here.'],
    ['comment', '{/* later */}', 'An expression is not allowed here.'],
    ['HTML', '<b>bold</b>', 'Unknown component <b>.'],
  ])('says rightly what is refused: %s', async (_, body, message) => {
    const said = await check(`${body}\n\n<Report />\n`);
    expect(said.map((one) => one.message)).toEqual([message]);
  });

  it('says rightly how a literal brace and bracket are written', async () => {
    expect(await check('A \\{ and a &lt; b.\n\n<Report />\n')).toEqual([]);
  });

  it('lists components that can be placed, each with its section', async () => {
    const names = [...page.matchAll(/^\| `<(\w+) \/>` \|/gm)].map(([, name]) => name!);
    expect(names).toHaveLength(21);
    expect(await check(names.map((name) => `<${name} />\n`).join('\n'))).toEqual([]);
  });
});
