import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';

const hooks = pathToFileURL(join(import.meta.dirname, '../../src/site/resolve-from-package.ts')).href;

let folder = '';
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'perfolio-resolve-')));
  mkdirSync(join(folder, 'cache'));
  writeFileSync(
    join(folder, 'cache/own.mjs'),
    "import { parse } from 'yaml';\nexport const found = typeof parse;\n",
  );
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What a module of a folder finds, with the packages of this package, in a process of its own. */
function found(module: string): string {
  const script = `
    const { resolvingFromPackage } = await import(${JSON.stringify(hooks)});
    const load = () => import(${JSON.stringify(pathToFileURL(join(folder, module)).href)});
    console.log((await resolvingFromPackage(${JSON.stringify(join(folder, 'cache'))}, load)).found);`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    encoding: 'utf8',
    cwd: folder,
  });
  return stdout.trim() || stderr;
}

it('gives modules of the cache the packages of this package', () => {
  expect(found('cache/own.mjs')).toBe('function');
});

it('prefers them to those of the project around the cache', () => {
  mkdirSync(join(folder, 'node_modules/yaml'), { recursive: true });
  writeFileSync(join(folder, 'node_modules/yaml/package.json'), '{"name": "yaml", "main": "index.js"}');
  writeFileSync(join(folder, 'node_modules/yaml/index.js'), 'exports.parse = 1;\n');
  expect(found('cache/own.mjs')).toBe('function');
});

it('leaves other modules alone', () => {
  writeFileSync(join(folder, 'other.mjs'), "import 'yaml';\n");
  expect(found('other.mjs')).toContain('ERR_MODULE_NOT_FOUND');
});
