import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commitAll, gitIn } from '../commands/git-folder.ts';
import { runAction, type ActionRun, type Job } from './action-steps.ts';

const root = join(import.meta.dirname, '../..');
const folder = "per f's $(touch hacked)";

let top = '';
let base = '';
beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'perfolio-action-'));
  gitIn(top, 'init', '--quiet', '--bare', '--initial-branch=main', 'bare.git');
  const project = {
    name: 'Shop',
    targets: [{ id: 'p95', metric: 'response.p95', below: 500 }],
    gate: { blockOn: ['target-not-met'] },
  };
  write(`repo/${folder}/data/project.json`, JSON.stringify(project));
  write(
    `repo/${folder}/package.json`,
    JSON.stringify({
      name: 'perf',
      scripts: { perfolio: `"${process.execPath}" "${root}/bin/perfolio.mjs"` },
    }),
  );
  write(
    `repo/${folder}/package-lock.json`,
    JSON.stringify({ name: 'perf', lockfileVersion: 3, requires: true, packages: { '': { name: 'perf' } } }),
  );
  write('repo/.gitignore', 'node_modules/\ndist/\nout/\n.perfolio/\n');
  base = commitAll(join(top, 'repo'));
  gitIn(join(top, 'repo'), 'remote', 'add', 'origin', join(top, 'bare.git'));
  gitIn(join(top, 'repo'), 'push', '--quiet', 'origin', 'main');
});
afterEach(() => rmSync(top, { recursive: true, force: true }));

function write(path: string, content: string): void {
  mkdirSync(dirname(join(top, path)), { recursive: true });
  writeFileSync(join(top, path), content);
}

const samples = (milliseconds: number): string =>
  [
    'timestamp,endpoint,duration_ms,ok',
    ...Array.from({ length: 200 }, (_, i) => `${1_790_000_000_000 + i * 100},checkout,${milliseconds},true`),
    '',
  ].join('\n');

const github = {
  server_url: 'https://github.com',
  repository: 'team/shop',
  run_id: '7',
  event_name: 'push',
  token: 'ghs_secret',
  event: {},
};

function run(
  inputs: Record<string, string>,
  context: Record<string, unknown> = {},
  variables: Record<string, string> = {},
): Promise<ActionRun> {
  const workspace = join(top, 'repo');
  const temp = join(top, 'temp');
  mkdirSync(temp, { recursive: true });
  const env: Job['env'] = {
    PATH: process.env.PATH ?? '',
    HOME: top,
    GIT_CONFIG_NOSYSTEM: '1',
    GITHUB_ACTIONS: 'true',
    GITHUB_RUN_ID: '7',
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_JOB: 'load',
    GITHUB_REF_NAME: 'main',
    GITHUB_REF_TYPE: 'branch',
    GITHUB_SHA: gitIn(workspace, 'rev-parse', 'HEAD').trim(),
    GITHUB_SERVER_URL: github.server_url,
    ...variables,
  };
  return runAction({
    workspace,
    temp,
    inputs: { folder, ...inputs },
    github: { ...github, ...context },
    env,
  });
}

const pullRequest = (): Record<string, unknown> => ({
  event_name: 'pull_request',
  event: { pull_request: { base: { sha: base } } },
});

describe('the action', () => {
  it('checks and builds on a push, without a base to compare with', async () => {
    write(`repo/${folder}/data/run-1/requests.csv`, samples(20));
    commitAll(join(top, 'repo'));
    const { code, ran, printed } = await run({});
    expect(printed).toContain('1 run,');
    expect(code).toBe(0);
    expect(ran).toEqual(['plan', 'Install', 'Check data and commentary', 'Build the site']);
    expect(existsSync(join(top, 'repo', folder, 'dist/runs/run-1/index.html'))).toBe(true);
    expect(existsSync(join(top, 'repo/hacked'))).toBe(false);
    expect(existsSync(join(top, 'repo', folder, 'hacked'))).toBe(false);
  });

  it.each([
    [20, 0],
    [900, 1],
  ])('compares a pull request, and blocks what misses a target: %i ms', async (milliseconds, expected) => {
    write(`repo/${folder}/data/run-1/requests.csv`, samples(milliseconds));
    commitAll(join(top, 'repo'));
    const { code, ran, outputs, summary, printed } = await run({ commands: 'gate diff' }, pullRequest());
    expect(code).toBe(expected);
    expect(printed.includes(`::error file=${folder}/data/run-1`)).toBe(expected === 1);
    expect(ran).toEqual(['plan', 'Install', 'Compare with the target branch', 'Run the gate']);
    const diff = JSON.parse(readFileSync(outputs.diff ?? '', 'utf8')) as { runs: { head: string }[] };
    expect(diff.runs.map(({ head }) => head)).toEqual(['run-1']);
    expect(summary).toContain('Performance');
  });

  it('builds one site of the projects that it is given, with the install of the folder around them', async () => {
    write(`repo/${folder}/one/data/project.json`, JSON.stringify({ name: 'One' }));
    write(`repo/${folder}/two/data/project.json`, JSON.stringify({ name: 'Two' }));
    const built = await run({ commands: 'build', all: 'one\ntwo\n' });
    expect([built.code, built.printed]).toEqual([0, expect.stringContaining('2 projects: ')]);
    const site = join(top, 'repo', folder, 'dist');
    expect([existsSync(join(site, 'one/index.html')), existsSync(join(site, 'two/index.html'))]).toEqual([
      true,
      true,
    ]);
    const inside = await run({ commands: 'check', folder: `${folder}/two` });
    expect([inside.code, inside.ran]).toEqual([0, ['plan', 'Install', 'Check data and commentary']]);
  });

  it('records results and pushes them, with the token for that command alone', async () => {
    write('repo/out/my results/requests.csv', samples(20));
    write(
      'bin/git',
      `#!/bin/bash\nexport PATH="\${PATH#*:}"\nfor word in "$@"; do\n  if [ "$word" = push ]; then git config --get-all http.https://github.com/.extraheader > "${join(top, 'header')}"; fi\ndone\nexec git "$@"\n`,
    );
    chmodSync(join(top, 'bin/git'), 0o755);
    const { code, outputs, printed } = await run(
      { commands: 'record', results: 'out/my results/requests.csv\n', scenario: 'peak', push: 'main' },
      {},
      { PATH: `${join(top, 'bin')}:${process.env.PATH ?? ''}` },
    );
    expect(printed).toMatch(/Recorded \S+ in the branch main\./);
    expect(code).toBe(0);
    expect(outputs.run).toMatch(/^\d{4}-\d\d-\d\d-[0-9a-f]{7}-7-1-load-[0-9a-f]{8}$/);
    const pushed = gitIn(
      join(top, 'bare.git'),
      '-c',
      'core.quotePath=false',
      'ls-tree',
      '-r',
      '--name-only',
      'main',
    );
    expect(pushed.split('\n')).toContain(`${folder}/data/${outputs.run ?? ''}/peak/requests.csv`);
    const basic = Buffer.from('x-access-token:ghs_secret').toString('base64');
    expect(readFileSync(join(top, 'header'), 'utf8')).toBe(`\nAUTHORIZATION: basic ${basic}\n`);
    expect(printed).not.toContain('ghs_secret');
    expect(printed.replace(`::add-mask::${basic}`, '')).not.toContain(basic);
    expect(readFileSync(join(top, 'repo/.git/config'), 'utf8')).not.toContain('extraheader');
  });

  it('compares what a pull request adds, and comments through the API of GitHub', async () => {
    const repository = join(top, 'repo');
    gitIn(repository, 'checkout', '--quiet', '-b', 'pull');
    write(`repo/${folder}/data/run-1/requests.csv`, samples(900));
    const head = commitAll(repository);
    gitIn(repository, 'checkout', '--quiet', 'main');
    gitIn(repository, 'merge', '--quiet', '--no-ff', '--message=merge', 'pull');
    gitIn(repository, 'push', '--quiet', 'origin', 'HEAD:refs/pull/8/merge');
    gitIn(repository, 'reset', '--quiet', '--hard', base);
    const received: string[] = [];
    const server = createServer((request, response) => {
      void text(request).then((body) => {
        received.push(
          `${request.method ?? ''} ${request.url ?? ''} ${request.headers.authorization ?? ''} ${body}`,
        );
        const pulls = request.url?.startsWith('/repos/team/shop/pulls') === true;
        response.end(JSON.stringify(pulls ? [{ number: 8, head: { sha: head } }] : []));
      });
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const triggered = {
      head_repository: { owner: { login: 'fork' } },
      head_branch: '$(touch hacked)',
      head_sha: head,
      html_url: 'https://github.com/team/shop/actions/runs/7',
    };
    try {
      const { code, printed } = await run(
        { commands: 'comment' },
        { event_name: 'workflow_run', event: { workflow_run: triggered } },
        {
          GITHUB_REPOSITORY: 'team/shop',
          GITHUB_API_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        },
      );
      expect(printed).toContain('Posted the comment of pull request 8.');
      expect(code).toBe(0);
    } finally {
      server.close();
    }
    expect(received[0]).toContain(`head=fork%3A%24%28touch+hacked%29 Bearer ghs_secret`);
    expect(received.at(-1)).toContain('POST /repos/team/shop/issues/8/comments Bearer ghs_secret');
    expect(received.at(-1)).toContain('900 ms');
    expect(existsSync(join(top, 'repo', folder, 'hacked'))).toBe(false);
  });

  it.each([
    ['of the runs that a push adds', true, 1, '"conclusion":"failure"'],
    ['of the latest run, if the commit before is unknown', false, 1, '"conclusion":"failure"'],
    ['of no run, if a push adds none', null, 0, '"conclusion":"neutral"'],
  ])('writes the verdict %s as a check run', async (_, hasBefore, expected, conclusion) => {
    write(`repo/${folder}/data/run-1/requests.csv`, samples(900));
    const first = commitAll(join(top, 'repo'));
    const before = hasBefore === null ? first : hasBefore ? base : '0'.repeat(40);
    const received: string[] = [];
    const server = createServer((request, response) => {
      void text(request).then((body) => {
        received.push(
          `${request.method ?? ''} ${request.url ?? ''} ${request.headers.authorization ?? ''} ${body}`,
        );
        response.end(JSON.stringify({ id: 7 }));
      });
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    try {
      const { code, ran, printed } = await run(
        { commands: 'check-run' },
        { event: { before } },
        {
          GITHUB_EVENT_NAME: 'push',
          GITHUB_REPOSITORY: 'team/shop',
          GITHUB_API_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        },
      );
      expect(ran).toEqual(['plan', 'Install', 'Write the check run']);
      expect(printed).not.toContain('ghs_secret');
      expect(code).toBe(expected);
    } finally {
      server.close();
    }
    expect(received).toHaveLength(1);
    expect(received[0]).toContain('POST /repos/team/shop/check-runs Bearer ghs_secret');
    expect(received[0]).toContain(`"head_sha":"${first}"`);
    expect(received[0]).toContain(conclusion);
  });

  it('writes no check run and no issue in a pull request', async () => {
    const { code, ran } = await run({ commands: 'check-run alerts' }, pullRequest(), {
      GITHUB_EVENT_NAME: 'pull_request',
    });
    expect(code).toBe(0);
    expect(ran).toEqual(['plan', 'Install']);
  });

  it('refuses a command that it does not have', async () => {
    const { code, printed, ran } = await run({ commands: 'check; touch hacked' });
    expect(code).toBe(2);
    expect(printed).toContain('::error::The input commands has an unknown command.');
    expect(ran).toEqual(['plan']);
    expect(existsSync(join(top, 'repo/hacked'))).toBe(false);
  });
});
