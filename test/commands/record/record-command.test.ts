import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { perfolio } from '../perfolio.ts';
import { Clones } from './clones.ts';

let clones: Clones;
beforeEach(() => (clones = new Clones()));
afterEach(() => clones.remove());

interface RunJson {
  readonly commit: string;
  readonly branch?: string;
  readonly system: Record<string, string>;
  readonly scenarios: readonly { readonly id: string }[];
}
const manifestOf = (path: string): RunJson => JSON.parse(readFileSync(clones.path(path), 'utf8')) as RunJson;

describe('record', { timeout: 120_000 }, () => {
  it('writes a run with the facts of the repository and the machine', async () => {
    clones.results('first/out/requests.csv');
    const { code, out } = await clones.record(
      'first',
      'out/requests.csv',
      '--id',
      'run-1',
      '--scenario',
      'peak',
    );
    expect(code).toBe(0);
    expect(out).toBe('Recorded run-1 in perf/data/run-1.\n');
    const manifest = manifestOf('first/perf/data/run-1/run.json');
    expect(manifest.commit).toBe(clones.git('first', 'rev-parse', 'HEAD').trim());
    expect(manifest.branch).toBeUndefined();
    expect(manifest.system.cpu).toContain('core');
    // The Node that runs the command is not what ran the service.
    expect(manifest.system).not.toHaveProperty('runtime');
    expect(manifest.scenarios.map(({ id }) => id)).toEqual(['peak']);
    const checked = await perfolio(clones.path('first'), ['check']);
    expect(checked.code).toBe(0);
  });

  it('keeps a detached head off the main line, unless its commit is there', async () => {
    clones.results('first/requests.csv');
    clones.git('first', 'checkout', '--quiet', '--detach');
    await clones.record('first', 'requests.csv', '--id', 'on-main');
    expect(manifestOf('first/perf/data/on-main/run.json').branch).toBeUndefined();
    clones.git('first', 'commit', '--quiet', '--allow-empty', '--message', 'elsewhere');
    const { err } = await clones.record('first', 'requests.csv', '--id', 'elsewhere');
    const commit = clones.git('first', 'rev-parse', 'HEAD').slice(0, 7);
    expect(manifestOf('first/perf/data/elsewhere/run.json').branch).toBe(`detached/${commit}`);
    expect(err).toContain(`off the main line, because its branch is detached/${commit}`);
    expect(err).toContain('--branch main.');
  });

  it('takes the commit and a branch off the main line from the command line', async () => {
    clones.results('first/requests.csv');
    const stated = ['--commit', 'ABCDEF0123', '--branch', 'bisect'];
    expect((await clones.record('first', 'requests.csv', '--id', 'try', ...stated)).err).not.toContain(
      'main line',
    );
    expect(manifestOf('first/perf/data/try/run.json')).toMatchObject({
      commit: 'abcdef0123',
      branch: 'bisect',
    });
    await clones.record('first', 'requests.csv', '--id', 'main-run', '--branch', 'main');
    expect(manifestOf('first/perf/data/main-run/run.json').branch).toBeUndefined();
    expect(await clones.record('first', 'requests.csv', '--commit', 'v1.0')).toMatchObject({ code: 2 });
  });

  it('keeps the code of a clone and its hooks out of the commit', async () => {
    clones.results('first/requests.csv');
    for (const hook of ['pre-commit', 'post-checkout', 'commit-msg', 'pre-push']) {
      clones.write(`first/.git/hooks/${hook}`, `#!/bin/sh\ntouch "${clones.path('hook-ran')}"\nexit 1\n`);
      chmodSync(clones.path(`first/.git/hooks/${hook}`), 0o755);
    }
    clones.write('first/.git/FETCH_HEAD', 'mine');
    expect(await clones.record('first', 'requests.csv', '--id', 'run-1', '--push', 'main')).toMatchObject({
      code: 0,
      err: '',
    });
    expect(existsSync(clones.path('hook-ran'))).toBe(false);
    // The user's own checkout is as it was.
    expect(readFileSync(clones.path('first/.git/FETCH_HEAD'), 'utf8')).toBe('mine');
    expect(clones.git('first', 'for-each-ref', '--format=%(refname)', 'refs/perfolio').trim()).toBe('');
    expect(clones.git('first', 'status', '--porcelain').trim()).toBe('?? requests.csv');
    expect(clones.git('first', 'worktree', 'list').trim().split('\n')).toHaveLength(1);
    expect(clones.git('bare.git', 'show', '--name-only', '--format=', 'main').trim().split('\n')).toEqual([
      'perf/data/run-1/requests.csv',
      'perf/data/run-1/run.json',
    ]);
  });

  it('begins no main branch beside that of the remote', async () => {
    clones.git('bare.git', 'branch', '--move', 'main', 'master');
    clones.results('first/requests.csv');
    const { code, err } = await clones.record('first', 'requests.csv', '--push', 'main');
    expect(code).toBe(1);
    expect(err).toContain('origin has no branch main, only master.');
    expect(err).toContain('mainBranch');
    expect(clones.git('bare.git', 'for-each-ref', '--format=%(refname)').trim()).toBe('refs/heads/master');
  });

  it('begins a data branch without the code of the main branch', async () => {
    clones.results('first/requests.csv');
    const branch = ['--push', 'branch:perf-data'];
    expect((await clones.record('first', 'requests.csv', '--id', 'run-1', ...branch)).code).toBe(0);
    expect((await clones.record('second', '../first/requests.csv', '--id', 'run-2', ...branch)).code).toBe(0);
    expect(clones.filesOn('perf-data')).toEqual([
      'perf/data/run-1/requests.csv',
      'perf/data/run-1/run.json',
      'perf/data/run-2/requests.csv',
      'perf/data/run-2/run.json',
    ]);
    expect(clones.filesOn('main')).toEqual(['main.go', 'perf/data/project.json']);
  });

  it('gives each job of a matrix an id of its own', async () => {
    const job = {
      GITHUB_ACTIONS: 'true',
      GITHUB_RUN_ID: '7',
      GITHUB_RUN_ATTEMPT: '1',
      GITHUB_JOB: 'load',
      GITHUB_SHA: clones.git('first', 'rev-parse', 'HEAD').trim(),
      GITHUB_REF_NAME: 'main',
      GITHUB_REF_TYPE: 'branch',
      GITHUB_EVENT_PATH: '',
    };
    for (const [name, value] of Object.entries(job)) vi.stubEnv(name, value);
    clones.results('first/requests.csv', 50, 9);
    clones.results('second/requests.csv', 50, 11);
    for (const clone of ['first', 'second'])
      expect((await clones.record(clone, 'requests.csv', '--push', 'main')).err).toBe('');
    const runs = clones.filesOn('main').filter((path) => path.endsWith('run.json'));
    expect(runs).toHaveLength(2);
    for (const run of runs) expect(run).toMatch(/-7-1-load-[0-9a-f]{8}\/run\.json$/);
  });
});

describe('a large run', { timeout: 120_000 }, () => {
  const large = ['--id', 'run-1', '--push', 'main', '--digest-above'];

  it('is pushed as digests instead of its samples', async () => {
    clones.results('first/requests.csv', 2_000);
    expect(await clones.record('first', 'requests.csv', ...large, '0.01')).toMatchObject({
      code: 0,
      out: 'Recorded run-1 in the branch main, as digests.\n',
    });
    expect(clones.filesOn('main')).toContain('perf/data/run-1/requests.csv.digest.json');
    expect(clones.git('bare.git', 'log', '--all', '--name-only', '--format=')).not.toMatch(/requests\.csv$/m);
  });

  it('is pushed as it is if it has no samples', async () => {
    const lines = Array.from(
      { length: 200 },
      (_, i) => `BenchmarkSort${i}-8   \t    1000\t      ${900 + i} ns/op`,
    );
    clones.write(
      'first/bench.txt',
      ['goos: linux', 'goarch: amd64', 'pkg: shop', ...lines, 'PASS', ''].join('\n'),
    );
    expect(await clones.record('first', 'bench.txt', ...large, '0.001')).toMatchObject({
      code: 0,
      err: expect.stringContaining(
        'no samples that a digest could replace. It was recorded as it is.',
      ) as string,
      out: 'Recorded run-1 in the branch main.\n',
    });
    expect(clones.filesOn('main')).toContain('perf/data/run-1/bench.txt');
  });
});

describe('record refuses', { timeout: 120_000 }, () => {
  it('two files of one name in one scenario, and names both', async () => {
    for (const folder of ['a', 'b']) clones.results(`first/${folder}/requests.csv`);
    const { code, err } = await clones.record(
      'first',
      'a/requests.csv',
      'b/requests.csv',
      '--id',
      'run-1',
      '--scenario',
      'peak',
    );
    expect(code).toBe(1);
    expect(err).toContain('a/requests.csv and b/requests.csv would both become peak/requests.csv.');
  });

  it('to push what it cannot, and says what to do', async () => {
    clones.results('first/requests.csv');
    clones.git('first', 'remote', 'set-url', 'origin', clones.path('nowhere.git'));
    const { code, err } = await clones.record('first', 'requests.csv', '--id', 'run-1', '--push', 'main');
    expect(code).toBe(1);
    expect(err).toContain('origin cannot be fetched');
    expect((await clones.record('first', 'none.csv', 'nor.csv', '--id', 'run-1')).err).toContain(
      'none.csv, nor.csv do not exist.',
    );
    expect((await clones.record('first', 'requests.csv', '--push', 'trunk')).code).toBe(2);
  });

  it('an id that the project has', async () => {
    clones.results('first/requests.csv');
    await clones.record('first', 'requests.csv', '--id', 'run-1');
    const { code, err } = await clones.record('first', 'requests.csv', '--id', 'run-1');
    expect(code).toBe(1);
    expect(err).toContain('The run run-1 exists already.\n  Give each job an id of its own with --id');
  });

  it('to push a data folder outside of the repository', async () => {
    clones.results('first/requests.csv');
    clones.write('elsewhere/data/project.json', '{}');
    const argv = ['requests.csv', '--id', 'run-1', '--push', 'main', '--content', clones.path('elsewhere')];
    const { code, err } = await clones.record('first', ...argv);
    expect(code).toBe(1);
    expect(err).toContain(`${clones.path('elsewhere')} is outside of the repository`);
  });

  it('to push files that git stores in LFS', async () => {
    clones.write('first/.gitattributes', '*.csv filter=lfs\n');
    clones.git('first', 'add', '.gitattributes');
    clones.git('first', 'commit', '--quiet', '--message', 'attributes');
    clones.git('first', 'push', '--quiet', 'origin', 'main');
    clones.results('first/requests.csv');
    const { code, err } = await clones.record('first', 'requests.csv', '--id', 'run-1', '--push', 'main');
    expect(code).toBe(1);
    expect(err).toContain('puts perf/data/run-1/requests.csv into Git LFS');
    expect(clones.filesOn('main')).not.toContain('perf/data/run-1/run.json');
  });
});
