import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unmeasuredBuilds } from '../../src/project/unmeasured-builds.ts';
import { commitAll, gitIn } from '../commands/git-folder.ts';
import { makeReports, makeRun } from '../history/make-run.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'perfolio-builds-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function commit(path: string): string {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), `${Math.random()}`);
  return commitAll(folder);
}

const paths = () => ({ data: join(folder, 'perf/data'), content: join(folder, 'perf/content') });
const runs = (...manifests: { commit?: string; version?: string }[]) =>
  makeReports(manifests.map((manifest, day) => makeRun({ day, manifest })));

describe('builds without a run', () => {
  it('are the commits after the last measured one, but for those of data and content', async () => {
    commit('app.ts');
    const measured = commit('app.ts');
    commit('perf/data/run-000/run.json');
    const third = commit('app.ts');
    commit('perf/content/runs/run-000.mdx');
    const fourth = commit('other.ts');
    const found = await unmeasuredBuilds(paths(), true, runs({ commit: measured.slice(0, 9) }));
    expect(found.lastRun).toBe('run-000');
    expect(found.builds.map(({ name }) => name)).toEqual([third, fourth]);
    expect(found.unknown).toBeNull();
    const all = await unmeasuredBuilds(paths(), true, runs({ commit: measured }, { commit: fourth }));
    expect(all).toEqual({ lastRun: 'run-001', builds: [], unknown: null });
  });

  it('are no commits of data of another project in the repository', async () => {
    const measured = commit('perf/data/project.json');
    commit('services/search/perf/data/2026-12-01/run.json');
    commit('services/search/perf/data/2026-12-01/peak/results.jtl');
    commit('services/search/perf/content/runs/2026-12-01.mdx');
    writeFileSync(join(folder, 'services/search/perf/data/project.json'), '{"name":"Search"}');
    commit('services/search/perf/data/annotations.json');
    const code = commit('services/search/app.ts');
    const found = await unmeasuredBuilds(paths(), true, runs({ commit: measured }));
    expect(found.builds.map(({ name }) => name)).toEqual([code]);
  });

  it('are commits of data that belongs to no project of Perfolio', async () => {
    const measured = commit('perf/data/project.json');
    const library = commit('libs/data/index.ts');
    mkdirSync(join(folder, 'perf/other/data'), { recursive: true });
    writeFileSync(join(folder, 'perf/other/data/project.json'), '{"name":"Other","targets":[]}');
    commitAll(folder);
    const targets = '{"name":"data","targets":{"build":{"executor":"@nx/js:tsc"}}}';
    writeFileSync(join(folder, 'libs/data/project.json'), targets);
    const nx = commitAll(folder);
    const found = await unmeasuredBuilds(paths(), true, runs({ commit: measured }));
    expect(found.builds.map(({ name }) => name)).toEqual([library, nx]);
  });

  it('are no commits of data in a folder that the project has left since', async () => {
    const measured = commit('app.ts');
    commit('performance/data/run-000/run.json');
    gitIn(folder, 'mv', 'performance', 'perf');
    commitAll(folder);
    const code = commit('app.ts');
    const found = await unmeasuredBuilds(paths(), true, runs({ commit: measured }));
    expect(found.builds.map(({ name }) => name)).toEqual([code]);
  });

  it('are unknown where git knows no measured commit', async () => {
    commit('perf/data/project.json');
    const found = await unmeasuredBuilds(paths(), true, runs({ commit: 'a'.repeat(40) }));
    expect(found).toMatchObject({ builds: [], unknown: expect.stringContaining('shallow clone') as string });
    const without = await unmeasuredBuilds(paths(), true, runs({ version: '1' }));
    expect(without.unknown).toMatch(/^no run states a `commit`/);
    rmSync(join(folder, '.git'), { recursive: true });
    expect((await unmeasuredBuilds(paths(), 'v*', runs({ version: '1' }))).unknown).not.toBeNull();
  });

  it('are the tags that match, by the version or the commit of a run', async () => {
    const first = commit('perf/data/project.json');
    gitIn(folder, 'tag', 'v1.0.0');
    for (const tag of ['v1.1.0', 'nightly', 'v1.2.0']) {
      commit('app.ts');
      gitIn(folder, 'tag', '-a', '-m', tag, tag);
    }
    const names = async (...some: Parameters<typeof runs>) =>
      (await unmeasuredBuilds(paths(), 'v*', runs(...some))).builds.map(({ name }) => name);
    expect((await names({ commit: first })).toSorted()).toEqual(['v1.1.0', 'v1.2.0']);
    expect(await names({ version: '1.2.0' })).toEqual([]);
  });
});
