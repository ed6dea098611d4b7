import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compareVersions, releasesAfter, releasesOf } from '../../../src/commands/upgrade/changelog.ts';
import { commitAll } from '../git-folder.ts';
import { perfolio } from '../perfolio.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'perfolio-upgrade-'));
  write('perf/node_modules/perfolio/public/schema/project.json', '{}');
  write('perf/node_modules/perfolio/public/schema/run.json', '{}');
  write('perf/data/project.json', '{\n  "$schema": "../public/schema/project.json",\n  "name": "Shop"\n}\n');
  write('perf/data/run-1/run.json', '{"$schema": "../../node_modules/perfolio/public/schema/run.json"}\n');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}
const read = (path: string): string => readFileSync(join(folder, path), 'utf8');
const upgrade = (...argv: readonly string[]) => perfolio(join(folder, 'perf'), ['upgrade', ...argv]);

describe('upgrade', () => {
  it('names the version of the last commit, and what changed since', async () => {
    write(
      'perf/package-lock.json',
      JSON.stringify({ packages: { 'node_modules/perfolio': { version: '0.1.0' } } }),
    );
    commitAll(folder);
    write('perf/package-lock.json', '{}');
    const { out, code } = await upgrade();
    expect(code).toBe(0);
    expect(out).toContain('Before: 0.1.0.\n');
    expect(out).toContain('\nChanges of 0.2.0:\n');
    expect(out).not.toContain('\nChanges of 0.1.0:\n');
  });

  it('shows the whole changelog if the former version is unknown', async () => {
    expect((await upgrade()).out).toContain('The former version is unknown.');
    expect((await upgrade('--from', '99.0.0')).out).not.toContain('Changes of');
  });

  it('rewrites a $schema that leads nowhere, with --write alone', async () => {
    const before = read('perf/data/project.json');
    const { out } = await upgrade();
    expect(out).toContain('data/project.json: `$schema` names ../public/schema/project.json');
    expect(out).not.toContain('data/run-1/run.json');
    expect(read('perf/data/project.json')).toBe(before);
    await upgrade('--write');
    expect(read('perf/data/project.json')).toBe(
      '{\n  "$schema": "../node_modules/perfolio/public/schema/project.json",\n  "name": "Shop"\n}\n',
    );
    expect((await upgrade()).out).not.toContain('$schema');
  });

  it('says what a person has to decide', async () => {
    expect((await upgrade()).out).toContain('`gate.blockOn` includes `not-judged` by default');
    write('perf/data/project.json', '{"gate": {"blockOn": ["target-not-met"]}}');
    expect((await upgrade()).out).toContain('Nothing to change.');
  });

  it('does not repeat what an earlier upgrade said', async () => {
    expect((await upgrade('--from', '0.1.9')).out).toContain('`not-judged` by default');
    expect((await upgrade('--from', '0.2.0')).out).not.toContain('`not-judged` by default');
    write(
      'perf/package.json',
      JSON.stringify({ dependencies: { perfolio: 'file:vendor/perfolio-0.2.0.tgz' } }),
    );
    commitAll(folder);
    const { out } = await upgrade();
    expect(out).toContain('Before: 0.2.0.\n');
    expect(out).not.toContain('`not-judged` by default');
  });

  it('finds the lock file of a project at any depth', async () => {
    write(
      'package-lock.json',
      JSON.stringify({ packages: { 'node_modules/perfolio': { version: '0.1.4' } } }),
    );
    write('perf/checkout/data/project.json', '{}');
    commitAll(folder);
    const { out } = await perfolio(join(folder, 'perf/checkout'), ['upgrade']);
    expect(out).toContain('Before: 0.1.4.\n');
  });

  it('reads past files with conflict markers', async () => {
    const conflict = '<<<<<<< HEAD\n{"version": 1}\n=======\n{}\n>>>>>>> other\n';
    for (const path of ['package-lock.json', 'data/project.json', 'data/run-1/a.digest.json'])
      write(`perf/${path}`, conflict);
    commitAll(folder);
    const { out, code } = await upgrade();
    expect(code).toBe(0);
    expect(out).toContain('The former version is unknown.');
    expect(out).toContain('Nothing to change.');
  });

  it('names digests of a later document version', async () => {
    write('perf/data/run-1/a.digest.json', '{"version": 2}');
    write('perf/data/run-1/b.digest.json', '{"version": 1}');
    const { out } = await upgrade();
    expect(out).toContain('data/run-1/a.digest.json: This digest has the document version 2;');
    expect(out).not.toContain('b.digest.json');
  });
});

describe('the changelog', () => {
  const text = '# Changelog\n\n## 0.10.0 (unreleased)\n\nNew.\n\n## 0.9.1 - 2026-01-01\n\nOld.\n';

  it('is read by version', () => {
    expect(releasesOf(text)).toEqual([
      { version: '0.10.0', text: 'New.' },
      { version: '0.9.1', text: 'Old.' },
    ]);
    expect(releasesAfter(releasesOf(text), '0.9.1').map(({ version }) => version)).toEqual(['0.10.0']);
    expect(releasesAfter(releasesOf(text), null)).toHaveLength(2);
  });

  it('is ordered by number, not by letter', () => {
    expect(compareVersions('0.10.0', '0.9.1')).toBeGreaterThan(0);
    expect(compareVersions('1.2.3-dev', '1.2.3')).toBe(0);
    expect(compareVersions('0.9.1', '1.0.0')).toBeLessThan(0);
  });
});
