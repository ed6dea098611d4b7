import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildProject } from './built-site.ts';
import { fixtureProject, type FixtureProject } from './fixture-project.ts';

/** Packages are looked for around what the site builder runs: it must find the checkout's from everywhere. */
describe('a build from a folder outside of the checkout', () => {
  let stand: string;
  let project: FixtureProject;

  beforeAll(async () => {
    stand = mkdtempSync(join(tmpdir(), 'perfolio-stand-'));
    project = await fixtureProject(stand, { runs: 1, seconds: 10 });
    // A service's own, whose base is not installed on this machine.
    writeFileSync(join(stand, 'tsconfig.json'), '{"extends": "@tsconfig/of-the-service"}');
  });

  afterAll(() => {
    rmSync(stand, { recursive: true });
    rmSync(`${stand}-out`, { recursive: true, force: true });
  });

  it.each([
    ['into it', (folder: string) => join(folder, 'site')],
    ['into one whose path begins with its own', (folder: string) => join(`${folder}-out`, 'site')],
  ])('%s', (_, outOf) => {
    const built = buildProject({ ...project, folder: outOf(stand), base: '/', cwd: stand });
    expect(built.files).toContain('runs/run-01/index.html');
  });

  it('leaves nothing else behind', () => {
    expect(readdirSync(stand).sort()).toEqual(['content', 'data', 'site', 'tsconfig.json']);
    expect(readdirSync(`${stand}-out`)).toEqual(['site']);
  });
});
