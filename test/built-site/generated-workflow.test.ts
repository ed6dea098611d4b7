import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { parse } from 'yaml';
import { commitAll, gitIn } from '../commands/git-folder.ts';
import { perfolio } from '../commands/perfolio.ts';
import { runJob, type JobRun, type WorkflowJob } from './action-steps.ts';

const root = join(import.meta.dirname, '../..');

let top = '';
let server: Server;
const received: string[] = [];
beforeEach(async () => {
  top = mkdtempSync(join(tmpdir(), 'perfolio-workflow-'));
  write('perfolio-1.2.3.tgz', 'packed');
  write('repo/go.mod', 'module example.org/shop\n');
  commitAll(join(top, 'repo'));
  received.length = 0;
  server = createServer((request, response) => {
    void text(request).then((body) => {
      received.push(`${request.method ?? ''} ${request.url ?? ''} ${body}`);
      response.end(JSON.stringify(request.method === 'POST' ? { id: 7 } : []));
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
});
afterEach(() => {
  server.close();
  rmSync(top, { recursive: true, force: true });
});

function write(path: string, content: string): void {
  mkdirSync(dirname(join(top, path)), { recursive: true });
  writeFileSync(join(top, path), content);
}

const init = (folder: string, from = '.') =>
  perfolio(join(top, 'repo', from), [
    ...['init', folder, '--yes', '--ci', 'github', '--name', folder],
    ...['--package', join(top, 'perfolio-1.2.3.tgz')],
  ]);

/** In place of the package that `npm ci` would install: the sources. */
function usePackage(folder: string): void {
  const scripts = { perfolio: `"${process.execPath}" "${root}/bin/perfolio.mjs"` };
  write(`repo/${folder}/package.json`, JSON.stringify({ name: 'perf', scripts }));
  const packages = { '': { name: 'perf' } };
  write(
    `repo/${folder}/package-lock.json`,
    JSON.stringify({ name: 'perf', lockfileVersion: 3, requires: true, packages }),
  );
}

const addRun = (project: string, name: string, duration: number): void =>
  write(
    `repo/${project}/data/${name}/requests.csv`,
    [
      'timestamp,endpoint,duration_ms,ok',
      ...Array.from({ length: 200 }, (_, i) => `${1_790_000_000_000 + i * 100},pay,${duration},true`),
      '',
    ].join('\n'),
  );

const jobsOf = (file: string): Readonly<Record<string, WorkflowJob>> =>
  (
    parse(readFileSync(join(top, `repo/.github/workflows/${file}.yml`), 'utf8')) as {
      jobs: Record<string, WorkflowJob>;
    }
  ).jobs;
const jobOf = (file: string, name: string): WorkflowJob => jobsOf(file)[name]!;

function run(job: WorkflowJob, event: object, eventName: string): Promise<JobRun[]> {
  const [workspace, temp] = [join(top, 'repo'), join(top, 'temp')];
  mkdirSync(temp, { recursive: true });
  return runJob(job, {
    workspace,
    temp,
    inputs: {},
    pages: { origin: 'https://team.github.io', base_path: '/shop' },
    github: {
      server_url: 'https://github.com',
      repository: 'team/shop',
      run_id: '7',
      token: 't',
      event_name: eventName,
      event,
    },
    env: {
      PATH: process.env.PATH ?? '',
      HOME: top,
      GITHUB_EVENT_NAME: eventName,
      GITHUB_REPOSITORY: 'team/shop',
      GITHUB_API_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      GITHUB_SHA: gitIn(workspace, 'rev-parse', 'HEAD').trim(),
      GITHUB_SERVER_URL: 'https://github.com',
    },
  });
}

/** Runs all jobs of both workflows as events of a repository would. Gives what the two builds upload. */
async function runAll(projects: readonly string[]): Promise<{ pull: JobRun[]; push: JobRun[] }> {
  const base = gitIn(join(top, 'repo'), 'rev-parse', 'HEAD').trim();
  for (const project of projects) addRun(project, 'run-2', 21);
  commitAll(join(top, 'repo'));
  const pull = await run(
    jobOf('perfolio', 'reports'),
    { pull_request: { base: { sha: base } } },
    'pull_request',
  );
  for (const { printed, code, uploads } of pull) {
    expect([code, printed]).toEqual([0, expect.stringMatching(/Wrote .*diff\.json\n[^]*2 runs, /)]);
    for (const { path } of uploads)
      expect([path, existsSync(join(top, 'repo', path)) || existsSync(path)]).toEqual([path, true]);
    for (const { path } of uploads) rmSync(join(top, 'repo', path), { recursive: true, force: true });
  }
  const checked = await run(jobOf('perfolio', 'reports'), {}, 'push');
  const site = jobsOf('perfolio').site;
  const push = site === undefined ? checked : [...checked, ...(await run(site, {}, 'push'))];
  const rest = [
    ...push,
    ...(await run(jobOf('perfolio', 'alerts'), {}, 'push')),
    ...(await run(jobOf('perfolio', 'check-run'), { before: base }, 'push')),
    ...(await run(
      jobOf('perfolio-comment', 'comment'),
      { workflow_run: { head_sha: 'abc' } },
      'workflow_run',
    )),
  ];
  for (const { printed, code } of rest) expect([code, printed]).toEqual([0, expect.any(String)]);
  return { pull, push };
}

it.each([
  ['services/checkout/perf', 'services'],
  ['perf/checkout', 'perf'],
])('the workflows of a project in %s work as written', async (project, packageFolder) => {
  expect((await init(project)).code).toBe(0);
  usePackage(packageFolder);
  addRun(project, 'run-1', 20);
  commitAll(join(top, 'repo'));
  const { pull, push } = await runAll([project]);
  expect(pull.map(({ uploads }) => uploads.map(({ name }) => name))).toEqual([
    ['perfolio-diff', 'perfolio-site'],
  ]);
  expect(push.map(({ uploads }) => uploads.map(({ path }) => path))).toEqual([[`${project}/dist`]]);
  expect(existsSync(join(top, 'repo', project, 'dist/runs/run-2/index.html'))).toBe(true);
  expect(received.filter((one) => one.includes('/pulls?'))).toHaveLength(1);
});

// Eight jobs, four of which build a site.
it('the second init says how the workflows cover both projects', { timeout: 600_000 }, async () => {
  const [folder, first, second] = ['services', 'services/checkout/perf', 'services/search/perf'] as const;
  await init(first);
  const { out } = await init(second);
  expect(out).toContain(
    'These CI files do not run this project: .github/workflows/perfolio.yml, .github/workflows/perfolio-comment.yml.\n',
  );
  usePackage(folder);
  const commands = out.slice(out.indexOf('again, for all projects:\n'), out.indexOf('Otherwise, '));
  const script = commands.split('\n').slice(1).join('\n');
  const env = { ...process.env, INIT_CWD: '' };
  execFileSync('bash', ['-ec', script.replace('--yes', `--yes --package "${top}/perfolio-1.2.3.tgz"`)], {
    cwd: join(top, 'repo'),
    env,
    stdio: 'pipe',
  });
  for (const project of [first, second]) addRun(project, 'run-1', 20);
  commitAll(join(top, 'repo'));
  expect((await init(second)).out).not.toContain('do not run this project');
  const { pull, push } = await runAll([first, second]);
  expect(pull.map(({ uploads }) => uploads.map(({ name }) => name))).toEqual([
    ['perfolio-diff-checkout', 'perfolio-site-checkout'],
    ['perfolio-diff-search', 'perfolio-site-search'],
  ]);
  expect(push.map(({ uploads }) => uploads.map(({ path }) => path))).toEqual([[], [], [`${folder}/dist`]]);
  expect(existsSync(join(top, 'repo/services/dist/search/runs/run-2/index.html'))).toBe(true);
  const checks = received.filter((one) => one.includes('/check-runs'));
  expect(checks.map((one) => /"name":"([^"]*)"/.exec(one)?.[1])).toEqual([
    `Perfolio ${first}`,
    `Perfolio ${second}`,
  ]);
});
