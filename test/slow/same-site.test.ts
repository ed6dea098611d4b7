import { mkdtempSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { must, pack, root } from './commands.ts';

let top = '';
beforeAll(() => (top = mkdtempSync(join(tmpdir(), 'perfolio-same-'))));
afterAll(() => rmSync(top, { recursive: true, force: true }));

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)))
    .sort();

/** Scripts are named after their content, and pages allow them by its hash. */
const withoutHashes = (text: string): string =>
  text.replace(/(_astro\/[\w.-]+?)\.[\w-]{8}\.js/g, '$1.js').replace(/sha256-[\w+/=]+/g, 'sha256');

/**
 * Every file of a site with its content. Scripts count by their names: the code in them depends on the versions of the
 * bundler and its libraries, which a lock file fixes in the checkout alone.
 */
function siteOf(folder: string): Map<string, string> {
  const files = filesBelow(folder).map((file): [string, string] => {
    const name = withoutHashes(file);
    const content = readFileSync(join(folder, file), 'latin1');
    return [name, name.startsWith('_astro/') && name.endsWith('.js') ? '' : withoutHashes(content)];
  });
  return new Map(files.toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

it('the demo is the same in all files but the code of scripts, built by the checkout and by the package', () => {
  const installed = join(top, 'installed');
  mkdirSync(installed);
  writeFileSync(join(installed, 'package.json'), '{"private": true}');
  must(installed, 'npm', 'install', '--no-audit', '--no-fund', pack(root, top));
  const demo = join(top, 'demo');
  must(top, 'git', 'clone', '--quiet', '--shared', root, demo);
  // Its static files are those of the package.
  rmSync(join(demo, 'public'), { recursive: true });
  const [own, packaged] = [join(top, 'own'), join(top, 'packaged')];
  const project = [
    '--data',
    'data',
    '--content',
    'content',
    '--base',
    '/demo/',
    '--site',
    'https://example.org',
  ];
  must(demo, 'node', join(root, 'bin/perfolio.mjs'), 'build', ...project, '--out', own);
  must(demo, join(installed, 'node_modules/.bin/perfolio'), 'build', ...project, '--out', packaged);
  const [ofCheckout, ofPackage] = [siteOf(own), siteOf(packaged)];
  expect(ofCheckout.size).toBeGreaterThan(300);
  expect([...ofPackage.keys()]).toEqual([...ofCheckout.keys()]);
  const differing = [...ofCheckout].filter(([file, content]) => ofPackage.get(file) !== content);
  expect(differing.map(([file]) => file)).toEqual([]);
});
