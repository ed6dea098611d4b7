import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkOutRef } from '../../src/store/git-ref.ts';
import { checkoutPaths } from '../../src/store/paths.ts';

const folder = mkdtempSync(join(tmpdir(), 'perfolio-partial-'));
const [origin, clone] = [join(folder, 'origin'), join(folder, 'clone')];
const git = (cwd: string, ...args: readonly string[]): string =>
  execFileSync('git', ['-C', cwd, '-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args], {
    encoding: 'utf8',
  });

beforeAll(() => {
  mkdirSync(origin);
  git(origin, 'init', '--quiet', '--initial-branch=main');
  git(origin, 'config', 'uploadpack.allowFilter', 'true');
  for (const run of ['a', 'b', 'c', 'd']) {
    mkdirSync(join(origin, 'data', run), { recursive: true });
    writeFileSync(join(origin, 'data', run, 'requests.csv'), `of ${run}\n`);
  }
  git(origin, 'add', '.');
  git(origin, 'commit', '--quiet', '--message', 'four runs');
  const address = pathToFileURL(origin).href;
  git(folder, 'clone', '--quiet', '--filter=blob:none', '--sparse', address, 'clone');
  git(clone, 'sparse-checkout', 'set', 'data/d');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const packs = (): number =>
  readdirSync(join(clone, '.git/objects/pack')).filter((name) => name.endsWith('.promisor')).length;

describe('a ref of a partial, sparse clone', () => {
  test('is read whole, and its missing files are fetched in one go', async () => {
    const before = packs();
    const { paths, dispose } = await checkOutRef(
      'HEAD',
      checkoutPaths({ data: join(clone, 'data'), content: join(clone, 'content') }),
    );
    expect(readdirSync(paths.data).toSorted()).toEqual(['a', 'b', 'c', 'd']);
    expect(readFileSync(join(paths.data, 'a/requests.csv'), 'utf8')).toBe('of a\n');
    expect(packs() - before).toBe(1);
    await dispose();
    expect(readdirSync(join(clone, 'data'))).toEqual(['d']);
  });
});
