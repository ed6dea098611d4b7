import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gitHubIssues } from '../../../src/commands/alerts/github-issues.ts';
import { gitLabIssues } from '../../../src/commands/alerts/gitlab-issues.ts';
import { issuesOfProject } from '../../../src/commands/alerts/issues-of-project.ts';
import { syncAlerts } from '../../../src/commands/alerts/sync-alerts.ts';
import { alertsOf } from '../../../src/history/alerts/alerts.ts';
import { trendsOf } from '../../../src/history/trends/trends.ts';
import type { Alert } from '../../../src/model/documents/alert.ts';
import type { Annotation } from '../../../src/model/documents/annotations.ts';
import type { DiffMetric } from '../../../src/model/documents/diff.ts';
import { projectSchema } from '../../../src/model/documents/project.ts';
import { dice, makeReports, makeRun, noisy } from '../../history/make-run.ts';
import { perfolio } from '../perfolio.ts';
import { StubGitHub, StubGitLab, type StubTracker } from './stub-tracker.ts';

const project = projectSchema.parse({ repository: 'https://github.com/team/shop' });
const rules = project.alerts;

const metric = (endpoint: string, relative = 0.3): DiffMetric => ({
  metric: 'response.p50',
  scenario: 'shop',
  endpoint,
  base: 100,
  head: 100 * (1 + relative),
  relative,
  interval: [relative - 0.05, relative + 0.05],
  verdict: 'worse',
  certainty: 'confirmed',
  basis: 'level of 8 points after 12',
});

const alert = (since: string, changed: Partial<Alert> = {}): Alert => ({
  id: `regression-${since}`,
  kind: 'regression',
  state: 'open',
  since,
  base: 'run-000',
  metrics: [metric('pay')],
  commits: { from: null, to: null, url: null },
  updated: null,
  ...changed,
});

let stub: StubTracker;
const waited: number[] = [];
const wait = (ms: number): Promise<void> => {
  waited.push(ms);
  return Promise.resolve();
};
const trackerOf = () =>
  stub instanceof StubGitHub
    ? gitHubIssues(stub.variables(), fetch, wait)
    : gitLabIssues(stub.variables(), fetch, wait);

async function sync(
  alerts: readonly Alert[],
  { folder = null, ...options }: { rules?: typeof rules; isDryRun?: boolean; folder?: string | null } = {},
): Promise<string[]> {
  const lines: string[] = [];
  const tracker = issuesOfProject(trackerOf(), folder);
  const request = { alerts, rules, tracker, isDryRun: false, ...options };
  await syncAlerts(request, (line) => lines.push(line));
  return lines;
}

afterEach(() => stub.stop());

describe.each([
  ['GitHub', StubGitHub],
  ['GitLab', StubGitLab],
])('issues on %s', (_, Stub) => {
  beforeEach(async () => {
    stub = new Stub();
    waited.length = 0;
    await stub.start();
  });

  it('are one per alert, however often they are synced', async () => {
    const alerts = [alert('run-012'), alert('run-020', { metrics: [metric('search')] })];
    expect(await sync(alerts)).toEqual([
      'Opened issue 1: Performance: run-012: 1 metric regressed',
      'Opened issue 2: Performance: run-020: 1 metric regressed',
    ]);
    const changes = stub.changes.length;
    for (let i = 0; i < 10; i++) expect(await sync(alerts)).toEqual(['The issues are up to date.']);
    expect(stub.changes).toHaveLength(changes);
    expect(stub.open().map(({ labels }) => labels)).toEqual([['perfolio-alert'], ['perfolio-alert']]);
    expect(stub.issues[0]!.body).toContain('| Median response time | `pay`');
  });

  it('are updated while nothing changes much, and commented on when an alert worsens', async () => {
    await sync([alert('run-012')]);
    expect(await sync([alert('run-012', { metrics: [metric('pay', 0.35)] })])).toEqual([
      'Updated issue 1: Performance: run-012: 1 metric regressed',
    ]);
    expect(stub.issues[0]!.body).toContain('+35%');
    expect(stub.issues[0]!.comments).toEqual([]);
    // 0.46 is more than 1.5 x 0.3.
    const worse = [alert('run-012', { metrics: [metric('pay', 0.46), metric('search')] })];
    await sync(worse);
    for (let i = 0; i < 10; i++) await sync(worse);
    expect(stub.issues[0]!.comments).toEqual([
      '<!-- perfolio-alert-comment 1 -->\nWorse: 1 more metric, and the largest change is now 46%.',
    ]);
  });

  it('of several projects are apart: a sync leaves those of others alone', async () => {
    await sync([alert('run-012')]);
    await sync([alert('run-012')], { folder: 'perf/checkout' });
    expect(stub.open().map(({ title }) => title)).toEqual([
      'Performance: run-012: 1 metric regressed',
      'perf/checkout: Performance: run-012: 1 metric regressed',
    ]);
    expect(await sync([], { folder: 'perf/search' })).toEqual(['The issues are up to date.']);
    expect(await sync([alert('run-012')], { folder: 'perf/checkout' })).toEqual([
      'The issues are up to date.',
    ]);
    await sync([], { folder: 'perf/checkout' });
    await sync([alert('run-012', { metrics: [metric('pay', 0.35)] })]);
    expect(stub.issues.map(({ isOpen }) => isOpen)).toEqual([true, false]);
  });

  it('are closed with the alert, and reopened if it comes back', async () => {
    await sync([alert('run-012'), alert('run-020'), alert('run-030', { metrics: [metric('search')] })]);
    const closed = [alert('run-012', { state: 'recovered' }), alert('run-020', { state: 'accepted' })];
    const lines = await sync(closed);
    expect(lines).toHaveLength(3);
    expect(stub.open()).toEqual([]);
    expect(stub.issues.map(({ comments }) => comments.map((one) => one.split('\n')[1]))).toEqual([
      ['Recovered: the old level is back, and enough runs confirm it.'],
      ['Accepted: an annotation accepts or explains it.'],
      ['No longer found: with the runs since then, the history shows no such level shift.'],
    ]);
    expect(await sync(closed)).toEqual(['The issues are up to date.']);
    await sync([alert('run-012'), alert('run-020', { state: 'accepted' })]);
    await sync([alert('run-012'), alert('run-020', { state: 'accepted' })]);
    expect(stub.open().map(({ number }) => number)).toEqual([1]);
    expect(stub.issues[0]!.comments[1]).toMatch(/^<!-- perfolio-alert-comment 2 -->\nIt is back/);
    await sync(closed);
    expect(stub.issues[0]!.comments).toHaveLength(3);
    expect(stub.open()).toEqual([]);
  });

  it('stay closed if a person closed them', async () => {
    await sync([alert('run-012')]);
    stub.issues[0]!.isOpen = false;
    await sync([alert('run-012', { metrics: [metric('pay', 0.9)] })]);
    expect(stub.issues).toMatchObject([{ isOpen: false, comments: [] }]);
  });

  it('are followed when a later run moves the first run of the alert', async () => {
    await sync([alert('run-012')]);
    await sync([alert('run-013')]);
    expect(stub.issues).toMatchObject([
      { isOpen: true, title: 'Performance: run-013: 1 metric regressed', comments: [] },
    ]);
  });

  it('are one for a storm', async () => {
    const storm = Array.from({ length: 200 }, (_, i) => alert(`run-${i}`, { metrics: [metric(`e${i}`)] }));
    expect(await sync(storm)).toEqual(['Opened issue 1: Performance: 200 alerts in one issue']);
    for (let i = 0; i < 10; i++) expect(await sync(storm)).toEqual(['The issues are up to date.']);
    expect(stub.issues).toHaveLength(1);
    expect(stub.issues[0]!.body.length).toBeLessThan(65_536);
    await sync([...storm.slice(10), alert('run-300', { metrics: [metric('late')] })]);
    expect(stub.issues[0]!.comments).toEqual(['<!-- perfolio-alert-comment 1 -->\n10 alerts closed.']);
    expect(stub.issues[1]!.title).toBe('Performance: run-300: 1 metric regressed');
    await sync([]);
    expect(stub.open()).toEqual([]);
    // The next storm has an issue of its own.
    await sync(storm);
    expect(stub.open().map(({ number }) => number)).toEqual([3]);
  });

  it('are one for an alert with 200 metrics', async () => {
    const many = Array.from({ length: 200 }, (_, i) => metric(`endpoint ${i}`));
    await sync([alert('run-012', { metrics: many })]);
    expect(stub.open()).toHaveLength(1);
    expect(stub.issues[0]!.body).toContain('And 150 more.');
  });

  it('keep what people edited, as long as the alert says the same', async () => {
    await sync([alert('run-012')]);
    const [issue] = stub.issues;
    issue!.body = `${issue!.body}\nA note.`;
    issue!.title = 'Checkout is slow';
    await sync([alert('run-012')]);
    expect(issue).toMatchObject({
      title: 'Checkout is slow',
      body: expect.stringContaining('A note.') as string,
    });
  });

  it('mention nobody, refer to nothing and hold no markup from a name', async () => {
    const hostile = '@team #1 !2 ~bug <img src=x> [a](https://evil.example) `x` --> | GH-3\n/close';
    const commits = { from: hostile, to: 'b', url: null };
    await sync([
      alert(hostile, { base: hostile, commits, metrics: [{ ...metric(hostile), scenario: hostile }] }),
      alert('run-1', {
        kind: 'overdue',
        id: 'overdue-run-1',
        metrics: [],
        builds: [hostile],
        due: '2026-11-01T00:00:00Z',
      }),
    ]);
    for (const { title, body } of stub.issues) {
      const [marker, ...lines] = body.split('\n');
      expect(marker).toMatch(/^<!-- perfolio-alert [\w%.!~*'()]+ -->$/);
      // Inline code holds the names; around it nothing is left of them.
      const around = lines.join('\n').replace(/(`+)[^]*?[^`]\1(?!`)/g, '');
      expect(around).not.toMatch(/@team|#1|!2|~bug|<img|evil|GH-3|^\s*\//m);
      expect(title).not.toMatch(/@team|#1|!2|~bug|`|https:\/\//);
    }
    expect((await sync([alert(hostile), alert('x')])).length).toBeGreaterThan(0);
  });

  it('offer an annotation where one helps: not for a run that did not come', async () => {
    const overdue: Partial<Alert> = {
      kind: 'overdue',
      id: 'overdue-run-1',
      metrics: [],
      due: '2026-11-01T00:00:00Z',
    };
    await sync([alert('run-012'), alert('run-1', overdue)]);
    const bodies = stub.issues.map(({ body }) => body);
    expect(bodies.map((body) => body.includes('write an annotation'))).toEqual([true, false]);
    expect(bodies[1]).toContain('closes the issue when a run is added');
  });

  it('are written as project.json says', async () => {
    const { alerts } = projectSchema.parse({ alerts: { labels: ['slow'], assignees: ['ada'], most: 1 } });
    await sync([alert('run-012')], { rules: alerts });
    expect(stub.issues[0]).toMatchObject({
      labels: ['perfolio-alert', 'slow'],
      assignees: [stub instanceof StubGitHub ? 'ada' : 7],
    });
    await sync([alert('run-012'), alert('run-020', { metrics: [metric('b')] })], { rules: alerts });
    expect(stub.issues[1]!.title).toBe('Performance: 1 alert in one issue');
  });

  it('are only named by a dry run', async () => {
    await sync([alert('run-012')]);
    const changes = stub.changes.length;
    const options = { isDryRun: true };
    expect(await sync([alert('run-012', { state: 'recovered' }), alert('run-020')], options)).toEqual([
      expect.stringMatching(/^Would comment on and close issue 1: .*\n {2}Recovered/) as string,
      expect.stringMatching(
        /^Would open an issue: Performance: run-020: 1 metric regressed\n {2}\|[^]*\n {2}- First run: `run-020`\n/,
      ) as string,
    ]);
    expect(stub.changes).toHaveLength(changes);
  });

  it.each([
    [401, /^GIT(?:HUB|LAB)_TOKEN is invalid/],
    [403, /^GIT(?:HUB|LAB)_TOKEN may not/],
    [404, /^GIT(?:HUB|LAB)_TOKEN cannot see/],
    [422, /project\.json/],
    [500, /failed/],
  ])('end with a clear message at %i, and lose nothing', async (status, hint) => {
    const alerts = [alert('run-012'), alert('run-020', { metrics: [metric('b')] })];
    let posts = 0;
    stub.fail = (request) => (request.startsWith('POST') && ++posts === 2 ? { status } : null);
    const failed = sync(alerts);
    await expect(failed).rejects.toThrow(new RegExp(` returned ${status} for POST .*1 of 2 changes made\\.`));
    await expect(failed).rejects.toMatchObject({ hint: expect.stringMatching(hint) as string });
    stub.fail = () => null;
    expect(await sync(alerts)).toEqual(['Opened issue 2: Performance: run-020: 1 metric regressed']);
    expect(stub.issues).toHaveLength(2);
  });

  it('wait as long as the service asks', async () => {
    let requests = 0;
    stub.fail = () => (++requests === 1 ? { status: 429, headers: { 'retry-after': '7' } } : null);
    await sync([alert('run-012')]);
    expect(waited).toEqual([7_000]);
    expect(stub.issues).toHaveLength(1);
    stub.fail = () => ({ status: 403, headers: { 'x-ratelimit-remaining': '0' } });
    await expect(sync([])).rejects.toMatchObject({
      hint: expect.stringContaining('limits the number of requests') as string,
    });
  });

  it.each(['1e308', '-9', 'Wed, 21 Oct 2026 07:28:00 GMT', '', '99999999999'])(
    'wait no odd time: retry-after %j',
    async (retryAfter) => {
      stub.fail = () => ({ status: 429, headers: { 'retry-after': retryAfter } });
      await expect(sync([])).rejects.toMatchObject({
        hint: expect.stringMatching(/limits the number of requests\. Run the job again later\.$/) as string,
      });
      expect(waited).toEqual([1_000, 2_000]);
    },
  );

  it.each([301, 307, 308])('take the token to no other host: a redirect of %i', async (status) => {
    const asked: string[] = [];
    const other = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.end('[]');
    });
    await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
    const { port } = other.address() as AddressInfo;
    for (const method of ['GET', 'POST']) {
      stub.fail = (request) =>
        request.startsWith(method) ? { status, headers: { location: `http://127.0.0.1:${port}/x` } } : null;
      await expect(sync([alert('run-012')])).rejects.toThrow(`returned ${status} for ${method}`);
    }
    await new Promise((done) => other.close(done));
    expect(asked).toEqual([]);
  });

  it('end at a list of pages without end, and at what is no list of issues', async () => {
    const issue = { number: 1, iid: 1, state: 'open', title: 't', body: '', description: '' };
    let pages = 0;
    const answer = (body: unknown): void => {
      stub.fail = (request) => (request.startsWith('GET') && ++pages > 0 ? { status: 200, body } : null);
    };
    answer(Array(100).fill(issue));
    await expect(sync([])).rejects.toThrow('More than 5000 issues have the label');
    expect(pages).toBe(50);
    for (const body of [null, 7, '<html>', { number: 1 }, [{ number: '1' }], [[]]]) {
      answer(body);
      await expect(sync([])).rejects.toThrow('with an unexpected document');
    }
    expect(stub.changes).toEqual([]);
  });

  it('end at an answer that lacks what was created, and blame no token for it', async () => {
    stub.fail = (request) => (request.startsWith('POST') ? { status: 201, body: { title: 'x' } } : null);
    const failed = sync([alert('run-012')]);
    await expect(failed).rejects.toThrow(
      /with an unexpected document: `(?:number|iid)` is missing or invalid/,
    );
    const hint = expect.stringMatching(/^Check that http\S+ is an address of the API of Git\w+, /) as string;
    await expect(failed).rejects.toMatchObject({ hint });
  });

  it('are commented on once, also if a sync stops after the comment', async () => {
    await sync([alert('run-012')]);
    stub.fail = (request) => (/^(?:PATCH|PUT) /.test(request) ? { status: 400 } : null);
    const recovered = [alert('run-012', { state: 'recovered' })];
    await expect(sync(recovered)).rejects.toThrow('returned 400');
    stub.fail = () => null;
    await sync(recovered);
    expect(stub.issues).toMatchObject([{ isOpen: false, comments: [expect.stringContaining('Recovered')] }]);
  });
});

describe('a replayed history', () => {
  beforeEach(async () => {
    stub = new StubGitHub();
    await stub.start();
  });

  /** Syncs after each run as a pipeline would. */
  async function replay(levels: readonly number[], annotations: Annotation[] = []): Promise<string[]> {
    const next = dice(11);
    const runs = levels.map((level, day) =>
      makeRun({ day, endpoints: { pay: { p50: noisy(level, next) }, browse: { p50: noisy(20, next) } } }),
    );
    const reports = makeReports(runs, { annotations, project });
    const log: string[] = [];
    for (let count = 1; count <= reports.length; count++) {
      const some = reports.slice(0, count);
      const trends = trendsOf(some, project, annotations);
      const { alerts } = alertsOf({ reports: some, trends, project, annotations, nowMs: 0 });
      for (const line of await sync(alerts))
        if (!/up to date|^Updated/.test(line)) log.push(`${count - 1}: ${line.split(':')[0] ?? ''}`);
    }
    return log;
  }

  const level = (value: number, runs: number): number[] => Array<number>(runs).fill(value);

  it('opens an issue with the fifth run of a level, and closes it with the fifth run of the old one', async () => {
    // The regression begins with run 12 and ends with run 24; each is confirmed four runs later.
    expect(await replay([...level(100, 12), ...level(150, 12), ...level(100, 8)])).toEqual([
      '16: Opened issue 1',
      '28: Commented on and closed issue 1',
    ]);
  });

  it('opens no issue for what an annotation accepts, nor for a suspected change', async () => {
    const accepted: Annotation[] = [{ action: 'accept', run: 'run-012', reason: 'A new check.' }];
    expect(await replay([...level(100, 12), ...level(150, 12)], accepted)).toEqual([]);
    expect(await replay([...level(100, 12), ...level(150, 4)])).toEqual([]);
  });
});

describe('alerts --sync', () => {
  let folder = '';
  beforeEach(async () => {
    stub = new StubGitHub();
    await stub.start();
    folder = mkdtempSync(join(tmpdir(), 'perfolio-sync-'));
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });
  const run = (...options: string[]) =>
    perfolio(folder, ['alerts', '--data', folder, '--content', folder, ...options]);

  it('names what is missing before it reads anything', async () => {
    for (const name of ['GITHUB_API_URL', 'GITHUB_REPOSITORY', 'GITHUB_TOKEN']) vi.stubEnv(name, '');
    const { err, code } = await run('--sync', 'github');
    expect(code).toBe(2);
    expect(err).toContain('These variables are not set: GITHUB_API_URL, GITHUB_REPOSITORY, GITHUB_TOKEN.');
    vi.stubEnv('GITHUB_API_URL', 'x');
    vi.stubEnv('GITHUB_REPOSITORY', 'x');
    vi.stubEnv('GITHUB_TOKEN', 'ghs_a b');
    const invalid = await run('--sync', 'github');
    expect(invalid.err).toContain('GITHUB_TOKEN contains spaces');
    expect(invalid.err).not.toContain('ghs_a');
    expect((await run('--dry-run')).code).toBe(2);
    expect((await run('--sync', 'github', '--json')).code).toBe(2);
  });

  it('runs against the address of the variables', async () => {
    for (const [name, value] of Object.entries(stub.variables())) vi.stubEnv(name, value);
    expect(await run('--sync', 'github')).toMatchObject({ out: 'The issues are up to date.\n', code: 0 });
  });

  it('prints what it would do without access', async () => {
    vi.stubEnv('GITLAB_TOKEN', '');
    const { out, err, code } = await run('--sync', 'gitlab', '--dry-run');
    expect([out, code]).toEqual(['The issues are up to date.\n', 0]);
    expect(err).toContain('Assuming that there is no issue yet.');
  });
});
