import { chmodSync, mkdtempSync, readdirSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixtureProject } from './fixture-project.ts';

const root = resolve(import.meta.dirname, '../..');
/** Root may write to folders of every mode. */
const isRoot = process.getuid?.() === 0;

describe('a build whose cache cannot be written', () => {
  let project: string;
  let out: string;
  /** Where builds put what they remove. */
  let temporary: string;

  beforeAll(async () => {
    project = mkdtempSync(join(tmpdir(), 'perfolio-unwritable-'));
    out = mkdtempSync(join(tmpdir(), 'perfolio-out-'));
    temporary = mkdtempSync(join(out, 'temporary-'));
    await fixtureProject(project, { runs: 2, seconds: 10 });
  });

  afterAll(() => {
    for (const folder of [project, out]) rmSync(folder, { recursive: true, force: true });
  });

  /** What a build printed, and its exit code. */
  function build(name: string): { status: number | null; stderr: string } {
    const args = [join(root, 'bin/perfolio.mjs'), 'build', '--out', join(out, name)];
    const { status, stderr } = spawnSync(process.execPath, args, {
      cwd: project,
      env: { PATH: process.env.PATH, HOME: out, TMPDIR: temporary, TZ: 'UTC', ASTRO_TELEMETRY_DISABLED: '1' },
      encoding: 'utf8',
    });
    return { status, stderr };
  }

  it('gives the whole site where no cache, and so no lock, can be made', () => {
    writeFileSync(join(project, '.perfolio'), 'no folder');
    const { status, stderr } = build('no-cache');
    unlinkSync(join(project, '.perfolio'));
    expect(stderr).toContain('rebuilt 2 of 2 report pages');
    expect(status).toBe(0);
    expect(readdirSync(join(out, 'no-cache', 'runs'))).toContain('run-02');
    expect(readdirSync(temporary)).toEqual([]);
  });

  it.skipIf(isRoot)('reads results from a read-only cache, and leaves it as it is', () => {
    expect(build('first').status).toBe(0);
    const cache = join(project, '.perfolio');
    const folders = [
      '',
      ...readdirSync(cache, { recursive: true, withFileTypes: true }).flatMap(folderIn(cache)),
    ];
    for (const folder of folders) chmodSync(join(cache, folder), 0o555);
    const { status, stderr } = build('read-only');
    for (const folder of folders) chmodSync(join(cache, folder), 0o777);
    expect(stderr).toMatch(/rebuilt 2 of 2 report pages, recomputed 0 of \d+ cached results/);
    expect(status).toBe(0);
    expect(readdirSync(join(out, 'read-only', 'runs'))).toContain('run-02');
  });
});

const folderIn =
  (cache: string) =>
  (entry: { isDirectory: () => boolean; parentPath: string; name: string }): string[] =>
    entry.isDirectory() ? [join(entry.parentPath, entry.name).slice(cache.length + 1)] : [];
