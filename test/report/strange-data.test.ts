import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatValue } from '../../src/model/text/format.ts';
import { openWorkspace, type Workspace } from '../../src/project/workspace.ts';
import { checkoutPaths } from '../../src/store/paths.ts';

const root = join(import.meta.dirname, '../..');
const raw = join(root, 'test/fixtures/raw');
const folder = mkdtempSync(join(tmpdir(), 'perfolio-strange-'));
let workspace: Workspace;

/** A run of files of which nobody wrote more than the date. */
function run(id: string, date: string, ...files: string[]): void {
  mkdirSync(join(folder, 'data', id), { recursive: true });
  for (const file of files) cpSync(join(raw, file), join(folder, 'data', id, file.replace('/', '-')));
  writeFileSync(join(folder, 'data', id, 'run.json'), JSON.stringify({ startedAt: date }));
}

/** A run whose files were made here, by name. */
function written(id: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, 'data', id, name)), { recursive: true });
    writeFileSync(join(folder, 'data', id, name), text);
  }
}

/** Lines of k6's JSON output: one request each, a second apart. */
const k6 = (scenario: string, group: string, ...elapsedMs: number[]): string =>
  elapsedMs
    .map((value, i) => {
      const time = `2026-02-01T10:00:0${i}Z`;
      const tags = { name: 'GET /', status: '200', group, scenario };
      return JSON.stringify({ type: 'Point', metric: 'http_req_duration', data: { time, value, tags } });
    })
    .join('\n') + '\n';
/** Ten runs of a benchmark of Go. */
const goBench = (name: string, ns: number): string =>
  Array.from({ length: 10 }, () => `${name}-8 \t 100\t ${ns} ns/op\n`).join('');
/** A memory profile of two readings, in MiB. */
const mprof = (before: number, after: number): string =>
  `CMDLINE /usr/bin/python3 job.py\nMEM ${before}.0 1795419766.0\nMEM ${after}.0 1795419767.0\n`;
const start = Date.parse('2026-03-01T10:00:00Z');
/** 20 s of 5 users: 200 requests, and of a rare endpoint 60 of which some fail. */
const jtl = (failed: number): string =>
  ['timeStamp,elapsed,label,responseCode,success,allThreads']
    .concat(
      Array.from({ length: 200 }, (_, i) => `${start + i * 100},10,GET /often,200,true,5`),
      Array.from({ length: 60 }, (_, i) => `${start + i * 330},10,GET /rare,200,${i >= failed},5`),
    )
    .join('\n') + '\n';
/** JMeter's totals of such samples, which have no times. */
const totalsOf = (transaction: string, sampleCount: number, errorCount: number): object => ({
  ...{ transaction, sampleCount, errorCount, errorPct: (100 * errorCount) / sampleCount, throughput: 10 },
  ...{ meanResTime: 10, medianResTime: 10, minResTime: 10, maxResTime: 10 },
  ...{ pct1ResTime: 10, pct2ResTime: 10, pct3ResTime: 10, receivedKBytesPerSec: 1, sentKBytesPerSec: 1 },
});
const totals = { 'GET /often': totalsOf('GET /often', 200, 0), 'GET /rare': totalsOf('GET /rare', 60, 2) };
const k6Head = `${JSON.stringify({ type: 'Metric', metric: 'http_req_duration', data: { name: 'http_req_duration', type: 'trend', contains: 'time', thresholds: [], submetrics: null } })}\n`;
const summary = {
  metrics: {
    http_req_duration: { avg: 45, min: 10, med: 20, max: 120, 'p(90)': 100, 'p(95)': 110 },
    http_reqs: { count: 4, rate: 1 },
    http_req_failed: { passes: 0, fails: 4, value: 0 },
  },
  root_group: { name: '', path: '', id: 'x', groups: {}, checks: {} },
};

const report = (id: string) => workspace.reports.find((one) => one.id === id)!;
const twin = (id: string): string => workspace.twinMarkdown(report(id));
/** One section of a twin, from its heading to the next. */
const section = (id: string, heading: string): string =>
  twin(id)
    .split(/^## /m)
    .find((part) => part.startsWith(heading)) ?? '';

beforeAll(async () => {
  run('jmh', '2026-01-01T00:00:00Z', 'jmh/modes.json');
  run('go', '2026-01-02T00:00:00Z', 'go-bench/repeats.txt');
  run('vegeta', '2026-01-03T00:00:00Z', 'vegeta/report.json');
  written('vegeta', {
    'run.json': JSON.stringify({ startedAt: '2026-01-03T00:00:00Z', baseline: 'jmh' }),
  });
  run('ab', '2026-01-04T00:00:00Z', ...['report.txt', 'requests.tsv'].map((name) => `ab/${name}`));
  written('folders', {
    'smoke/k6.json': k6Head + k6('default', '', 10, 20),
    'stress/k6.json': k6Head + k6('default', '', 30, 40) + k6('', '::setup', 900),
  });
  written('beside', {
    'k6.json': k6Head + k6('', '::setup', 120) + k6('default', '', 10, 20, 30),
    'summary.json': JSON.stringify(summary),
  });
  run(
    'locust',
    '2026-01-05T00:00:00Z',
    ...['stats', 'stats_history', 'failures'].map((part) => `locust/shop_${part}.csv`),
  );
  run('two-tools', '2026-01-06T00:00:00Z', 'vegeta/report.json', 'hdr/spectrum.hgrm');
  written('suite', {
    'bench.txt':
      goBench('BenchmarkSlow', 9_000_000) + goBench('BenchmarkB', 1_000) + goBench('BenchmarkC', 1_000),
  });
  written('two-samplers', { 'process_20261102100000.dat': mprof(50, 60), 'machine.dat': mprof(900, 1_000) });
  written('one-error', { 'a.jtl': jtl(1) });
  written('samples-and-totals', { 'a.jtl': jtl(2), 'statistics.json': JSON.stringify(totals) });
  written('many-errors', { 'a.jtl': jtl(30) });
  written('idle-around', {
    'load/a.jtl': jtl(0),
    // 10 s before the load, through its 20 s, and 10 s after it.
    'load/cpu.csv':
      [
        'timestamp,cpu_percent',
        ...Array.from({ length: 41 }, (_, s) => `${start / 1_000 - 10 + s},${s < 10 || s > 29 ? 1 : 80}`),
      ].join('\n') + '\n',
  });
  const targets = [
    { id: 'p95', label: '95th percentile response time', metric: 'response.p95', below: 500 },
    { id: 'errors', metric: 'errors.rate', below: 0.01 },
    { id: 'users', metric: 'users.sustained', atLeast: 3 },
    { id: 'rss', metric: 'memory.peak', below: 1_000 },
  ];
  writeFileSync(join(folder, 'data', 'project.json'), JSON.stringify({ targets }));
  cpSync(join(root, 'content/template.mdx'), join(folder, 'content/template.mdx'));
  workspace = await openWorkspace(
    checkoutPaths({
      shownFrom: root,
      data: join(folder, 'data'),
      content: join(folder, 'content'),
    }),
  );
});

afterAll(() => rmSync(folder, { recursive: true }));

describe('benchmarks', () => {
  it('show what they measured besides times, beside their times', () => {
    expect(section('jmh', 'Benchmark results')).toMatch(
      /\| Benchmark \| Operations per second \(ops\/s\) .*\n.*\n\| org\.demo\.Sort\.run \\\[n=10] \(thrpt\) \| 200 \|/,
    );
    expect(section('go', 'Benchmark results')).toMatch(/\| BenchmarkSort-8 \(example\.org\/a\) \|.* 49 \|/);
    expect(section('go', 'Benchmark results')).toContain('custom-things');
  });

  it('have the same in their JSON twin', () => {
    const json = JSON.parse(workspace.twinJson(report('jmh'))) as { measures: object[] };
    expect(json.measures).toContainEqual({
      name: 'org.demo.Sort.run [n=10] (thrpt)',
      metric: 'measure.ops-s',
      label: 'Operations per second',
      scenario: 'default',
      endpoint: 'org.demo.Sort.run [n=10] (thrpt)',
      minimumEffect: null,
      unit: 'ops/s',
      direction: 'higher',
      value: 200,
      n: 2,
      readings: [190, 210],
    });
  });

  it('have no section on throughput, and no total of requests', () => {
    expect(section('go', 'Throughput')).toBe('');
    const metrics = report('go').measures.metricValues.map(({ metric }) => metric);
    expect(metrics).not.toContain('throughput.totalRequests');
  });

  it('are told in a unit that shows their digits', () => {
    // 7000 ns/op and the mean of 2000 and 4000 ns/op.
    expect(section('go', 'Benchmark results')).toMatch(
      /Average \(µs\).*\n.*\n.*\| 7 \|.*\n.*\| 3 \| 3 \| 2 \| 2 \| 4 \|/,
    );
    expect(formatValue(0.000_079, 'ms')).toBe('79\u00a0ns');
  });
});

it('the share of a benchmark in the calls that its tool chose to make is no bottleneck', () => {
  expect(report('suite').measures.response).toHaveLength(3);
  expect(report('suite').measures.findings.map(({ rule }) => rule)).not.toContain('slowest-by-total-time');
});

it('memory of a process and of its machine are told apart by their files', () => {
  const { memory, memoryCurves } = report('two-samplers').measures;
  expect(memory.map(({ operation, peakMb }) => [operation, peakMb]).sort()).toEqual([
    ['Whole run (machine.dat)', 1_000],
    ['Whole run (process.dat)', 60],
  ]);
  expect(memoryCurves.map(({ operation, points }) => [operation, points.length]).sort()).toEqual([
    ['Whole run (machine.dat)', 2],
    ['Whole run (process.dat)', 2],
  ]);
});

describe('figures that a tool printed', () => {
  it('are not said to come from starts and ends, nor to have intervals', () => {
    expect(section('vegeta', 'Throughput')).toContain('Requests per second are reported by the tool');
    expect(section('vegeta', 'Response time')).toContain('Percentiles reported by the tool');
    expect(section('vegeta', 'Response time')).not.toContain('Or more');
  });
});

it('two tools that print one total each are two rows, and no rate where one has no clock', () => {
  const { response, throughput } = report('two-tools').measures;
  expect(response.map(({ endpoint, files }) => [endpoint, files])).toEqual([
    ['hdr-spectrum.hgrm', ['hdr-spectrum.hgrm']],
    ['vegeta-report.json', ['vegeta-report.json']],
  ]);
  expect(throughput[0]!.requestsPerSecond).toBeNull();
});

it('samples place a scenario in time, also beside a file of totals without times', () => {
  // The first timeStamp of the samples.
  const first = ['2026-03-01T10:00:00.000Z'];
  const startsOf = (id: string): unknown[] => report(id).measures.scenarios.map(({ startedAt }) => startedAt);
  expect([startsOf('one-error'), startsOf('samples-and-totals')]).toEqual([first, first]);
});

it('the rate that Locust printed (Aggregated) stands, though its run is several files', () => {
  expect(report('locust').measures.throughput).toMatchObject([
    { totalRequests: 171, requestsPerSecond: 8.55 },
  ]);
});

describe('sections with nothing to compare', () => {
  it('do not call the configuration that of a baseline that there is not', () => {
    expect(report('jmh').context.baseline).toBeNull();
    expect(section('jmh', 'Configuration')).not.toContain('the same as');
  });

  it('name in one line what only one of the runs measured', () => {
    expect(report('vegeta').context.baseline!.id).toBe('jmh');
    const trends = section('vegeta', 'Trends');
    // Times of all requests and of all benchmarks are not compared.
    expect(trends).toContain('No metric was measured in both runs');
    expect(trends).toMatch(/Measured in this run but not in the baseline: .*requests per second, error rate/);
    expect(trends).toContain('Measured in the baseline but not in this run: org.demo.Sort.');
    expect(trends).not.toMatch(/\| org\.demo\.Sort/);
  });
});

it('a target whose label is its metric’s does not say it twice', () => {
  expect(section('jmh', 'Performance compared')).toContain(
    '| 95th percentile response time | below 500 ms |',
  );
});

describe('tools with scenarios of their own', () => {
  it('yield to the folders of a run, but for what they do around the load', () => {
    const rows = report('folders').measures.response.map(({ scenario, count }) => [scenario, count]);
    expect(rows.sort()).toEqual([
      ['setup', 1],
      ['smoke', 2],
      ['stress', 2],
    ]);
  });

  it('are held against targets by their load', () => {
    expect(report('folders').targets.find(({ id }) => id === 'p95')).toMatchObject({
      scenario: 'stress',
      judged: 2,
    });
    expect(section('folders', 'Performance compared')).toContain(
      'Requests of setup are not part of the load',
    );
  });

  it('print totals that include what they do around the load: (120 + 10 + 20 + 30) / 4 = 45 ms', () => {
    expect(workspace.problems.filter(({ file }) => file.includes('summary'))).toEqual([]);
  });
});

it('requests in samples and in a printed summary are counted once', () => {
  const { response, throughput, errors } = report('ab').measures;
  const [total] = response.filter(({ endpoint }) => endpoint === '*');
  expect(throughput[0]!.totalRequests).toBe(total!.count);
  expect(errors[0]!.count).toBe(response.find(({ endpoint }) => endpoint !== '*')!.count);
});

describe('a load step', () => {
  const users = (id: string) => report(id).targets.find((target) => target.id === 'users');

  it('is not failed by one error of an endpoint that was called 60 times', () => {
    expect(report('one-error').targets.find(({ id }) => id === 'errors')!.verdict).toBe('inconclusive');
    expect(users('one-error')!.verdict).toBe('inconclusive');
  });

  it('is failed by an error rate that clears its bound, and open if too few requests prove one within it', () => {
    // 5 users are too many; whether 3 are was not tried.
    expect(users('many-errors')).toMatchObject({
      achieved: 0,
      interval: { lower: 0, upper: 5 },
      verdict: 'inconclusive',
    });
    // 0 of 60 failed: up to 6 %, and the bound is 1 %.
    expect(users('idle-around')).toMatchObject({ interval: { lower: 0 }, verdict: 'inconclusive' });
  });
});

it('processor readings before and after the load are no use of its scenario', () => {
  const { cpu, cpuCurves } = report('idle-around').measures;
  expect(cpu).toMatchObject([{ scenario: 'load', averagePercent: 80 }]);
  expect(cpuCurves.map(({ scenario, points }) => [scenario, points.length])).toEqual([['load', 20]]);
});
