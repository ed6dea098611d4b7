import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filesBelow } from '../../src/site/incremental/page-files.ts';
import { fixtureProject } from '../built-site/fixture-project.ts';

const root = resolve(import.meta.dirname, '../..');

describe('a build with too little memory', () => {
  let project: string;
  beforeAll(async () => {
    project = mkdtempSync(join(tmpdir(), 'perfolio-memory-'));
    await fixtureProject(project, { runs: 2, seconds: 10 });
  });
  afterAll(() => rmSync(project, { recursive: true, force: true }));

  function build(megabytes: number): { code: number | null; stderr: string } {
    const line = `exec "${process.execPath}" --max-old-space-size=${megabytes} "${join(root, 'bin/perfolio.mjs')}" build --out site`;
    // The code is the one that a shell or a CI job sees.
    const { status, stderr } = spawnSync('bash', ['-c', `(${line}); exit $?`], {
      cwd: project,
      env: { PATH: process.env.PATH, HOME: project, TZ: 'UTC', ASTRO_TELEMETRY_DISABLED: '1' },
      encoding: 'utf8',
    });
    return { code: status, stderr };
  }

  const site = (): Record<string, string> =>
    Object.fromEntries(
      filesBelow(join(project, 'site')).map((file) => [
        file,
        readFileSync(join(project, 'site', file), 'latin1'),
      ]),
    );

  it('ends with its own code, leaves the old site whole, and the next build replaces it', () => {
    expect(build(2_000).code).toBe(0);
    const old = site();
    const rules = join(project, 'data/project.json');
    writeFileSync(rules, readFileSync(rules, 'utf8').replace('"below": 120', '"below": 60'));
    const { code, stderr } = build(48);
    expect(stderr).toContain('JavaScript heap out of memory');
    expect(code).toBe(134);
    expect(site()).toEqual(old);
    expect(build(2_000).code).toBe(0);
    expect(site()).not.toEqual(old);
  }, 600_000);
});
