import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publishedName } from '../../../src/project/runs/run-files.ts';
import { openWorkspace, type Workspace } from '../../../src/project/workspace.ts';
import { checkoutPaths } from '../../../src/store/paths.ts';

const folder = mkdtempSync(join(tmpdir(), 'perfolio-files-'));
const requests = 'timestamp,endpoint,duration_ms,ok\n2026-11-20T10:00:00Z,list,12,true\n';

let workspace: Workspace;
let commit: string;

const git = (...args: readonly string[]): string =>
  execFileSync('git', ['-C', folder, '-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args], {
    encoding: 'utf8',
  });

beforeAll(async () => {
  const run = join(folder, 'data/run 1');
  mkdirSync(join(run, 'steady'), { recursive: true });
  writeFileSync(join(run, 'steady/requests.csv'), requests);
  writeFileSync(join(run, 'more.csv'), requests);
  writeFileSync(join(run, 'flame.png'), 'not looked at');
  writeFileSync(
    join(folder, 'data/project.json'),
    JSON.stringify({ repository: 'https://example.org/shop' }),
  );
  writeFileSync(
    join(run, 'run.json'),
    JSON.stringify({
      files: [{ match: 'steady/*.csv', publish: true }],
      attachments: [{ file: 'flame.png', label: 'Flame graph' }],
    }),
  );
  git('init', '-q');
  git('add', '.');
  git('commit', '-qm', 'results');
  commit = git('rev-parse', 'HEAD').trim();
  workspace = await openWorkspace(
    checkoutPaths({
      shownFrom: folder,
      data: join(folder, 'data'),
      content: join(folder, 'content'),
    }),
  );
});

afterAll(() => rmSync(folder, { recursive: true }));

describe('the name of a file in the site', () => {
  it.each([
    ['results.csv', 'results.csv'],
    ['shots/flame.PNG', 'shots/flame.PNG'],
    ['report.html', 'report.html.txt'],
    ['flame.svg', 'flame.svg.txt'],
    ['result.xml', 'result.xml.txt'],
    ['data.js', 'data.js.txt'],
    ['page.xhtml', 'page.xhtml.txt'],
    ['no-ending', 'no-ending.txt'],
  ])('of %s is %s: what a browser would run is served as text', (file, name) => {
    expect(publishedName(file)).toBe(name);
  });
});

describe('the files of a run', () => {
  it('are copied into the site only where the manifest publishes them or they are attached pictures', () => {
    const files = workspace.published(workspace.reports[0]!).map(({ file }) => file);
    expect(files).toEqual(['steady/requests.csv', 'flame.png']);
  });

  it('link to the site where they are copied, else to the repository at the commit that last changed them', () => {
    const attachments = workspace.sections(workspace.reports[0]!).find(({ id }) => id === 'attachments')!;
    const hrefs = attachments.blocks.flatMap((block) =>
      block.kind === 'table' ? block.rows.map((row) => [row.file!.text, row.file!.href]) : [],
    );
    const { slug } = workspace.reports[0]!;
    expect(Object.fromEntries(hrefs)).toEqual({
      'steady/requests.csv': `runs/${slug}/files/steady/requests.csv`,
      'more.csv': `https://example.org/shop/blob/${commit}/data/run%201/more.csv`,
      'flame.png': `runs/${slug}/files/flame.png`,
    });
    expect(attachments.blocks.at(-1)).toMatchObject({ kind: 'image', label: 'Flame graph' });
  });
});
