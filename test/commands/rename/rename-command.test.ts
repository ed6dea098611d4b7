import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openWorkspace, type Workspace } from '../../../src/project/workspace.ts';
import { movedPages } from '../../../src/site/moved-pages.ts';
import { trendPages } from '../../../src/site/trend-pages.ts';
import { checkoutPaths } from '../../../src/store/paths.ts';
import { commitAll, gitIn } from '../git-folder.ts';
import { perfolio } from '../perfolio.ts';

let top = '';
beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'perfolio-rename-test-'));
  write(
    'data/project.json',
    '{\n  "name": "Shop",\n  "targets": [{ "id": "t", "metric": "response.p95", "endpoint": "GET /cart", "below": 500 }],\n  "messages": ["GET /cart"]\n}\n',
  );
  write(
    'data/annotations.json',
    '[\n  { "action": "explain", "run": "2026-10-02", "endpoint": "GET /cart", "reason": "A cache." },\n  { "action": "ignore", "run": "2026-10-03", "reason": "A backup." }\n]\n',
  );
  for (const day of [1, 2, 3]) samples(`data/2026-10-0${day}/requests.csv`, `2026-10-0${day}T10:00:00Z`);
  write('data/2026-10-03/run.json', '{\n  "version": "3",\n  "baseline": "2026-10-02"\n}\n');
  write(
    'content/runs/2026-10-02.mdx',
    '---\ntitle: Second\nrecommendations:\n  - id: cache\n    priority: high\n    text: Cache.\n    doneIn: 2026-10-02\n    expectedImpact: { metric: response.p50, endpoint: GET /cart, change: -0.3 }\n---\n\nAt most <Value metric="response.max" endpoint="GET /cart" />.\n\n<Report />\n',
  );
});
afterEach(() => rmSync(top, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(top, path)), { recursive: true });
  writeFileSync(join(top, path), text);
}
function samples(path: string, from: string): void {
  const rows = Array.from(
    { length: 40 },
    (_, i) =>
      `${new Date(Date.parse(from) + i * 1_000).toISOString()},${i % 2 === 0 ? 'GET /cart' : 'GET /search'},${20 + (i % 9)},true`,
  );
  write(path, ['timestamp,endpoint,duration_ms,ok', ...rows, ''].join('\n'));
}
const read = (path: string): string => readFileSync(join(top, path), 'utf8');
const run = (...argv: readonly string[]) =>
  perfolio(top, [...argv, '--data', 'data', '--content', 'content']);
const open = (): Promise<Workspace> =>
  openWorkspace(checkoutPaths({ shownFrom: top, data: join(top, 'data'), content: join(top, 'content') }));
const moved = (workspace: Workspace) =>
  movedPages({ ...workspace, trends: trendPages(workspace.trends) }).map(({ from, to }) => ({ from, to }));
const historyOf = ({ trends }: Workspace, endpoint: string): string[] =>
  trends
    .find((one) => one.endpoint === endpoint && one.metric === 'response.p50')!
    .points.map((one) => one.run);

describe('rename', { timeout: 60_000 }, () => {
  it('renames a run with its commentary, annotations, baselines and addresses', async () => {
    expect((await run('check')).out).toContain('No problems found.');
    const dry = await run('rename', '2026-10-02', 'checkout-2', '--dry-run');
    expect(dry.out).toBe(
      [
        'move    data/2026-10-02 -> data/checkout-2',
        'write   data/checkout-2/run.json: "formerIds" keeps the addresses of 2026-10-02',
        'edit    data/annotations.json: 1 name',
        'edit    data/2026-10-03/run.json: 1 name',
        'edit    content/runs/2026-10-02.mdx: 1 name',
        'move    content/runs/2026-10-02.mdx -> content/runs/checkout-2.mdx',
        'Nothing was changed.',
        '',
      ].join('\n'),
    );
    expect(existsSync(join(top, 'data/2026-10-02'))).toBe(true);
    expect((await run('rename', '2026-10-02', 'checkout-2')).code).toBe(0);
    expect((await run('check')).out).toContain('No problems found.');
    expect(read('data/annotations.json')).toContain('"run": "checkout-2", "endpoint": "GET /cart"');
    const workspace = await open();
    expect(workspace.reports.map(({ id }) => id)).toEqual(['2026-10-01', 'checkout-2', '2026-10-03']);
    expect(workspace.reports[2]!.context.baseline?.id).toBe('checkout-2');
    expect(workspace.reports[1]!.title).toBe('Second');
    expect(moved(workspace)).toEqual([{ from: 'runs/2026-10-02', to: 'runs/checkout-2/' }]);
  });

  it('makes a folder of a run of one file, and keeps the start that only its id states', async () => {
    write('data/2026-09-01-load.json', '{"throughput": [{"count": 1200, "requestsPerSecond": 20}]}');
    expect((await run('rename', '2026-09-01-load', 'first')).code).toBe(0);
    expect(JSON.parse(read('data/first/run.json'))).toEqual({
      formerIds: ['2026-09-01-load'],
      startedAt: '2026-09-01T00:00:00.000Z',
    });
    expect((await open()).reports[0]!.id).toBe('first');
  });

  it('renames an endpoint in rules, annotations and commentary, and keeps its history and address', async () => {
    const { code, out } = await run('rename', '--endpoint', 'GET /cart', 'Show "cart"');
    expect(code).toBe(0);
    expect(out).toContain('edit    data/project.json: the endpoint, 2 names');
    expect((await run('check')).out).toContain('No problems found.');
    expect(JSON.parse(read('data/project.json'))).toMatchObject({
      targets: [{ endpoint: 'Show "cart"' }],
      messages: ['Show "cart"'],
      endpoints: [{ id: 'Show "cart"', match: ['GET /cart'] }],
    });
    expect(read('content/runs/2026-10-02.mdx')).toContain(`endpoint='Show "cart"'`);
    const workspace = await open();
    expect(historyOf(workspace, 'Show "cart"')).toEqual(['2026-10-01', '2026-10-02', '2026-10-03']);
    expect(moved(workspace).map(({ from }) => from)).toEqual([expect.stringMatching(/^trends\/get-cart-/)]);
  });

  it('joins an endpoint to another, with a note', async () => {
    const { out } = await run('rename', '--endpoint', 'GET /search', 'GET /cart');
    expect(out).toContain('"GET /cart" exists: both become one endpoint');
    expect((await open()).reports[0]!.measures.response.map(({ endpoint }) => endpoint)).toEqual([
      'GET /cart',
    ]);
  });

  it('refuses unknown names and taken ids', async () => {
    expect(await run('rename', 'nope', 'x')).toMatchObject({ code: 1 });
    expect(await run('rename', '2026-10-01', '2026-10-02')).toMatchObject({ code: 1 });
    expect(await run('rename', '2026-10-01', 'a/b')).toMatchObject({ code: 2 });
    const { code, err } = await run('rename', '--endpoint', 'GET /cat', 'x');
    expect(code).toBe(1);
    expect(err).toContain('Did you mean `GET /cart`?');
  });
});

describe('remove', { timeout: 60_000 }, () => {
  it('removes a run that git has, with annotations and baselines, and keeps its address', async () => {
    const refused = await run('remove', '2026-10-02');
    expect(refused).toMatchObject({ code: 1 });
    expect(refused.err).toContain('not committed');
    gitIn(top, 'init', '--quiet');
    commitAll(top);
    const { code, out } = await run('remove', '2026-10-02', '--reason', 'Wrong server.');
    expect(code).toBe(0);
    expect(out).toContain('remove  data/2026-10-02\n');
    expect((await run('check')).out).toContain('No problems found.');
    expect(JSON.parse(read('data/2026-10-03/run.json'))).toEqual({ version: '3' });
    expect(JSON.parse(read('data/annotations.json'))).toMatchObject([{ run: '2026-10-03' }]);
    expect(existsSync(join(top, 'content/runs/2026-10-02.mdx'))).toBe(false);
    expect(moved(await open())).toEqual([{ from: 'runs/2026-10-02', to: null }]);
  });

  it('needs no git with --force', async () => {
    cpSync(join(top, 'data/2026-10-01/requests.csv'), join(top, 'data/single.csv'));
    expect((await run('remove', 'single', '--force')).code).toBe(0);
    expect(existsSync(join(top, 'data/single.csv'))).toBe(false);
  });
});
