import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ciFacts, runIdOf } from '../../../src/commands/record/ci-facts.ts';
import { commitAll, gitIn } from '../git-folder.ts';
import { perfolio } from '../perfolio.ts';

let top = '';
beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'perfolio-record-test-'));
  vi.stubEnv('GITHUB_ACTIONS', '');
  vi.stubEnv('GITLAB_CI', '');
  gitIn(top, 'init', '--quiet', '--bare', '--initial-branch=main', 'bare.git');
  write('first/perf/data/project.json', '{"name": "Shop"}');
  write('first/main.go', 'package main\n');
  commitAll(join(top, 'first'));
  gitIn(join(top, 'first'), 'remote', 'add', 'origin', join(top, 'bare.git'));
  gitIn(join(top, 'first'), 'push', '--quiet', 'origin', 'main');
  gitIn(top, 'clone', '--quiet', 'bare.git', 'second');
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(top, { recursive: true, force: true });
});

function write(path: string, text: string): void {
  mkdirSync(dirname(join(top, path)), { recursive: true });
  writeFileSync(join(top, path), text);
}

function results(path: string, rows = 50): void {
  const lines = Array.from(
    { length: rows },
    (_, i) => `${1_790_000_000_000 + i * 100},checkout,${20 + (i % 9)},true`,
  );
  write(path, ['timestamp,endpoint,duration_ms,ok', ...lines, ''].join('\n'));
}

const record = (clone: string, ...argv: readonly string[]) => perfolio(join(top, clone), ['record', ...argv]);
const inBare = (...args: readonly string[]): string => gitIn(join(top, 'bare.git'), ...args);
const filesOn = (branch: string): string[] =>
  inBare('ls-tree', '-r', '--name-only', branch).trim().split('\n');

describe('record', { timeout: 120_000 }, () => {
  it('writes a run with the facts of the repository and the machine', async () => {
    results('first/out/requests.csv');
    const { code, out } = await record('first', 'out/requests.csv', '--id', 'run-1', '--scenario', 'peak');
    expect(code).toBe(0);
    expect(out).toBe('Recorded run-1 in perf/data/run-1.\n');
    const manifest = JSON.parse(readFileSync(join(top, 'first/perf/data/run-1/run.json'), 'utf8')) as {
      commit: string;
      system: Record<string, string>;
      scenarios: { id: string }[];
    };
    expect(manifest.commit).toBe(gitIn(join(top, 'first'), 'rev-parse', 'HEAD').trim());
    expect(manifest.system.cpu).toContain('core');
    expect(manifest.scenarios.map(({ id }) => id)).toEqual(['peak']);
    const checked = await perfolio(join(top, 'first'), ['check']);
    expect(checked.code).toBe(0);
  });

  it('keeps both runs if two clones push to one branch at once', async () => {
    for (const clone of ['first', 'second']) results(`${clone}/requests.csv`);
    const recorded = await Promise.all(
      ['first', 'second'].map((clone) =>
        record(clone, 'requests.csv', '--id', `from-${clone}`, '--push', 'main'),
      ),
    );
    expect(recorded.map(({ code, err }) => ({ code, err }))).toEqual([
      { code: 0, err: '' },
      { code: 0, err: '' },
    ]);
    const files = filesOn('main');
    for (const clone of ['first', 'second']) {
      expect(files).toContain(`perf/data/from-${clone}/run.json`);
      expect(files).toContain(`perf/data/from-${clone}/requests.csv`);
    }
    expect(inBare('rev-list', '--count', 'main').trim()).toBe('3');
    expect(inBare('log', '-1', '--format=%s', 'main')).toMatch(/^perf: record from-/);
    // The user's own checkout is as it was.
    expect(gitIn(join(top, 'first'), 'status', '--porcelain').trim()).toBe('?? requests.csv');
    expect(gitIn(join(top, 'first'), 'worktree', 'list').trim().split('\n')).toHaveLength(1);
  });

  it('begins a data branch without the code of the main branch', async () => {
    results('first/requests.csv');
    expect((await record('first', 'requests.csv', '--id', 'run-1', '--push', 'branch:perf-data')).code).toBe(
      0,
    );
    expect(
      (await record('second', '../first/requests.csv', '--id', 'run-2', '--push', 'branch:perf-data')).code,
    ).toBe(0);
    expect(filesOn('perf-data')).toEqual([
      'perf/data/run-1/requests.csv',
      'perf/data/run-1/run.json',
      'perf/data/run-2/requests.csv',
      'perf/data/run-2/run.json',
    ]);
    expect(filesOn('main')).toEqual(['main.go', 'perf/data/project.json']);
  });

  it('pushes digests instead of the samples of a large run', async () => {
    results('first/requests.csv', 2_000);
    const argv = ['requests.csv', '--id', 'run-1', '--push', 'main', '--digest-above', '0.01'];
    expect(await record('first', ...argv)).toMatchObject({
      code: 0,
      out: 'Recorded run-1 in the branch main, as digests.\n',
    });
    expect(filesOn('main')).toContain('perf/data/run-1/requests.csv.digest.json');
    expect(inBare('log', '--all', '--name-only', '--format=')).not.toMatch(/requests\.csv$/m);
  });

  it('says what to do if it cannot push', async () => {
    results('first/requests.csv');
    gitIn(join(top, 'first'), 'remote', 'set-url', 'origin', join(top, 'nowhere.git'));
    const { code, err } = await record('first', 'requests.csv', '--id', 'run-1', '--push', 'main');
    expect(code).toBe(1);
    expect(err).toContain('origin cannot be fetched');
    expect((await record('first', 'none.csv', '--id', 'run-1')).err).toContain('none.csv does not exist.');
    expect((await record('first', 'requests.csv', '--push', 'trunk')).code).toBe(2);
  });
});

describe('the facts of a CI job', () => {
  it('of GitHub are those of the pull request, not of its merge', async () => {
    write(
      'event.json',
      JSON.stringify({ pull_request: { number: 42, head: { sha: 'a'.repeat(40), ref: 'faster' } } }),
    );
    const job = { GITHUB_RUN_ID: '7', GITHUB_RUN_ATTEMPT: '2', GITHUB_JOB: 'load' };
    const variables = { GITHUB_ACTIONS: 'true', GITHUB_SHA: 'merge', GITHUB_REF_NAME: '42/merge', ...job };
    expect(await ciFacts({ ...variables, GITHUB_EVENT_PATH: join(top, 'event.json') }, top)).toEqual({
      commit: 'a'.repeat(40),
      branch: 'faster',
      pullRequest: '42',
      job: '7-2-load',
    });
    expect(await ciFacts({ ...variables, GITHUB_REF_NAME: 'main' }, top)).toMatchObject({
      commit: 'merge',
      branch: 'main',
      pullRequest: null,
    });
  });

  it('of GitLab come from its variables', async () => {
    const variables = { GITLAB_CI: 'true', CI_COMMIT_SHA: 'b', CI_COMMIT_REF_NAME: 'main', CI_JOB_ID: '9' };
    expect(await ciFacts(variables, top)).toEqual({
      commit: 'b',
      branch: 'main',
      pullRequest: null,
      job: '9',
    });
  });

  it('make an id that sorts by day and is valid', () => {
    const facts = { commit: '4f2a9c1d', branch: null, pullRequest: null, job: '7-1-load test/x' };
    expect(runIdOf(facts, new Date('2026-11-20T23:30:00Z'))).toBe('2026-11-20-4f2a9c1-7-1-load-test-x');
    const alone = { commit: null, branch: null, pullRequest: null, job: null };
    expect(runIdOf(alone, new Date('2026-11-20T23:30:05Z'))).toBe('2026-11-20-233005');
  });
});
