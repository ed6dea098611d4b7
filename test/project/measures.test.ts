import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunReport } from '../../src/model/run-report.ts';
import { openWorkspace, type Workspace } from '../../src/project/workspace.ts';
import { checkoutPaths } from '../../src/store/paths.ts';
import { perfolio, type Ran } from '../commands/perfolio.ts';

/** Days on which the runs of a history were made; the last one is judged. */
const days = [1, 2, 3, 4, 5, 6, 7, 8];
const last = at(days, -1);

function at(list: readonly number[], index: number): number {
  return list.at(index) ?? NaN;
}

/** Up to 1 % above or below 1, the same for the same numbers: what a calm machine shows. */
const noise = (day: number, i: number): number => 1 + 0.01 * Math.sin(12.9898 * (day * 31 + i * 7));

/** JMH's default mode: operations a second, higher is better. */
const jmh = (day: number, opsPerSecond: number): string => {
  const rawData = [0, 5].map((fork) => [0, 1, 2, 3, 4].map((i) => opsPerSecond * noise(day, fork + i)));
  const scores = rawData.flat();
  const score = scores.reduce((sum, one) => sum + one, 0) / scores.length;
  const primaryMetric = { score, scoreError: 'NaN', scoreUnit: 'ops/s', rawData };
  return JSON.stringify([
    { benchmark: 'org.demo.Parse.large', mode: 'thrpt', threads: 1, primaryMetric, secondaryMetrics: {} },
  ]);
};

const goBench = (day: number, allocations: number): string =>
  [0, 1, 2, 3, 4, 5]
    .map(
      (i) =>
        `BenchmarkEncode-8 \t 100\t ${(250 * noise(day, i)).toFixed(1)} ns/op\t ${allocations} allocs/op\n`,
    )
    .join('');

const sizes = (kiloBytes: number): string =>
  JSON.stringify([{ name: 'Bundle size', unit: 'bytes', value: kiloBytes * 1_000 }]);

/** k6's lines of one request and of a script's own trend. */
const k6 = (checkoutMs: number): string =>
  [
    {
      type: 'Metric',
      metric: 'checkout_time',
      data: { name: 'checkout_time', type: 'trend', contains: 'time' },
    },
    ...[0, 1, 2, 3].flatMap((second) => {
      const time = `2026-11-01T10:00:0${second}Z`;
      return [
        point('http_req_duration', time, 20 + second, { name: 'GET /', expected_response: 'true' }),
        point('checkout_time', time, checkoutMs + second, {}),
      ];
    }),
  ]
    .map((line) => JSON.stringify(line))
    .join('\n');

const point = (metric: string, time: string, value: number, tags: object): object => ({
  metric,
  type: 'Point',
  data: { time, value, tags },
});

const prometheus = (jobs: number): string =>
  JSON.stringify({
    status: 'success',
    data: {
      resultType: 'matrix',
      result: [
        { metric: { __name__: 'queue_jobs' }, values: [10, 20, 30].map((s) => [s, String(jobs + s / 10)]) },
      ],
    },
  });

/** With plain spaces before units. */
const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

interface DiffMetric {
  readonly metric: string;
  readonly endpoint: string | null;
  readonly verdict: string;
  readonly certainty: string | null;
}

interface Twin {
  readonly targets: readonly { readonly achieved: number | null; readonly verdict: string }[];
}

describe('a measure', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'perfolio-measures-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const history = (file: string, contentOf: (day: number) => string, project: object = {}): void => {
    write('data/project.json', JSON.stringify(project));
    for (const day of days) {
      write(
        `data/r${day}/run.json`,
        JSON.stringify({ startedAt: `2026-11-0${day}T10:00:00Z`, version: `1.${day}` }),
      );
      write(`data/r${day}/${file}`, contentOf(day));
    }
  };
  const run = async (...argv: string[]): Promise<Ran> =>
    perfolio(folder, [...argv, '--data', 'data', '--content', 'content']);
  const gate = async (): Promise<{ code: number; reasons: string }> => {
    const { code, out } = await run('gate', '--json');
    return { code, reasons: plain((JSON.parse(out) as { reasons: string[] }).reasons.join('\n')) };
  };
  const compared = async (): Promise<readonly DiffMetric[]> => {
    const { out } = await run('diff', `r${last - 1}`, `r${last}`, '--json');
    return (JSON.parse(out) as { runs: { metrics: DiffMetric[] }[] }).runs.flatMap(({ metrics }) => metrics);
  };

  it('blocks where the operations per second of JMH halve', async () => {
    history('jmh.json', (day) => jmh(day, day === last ? 1_000_000 : 2_000_000));
    const { code, reasons } = await gate();
    expect(code).toBe(1);
    expect(reasons).toContain('Operations per second of org.demo.Parse.large');
    expect(reasons).toContain('−50% [confirmed-worse]');
  });

  it('does not block where they stay, nor where they double', async () => {
    history('jmh.json', (day) => jmh(day, day === last ? 4_000_000 : 2_000_000));
    expect((await gate()).code).toBe(0);
    expect(await compared()).toMatchObject([
      { metric: 'measure.ops-s', verdict: 'better', certainty: 'confirmed' },
    ]);
  });

  it('blocks where a benchmark begins to allocate', async () => {
    history('bench.txt', (day) => goBench(day, day === last ? 3 : 0));
    const { code, reasons } = await gate();
    expect(code).toBe(1);
    expect(reasons).toContain('Allocations per operation of BenchmarkEncode-8');
    expect(reasons).toContain('0 → 3 allocs/op');
  });

  it('is beside times per iteration in gate, diff and trends, never beside response times of a scenario', async () => {
    const targets = [
      { id: 'fast', metric: 'response.p50', below: 0.0001 },
      { id: 'gone', metric: 'response.p95', endpoint: 'gone', below: 1 },
    ];
    history('bench.txt', (day) => goBench(day, 1), { targets });
    const { reasons } = await gate();
    expect(reasons).toContain('Median time per iteration of BenchmarkEncode-8 is 25');
    const { out } = await run('diff', 'r7', 'r8');
    const { workspace } = await reportOf('r8');
    const trends = workspace.trends.map(({ metricLabel }) => metricLabel);
    expect(trends).toContain('Median time per iteration');
    for (const text of [reasons, out, await markdownOf('r8'), trends.join(), (await run('noise')).out])
      expect(text).not.toMatch(/response time|endpoint|scenario|default\b|request/i);
  });

  it('is held against a target, in the unit of the file', async () => {
    const target = { id: 'bundle', metric: 'measure.bundle-size', atMost: 200_000 };
    history('size.json', (day) => sizes(day === last ? 222 : 182), { targets: [target] });
    const { code, reasons } = await gate();
    expect(code).toBe(1);
    expect(reasons).toContain('target bundle not met: Bundle size is 222 kB (target: at most 200 kB)');
  });

  it('of a k6 script is a target and a trend', async () => {
    const target = { id: 'checkout', metric: 'measure.checkout-time', below: 150 };
    history('k6.json', (day) => k6(day === last ? 200 : 100), { targets: [target] });
    const { reasons } = await gate();
    // (200 + 201 + 202 + 203) / 4
    expect(reasons).toContain('checkout_time is 202 ms (target: below 150 ms)');
    expect(reasons).toMatch(
      /checkout_time regressed compared with r7: 102 → 202 ms, \+99% \[confirmed-worse\]/,
    );
  });

  it('of Prometheus is a target, and changes without a verdict until the project says which way is better', async () => {
    const target = { id: 'queue', metric: 'measure.queue-jobs', below: 100 };
    history('queue.json', (day) => prometheus(day === last ? 200 : 50 + day), { targets: [target] });
    expect((await gate()).reasons).toMatch(/^r8: target queue not met: queue_jobs is 202 /);
    expect(await compared()).toMatchObject([
      { metric: 'measure.queue-jobs', verdict: 'cannot-tell', certainty: 'confirmed' },
    ]);
    expect(plain(await markdownOf('r8'))).toMatch(/\| queue_jobs \| 59 \| 202 \| .* \| change \(/);
    write(
      'data/project.json',
      JSON.stringify({ measures: [{ match: 'queue_*', label: 'Jobs in the queue', direction: 'lower' }] }),
    );
    expect((await gate()).reasons).toContain('Jobs in the queue regressed');
  });

  it('keeps two units apart, and converts one that the project names', async () => {
    const both = JSON.stringify([
      { name: 'Start', unit: 'ms', value: 1_200 },
      { name: 'Start', unit: 'ops', value: 3 },
    ]);
    write(
      'data/project.json',
      JSON.stringify({
        measures: [{ match: 'Start', unit: 's' }],
        targets: [{ id: 'start', metric: 'measure.start', below: 1 }],
      }),
    );
    write('data/r1/run.json', JSON.stringify({ startedAt: '2026-11-01T10:00:00Z' }));
    write('data/r1/start.json', both);
    const { reasons } = await gate();
    expect(reasons).toContain('1.20 s (target: below 1 s)');
  });

  it('is converted where its unit changes between runs, and compared as what it is', async () => {
    const start = (day: number): string =>
      JSON.stringify([
        day < 5
          ? { name: 'Start', unit: 'ms', value: 1_200 * noise(day, 1) }
          : { name: 'Start', unit: 's', value: (day === last ? 2.4 : 1.2) * noise(day, 1) },
        { name: 'Heap', unit: day < 5 ? 'MiB' : 'MB', value: day < 5 ? 100 : 104.8576 },
      ]);
    const target = { id: 'start', metric: 'measure.start', below: 2_000 };
    history('start.json', start, { targets: [target] });
    const { reasons } = await gate();
    expect(reasons).toContain('target start not met: Start is 2,');
    expect(reasons).toMatch(/Start regressed compared with r7: 1,\d+ → 2,\d+ ms/);
    const { workspace } = await reportOf('r8');
    const lines = workspace.trends.filter(({ metric }) => metric.startsWith('measure.'));
    expect(lines.map(({ metric, unit, points }) => [metric, unit, points.length])).toEqual([
      ['measure.start', 'ms', days.length],
      ['measure.heap', 'MiB', days.length],
    ]);
    // 104.8576 MB of 10^6 bytes are 100 MiB of 2^20.
    expect(lines[1]?.points.map(({ value }) => value)).toEqual(days.map(() => 100));
  });

  it('is not compared where its unit cannot be converted, and page, diff and check say why', async () => {
    const cpu = (day: number): string =>
      JSON.stringify([{ name: 'cpu', unit: day === last ? '%' : 'cores', value: day === last ? 90 : 2 }]);
    history('cpu.json', cpu);
    const why = 'in % in one of the runs and in cores in the other, which cannot be converted';
    expect((await gate()).reasons).not.toContain('regressed');
    const { out } = await run('check');
    expect(plain(out)).toContain(
      'measure.cpu is in % here and in cores in r1, which cannot be converted: it is not compared with earlier runs.',
    );
    expect(plain((await run('diff', 'r7', 'r8')).out)).toContain(why);
    expect(plain(await markdownOf('r8'))).toContain(why);
    expect(await compared()).toMatchObject([
      { metric: 'measure.cpu-percent', verdict: 'cannot-tell', base: null, head: 90 },
      { metric: 'measure.cpu', verdict: 'cannot-tell', base: 2, head: null },
    ]);
  });

  it('is in the twin with its metric, and its target with the percentile that it names', async () => {
    const targets = [{ id: 'p75', metric: 'response.p75', scenario: 'default', below: 10 }];
    write('data/project.json', JSON.stringify({ targets }));
    write('data/r1/run.json', JSON.stringify({ startedAt: '2026-11-01T10:00:00Z' }));
    const rows = Array.from(
      { length: 400 },
      (_, i) => `${Date.UTC(2026, 10, 1) + i * 100},GET /,${i % 100},true`,
    );
    write('data/r1/requests.csv', ['timestamp,endpoint,duration_ms,ok', ...rows].join('\n'));
    const { out } = await run('gate', '--json');
    expect((JSON.parse(out) as { reasons: string[] }).reasons.join()).toContain(
      '75th percentile response time of GET /',
    );
    const twin = await twinOf('r1');
    // Of 400 values 0 to 99, four times each, Hyndman-Fan 7 gives 74.25; the histogram is within 0.5 %.
    expect(twin.targets[0]?.achieved).toBeCloseTo(74.25, 0);
    expect(twin.targets[0]?.verdict).toBe('not met');
  });

  async function reportOf(id: string): Promise<{ workspace: Workspace; report: RunReport }> {
    const paths = checkoutPaths({
      shownFrom: folder,
      data: join(folder, 'data'),
      content: join(folder, 'content'),
    });
    const workspace = await openWorkspace(paths);
    const report = workspace.reports.find((one) => one.id === id);
    if (report === undefined) throw new Error(`no run ${id}`);
    return { workspace, report };
  }

  async function twinOf(id: string): Promise<Twin> {
    const { workspace, report } = await reportOf(id);
    return JSON.parse(workspace.twinJson(report)) as Twin;
  }

  async function markdownOf(id: string): Promise<string> {
    const { workspace, report } = await reportOf(id);
    return workspace.twinMarkdown(report);
  }
});
