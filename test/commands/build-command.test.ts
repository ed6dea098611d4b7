import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { perfolio } from './perfolio.ts';

let stand = '';
beforeEach(() => {
  stand = mkdtempSync(join(tmpdir(), 'perfolio-build-'));
  for (const name of ['data', 'content']) mkdirSync(join(stand, name));
});
afterEach(() => rmSync(stand, { recursive: true, force: true }));

const build = async (...argv: readonly string[]) =>
  perfolio(stand, ['build', '--data', 'data', '--content', 'content', ...argv]);

describe('build', () => {
  it('does not take the place of the project', async () => {
    for (const out of ['.', 'data', 'content', join(import.meta.dirname, '..')]) {
      const { err, code } = await build('--out', out);
      expect(code).toBe(2);
      expect(err).toContain('  Choose a separate folder with --out, such as dist. Nothing was built.\n');
    }
    expect(existsSync(join(stand, 'data'))).toBe(true);
  });

  it('leaves a folder alone that contains what it did not write', async () => {
    mkdirSync(join(stand, 'thesis'));
    writeFileSync(join(stand, 'thesis/chapter.md'), 'Years of work.\n');
    const { err, code } = await build('--out', 'thesis');
    expect(code).toBe(1);
    expect(err).toMatch(
      /thesis contains files that no build wrote, and that the site would replace: chapter\.md\.\n {2}Name a new or empty folder with --out\.\n$/,
    );
    expect(readFileSync(join(stand, 'thesis/chapter.md'), 'utf8')).toBe('Years of work.\n');
  });

  it.each(['foo', 'www.example.org', 'file:///tmp', 'https:'])(
    'wants an address for --site, which %s is not',
    async (site) => {
      const { err, code } = await build('--site', site);
      expect(code).toBe(2);
      expect(err).toContain(`'${site}' is invalid. Use a complete URL, such as https://you.github.io.`);
    },
  );
});
