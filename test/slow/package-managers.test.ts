import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { must, pack, root, run } from './commands.ts';

let top = '';
let tarball = '';
beforeAll(() => {
  top = mkdtempSync(join(tmpdir(), 'perfolio-managers-'));
  tarball = pack(root, top);
});
afterAll(() => rmSync(top, { recursive: true, force: true }));

/** A project with one raw file, in a folder of its own. */
function project(name: string): string {
  const folder = join(top, name);
  mkdirSync(join(folder, 'data/run-1'), { recursive: true });
  cpSync(join(root, 'test/fixtures/raw/jmeter/shop.jtl'), join(folder, 'data/run-1/shop.jtl'));
  must(folder, 'git', 'init', '--quiet');
  return folder;
}

/** npm runs pnpm, so that nobody needs to install it. */
const pnpm = ['exec', '--yes', '--package', 'pnpm@10.34.8', '--', 'pnpm'];

it('builds a site if pnpm installed it', () => {
  const folder = project('pnpm');
  writeFileSync(join(folder, 'package.json'), '{"private": true}');
  must(folder, 'npm', ...pnpm, 'add', '--ignore-workspace', tarball);
  expect(run(folder, join(folder, 'node_modules/.bin/perfolio'), 'build')).toMatchObject({ code: 0 });
  expect(existsSync(join(folder, 'dist/runs/run-1/index.html'))).toBe(true);
});

it('builds a project without node_modules, into caches of its own', () => {
  const folder = project('alone');
  const installed = join(top, 'elsewhere');
  mkdirSync(installed);
  writeFileSync(join(installed, 'package.json'), '{"private": true}');
  must(installed, 'npm', 'install', '--no-audit', '--no-fund', tarball);
  expect(run(folder, join(installed, 'node_modules/.bin/perfolio'), 'build')).toMatchObject({ code: 0 });
  expect(existsSync(join(folder, '.perfolio/cache'))).toBe(true);
});
