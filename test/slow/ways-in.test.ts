import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { must, pack, root } from './commands.ts';

let top = '';
beforeAll(() => {
  top = mkdtempSync(join(tmpdir(), 'perfolio-ways-'));
  mkdirSync(join(top, 'perfolio'));
  pack(root, join(top, 'perfolio'));
});
afterAll(() => rmSync(top, { recursive: true, force: true }));

/** The commands of a page of docs: its blocks marked `sh`, in their order. */
const commandsOf = (page: string): string =>
  [...readFileSync(join(root, 'docs', page), 'utf8').matchAll(/^( *)```sh\n([^]*?)^\1```$/gm)]
    .map(([, indent = '', block = '']) => block.replaceAll(new RegExp(`^${indent}`, 'gm'), ''))
    .join('');

/** The page that makes a repository itself. */
const alone = 'own-repository.md';

/** Follows a page to the letter in a folder with a result next to the packed Perfolio: a new repository of a Go service. */
function follow(page: string): string {
  const service = join(top, basename(page, '.md'));
  mkdirSync(service);
  writeFileSync(join(service, 'go.mod'), 'module example.org/shop\n');
  cpSync(join(root, 'test/fixtures/raw/jmeter/shop.jtl'), join(service, 'results.csv'));
  if (page !== alone) must(service, 'git', 'init', '--quiet', '--initial-branch=main');
  must(service, 'bash', '-euc', commandsOf(page));
  return service;
}

it.each([
  ['beside-a-service.md', 'perf/dist/runs/2026-11-20-checkout/index.html'],
  [alone, 'reports/dist/runs/2026-11-20-checkout/index.html'],
  ['monorepo.md', 'perf/dist/search/runs/2026-11-20-search/index.html'],
  ['gitlab.md', '.gitlab-ci.yml'],
])('the commands of docs/%s make %s', (page, made) => {
  expect(existsSync(join(follow(page), made))).toBe(true);
});
