import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { build, type BuiltSite } from './built-site.ts';
import { fixtureProject, type FixtureProject } from './fixture-project.ts';

/** The folder of a project with a cache of its own: other tests build beside this one, and it damages cached pages. */
let work = '';

const siteOf = ({ data }: FixtureProject, out: string): BuiltSite =>
  build({ cwd: dirname(data), folder: join(work, out) });

/** The site of a copy in a folder of its own, for which nothing is cached. */
function fromScratch({ data, content }: FixtureProject, name: string): BuiltSite {
  const copy = { data: join(work, name, 'data'), content: join(work, name, 'content') };
  cpSync(data, copy.data, { recursive: true });
  cpSync(content, copy.content, { recursive: true });
  return siteOf(copy, join(name, 'site'));
}

function expectSame(kept: BuiltSite, fresh: BuiltSite): void {
  expect(kept.files).toEqual(fresh.files);
  const differing = kept.files.filter((path) => kept.read(path) !== fresh.read(path));
  expect(differing).toEqual([]);
}

describe('a build that finds most pages kept', () => {
  let project: FixtureProject;
  let before: BuiltSite;
  let latest: BuiltSite;

  const edit = (path: string, change: (text: string) => string): void => {
    const text = readFileSync(path, 'utf8');
    expect(change(text)).not.toBe(text);
    writeFileSync(path, change(text));
  };

  beforeAll(async () => {
    work = mkdtempSync(join(tmpdir(), 'perfolio-cached-'));
    project = await fixtureProject(work, { runs: 4, seconds: 20 });
    before = siteOf(project, 'site-0');
  });
  afterAll(() => rmSync(work, { recursive: true, force: true }));

  it('renders no report page if nothing changed', () => {
    expect(before.messages).toContain('rebuilt 4 of 4 report pages');
    const again = siteOf(project, 'site-0');
    expect(again.messages).toMatch(/rebuilt 0 of 4 report pages, recomputed 0 of \d+ cached results/);
    expectSame(again, before);
  });

  it('repairs a published page that was changed, though nothing else was', () => {
    const page = join(work, 'site-0/runs/run-03/index.html');
    const text = readFileSync(page, 'utf8');
    writeFileSync(page, `${text}ruin`);
    expect(siteOf(project, 'site-0').messages).toContain('rebuilt 0 of 4 report pages');
    expect(readFileSync(page, 'utf8')).toBe(text);
  });

  it('is the site that a build from scratch gives, after a run was added', () => {
    cpSync(join(project.data, 'run-04'), join(project.data, 'run-05'), { recursive: true });
    edit(join(project.data, 'run-05/run.json'), (text) => text.replaceAll('2026-10-04', '2026-10-05'));
    const kept = siteOf(project, 'site-1');
    // The one added, and the one before it, which now links to it.
    expect(kept.messages).toContain('rebuilt 2 of 5 report pages');
    expectSame(kept, fromScratch(project, 'fresh-1'));
    expect(kept.read('runs/run-01/index.html')).toMatch(/4 later runs\. The latest is .*>run-05<\/a>/);
    expect(kept.read('runs/run-04/index.html')).toContain('One later run.');
    expect(before.read('runs/run-04/index.html')).not.toContain('later run.');
  });

  it('after a target, an annotation, words and a raw file changed, and a run was removed', () => {
    edit(join(project.data, 'project.json'), (text) => text.replace('"below": 120', '"below": 60'));
    edit(join(project.content, 'runs/run-02.mdx'), (text) => text.replace('A run with', 'One run with'));
    writeFileSync(
      join(project.data, 'annotations.json'),
      JSON.stringify([{ action: 'ignore', run: 'run-03', reason: 'The network was down.' }]),
    );
    edit(join(project.data, 'run-01/requests.csv'), (text) => text.replaceAll(',true,', ',false,'));
    rmSync(join(project.data, 'run-04'), { recursive: true });
    latest = siteOf(project, 'site-2');
    expectSame(latest, fromScratch(project, 'fresh-2'));
    expect(latest.read('runs/run-02/index.html')).toContain('One run with');
    expect(latest.files.filter((path) => path.includes('run-04'))).toEqual([]);
  });

  it('publishes no page that was damaged in the cache', () => {
    const cache = join(work, '.perfolio/cache');
    const pages = readdirSync(cache, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('runs/run-01/index.html'))
      .map((file) => join(cache, file));
    const damaged = pages.filter((page) => {
      const bytes = readFileSync(page);
      const at = bytes.indexOf('run-01', bytes.indexOf('<h1'));
      const { atime, mtime } = statSync(page);
      bytes.write('ruin', at);
      writeFileSync(page, bytes);
      utimesSync(page, atime, mtime);
      return at > 0;
    });
    expect(damaged.length).toBeGreaterThan(0);
    const kept = siteOf(project, 'site-3');
    expect(kept.messages).toContain('rebuilt 4 of 4 report pages');
    expectSame(kept, latest);
  });
});
