import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { build, buildProject } from './built-site.ts';
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

describe('a project whose path and run read like an address', () => {
  let stand: string;
  const runId = '100% é';

  beforeAll(() => {
    stand = mkdtempSync(join(tmpdir(), 'perfolio-odd-'));
  });
  afterAll(() => rmSync(stand, { recursive: true }));

  function makeProject(name: string): string {
    const folder = join(stand, name);
    mkdirSync(join(folder, 'data', runId), { recursive: true });
    mkdirSync(join(folder, 'content/runs'), { recursive: true });
    writeFileSync(join(folder, 'data/project.json'), '{"name": "Odd"}');
    const rows = ['2026-11-20T10:00:00Z,a,10,true', '2026-11-20T10:00:01Z,a,11,true'];
    writeFileSync(
      join(folder, 'data', runId, 'a.csv'),
      ['timestamp,endpoint,duration_ms,ok', ...rows, ''].join('\n'),
    );
    writeFileSync(join(folder, 'content/runs', `${runId}.mdx`), '<Report />\n\nOdd commentary.\n');
    return folder;
  }

  it('has its commentary', () => {
    const site = build({ cwd: makeProject('b%20c é'), folder: join(stand, 'site') });
    const pages = site.files.filter((file) => /^runs\/[^/]+\/index\.html$/.test(file));
    expect(pages.map((page) => site.read(page).includes('Odd commentary.'))).toEqual([true]);
  });

  it.each(['a#b', 'a?b'])('is refused below %s, which the site builder cannot read', (name) => {
    const folder = makeProject(name);
    expect(() => build({ cwd: folder, folder: join(stand, 'other') })).toThrow(
      /cannot read files below .*: the path contains `#` or `\?`/,
    );
  });
});
