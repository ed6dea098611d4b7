import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { inspectFiles } from '../../../src/ingest/inspect.ts';
import { projectOf } from '../../project/small-projects.ts';

const time = '2026-11-01T10:00:00Z';
const point = (metric: string, value: number): string =>
  JSON.stringify({ metric, type: 'Point', data: { time, value, tags: {} } });
const define = (metric: string, type: string, contains = 'default'): string =>
  JSON.stringify({ type: 'Metric', data: { name: metric, type, contains }, metric });

const log = [
  define('checkout_time', 'trend', 'time'),
  define('orders', 'counter'),
  define('accepted', 'rate'),
  ...[10, 20, 30].flatMap((ms) => [
    point('http_req_duration', ms),
    point('checkout_time', ms),
    point('orders', 1),
    point('accepted', 1),
  ]),
].join('\n');

// As --summary-export writes it: without units.
const times = { avg: 20.0000001, min: 10, med: 20, max: 30, 'p(90)': 28, 'p(95)': 29 };
const summary = JSON.stringify({
  root_group: { name: '', path: '', groups: {}, checks: {} },
  metrics: {
    http_req_duration: times,
    http_reqs: { count: 3, rate: 3 },
    checkout_time: times,
    orders: { count: 3, rate: 3 },
    accepted: { passes: 3, fails: 0, value: 1 },
  },
});

const measuresOf = async (name: string, files: Readonly<Record<string, string>>) => {
  const { reports, problems } = await projectOf(name, files);
  const rows = reports[0]!.measures.measures.map(({ metric, unit, scenario }) => [metric, unit, scenario]);
  return { rows, problems };
};

test("the script's own metrics of k6 count once, if a log and an older summary have them", async () => {
  const files = { 'r/k6/k6.json': log, 'r/k6/summary.json': summary };
  const { rows, problems } = await measuresOf('both', files);
  const once = (await measuresOf('log', { 'r/k6/k6.json': log })).rows;
  expect(rows).toEqual(once);
  expect(rows).toContainEqual(['measure.checkout-time', 'ms', 'k6']);
  expect(problems).toEqual([]);
});

test('a summary of another scenario keeps its metrics', async () => {
  const { rows } = await measuresOf('scenarios', { 'r/a/k6.json': log, 'r/b/summary.json': summary });
  expect(rows).toContainEqual(['measure.orders', 'count', 'a']);
  expect(rows).toContainEqual(['measure.orders', 'count', 'b']);
});

describe('a log whose samples name scenarios', () => {
  const request = (ms: number, tags: object): string =>
    JSON.stringify({ metric: 'http_req_duration', type: 'Point', data: { time, value: ms, tags } });
  const tagged = [
    request(11.5, { group: '::setup', name: 'login' }),
    request(20.25, { scenario: 'browse', name: 'list' }),
    request(30.75, { scenario: 'browse', name: 'list' }),
    request(45.5, { scenario: 'buy', name: 'pay' }),
  ].join('\n');
  // 11.5 + 20.25 + 30.75 + 45.5 = 108, over 4.
  const whole = { avg: 27, min: 11.5, med: 25.5, max: 45.5, 'p(90)': 41, 'p(95)': 43 };
  const summaryOf = (metrics: object): string =>
    JSON.stringify({
      root_group: {},
      metrics: {
        http_req_duration: whole,
        http_reqs: { count: 4, rate: 4 },
        checks: { passes: 3, fails: 1, value: 0.75 },
        ...metrics,
      },
    });
  const countsOf = async (name: string, files: Readonly<Record<string, string>>) => {
    const { reports, problems } = await projectOf(name, files);
    const { throughput, measures } = reports[0]!.measures;
    return {
      counts: throughput.map(({ scenario, totalRequests }) => [scenario, totalRequests]).sort(),
      measures: measures.map(({ metric }) => metric),
      problems,
    };
  };
  const counts = [
    ['browse', 2],
    ['buy', 1],
    ['setup', 1],
  ];

  it('is not counted again by a summary, of which the measures stay that the log lacks', async () => {
    const found = await countsOf('tagged', { 'r/k6.json': tagged, 'r/summary.json': summaryOf({}) });
    expect(found).toEqual({ counts, measures: ['measure.checks'], problems: [] });
  });

  it('nor by one with a row for a scenario, whose other requests are a row of their own', async () => {
    const parts = {
      'http_req_duration{scenario:buy}': { avg: 45.5, min: 45.5, med: 45.5, max: 45.5, count: 1 },
      'http_reqs{scenario:buy}': { count: 1, rate: 1 },
    };
    const found = await countsOf('parts', { 'r/k6.json': tagged, 'r/summary.json': summaryOf(parts) });
    expect(found.counts).toEqual(counts);
  });

  it('nor without the warm-up that run.json states', async () => {
    const later = request(99, { scenario: 'buy', name: 'pay' }).replace('10:00:00', '10:00:09');
    const all = { http_req_duration: { ...whole, avg: 41.4, max: 99 }, http_reqs: { count: 5, rate: 1 } };
    const found = await countsOf('warm-up', {
      'r/k6.json': `${tagged}\n${later}`,
      'r/summary.json': summaryOf(all),
      'r/run.json': JSON.stringify({ scenarios: [{ id: 'buy', warmupSeconds: 5 }] }),
    });
    expect(found.counts.every(([scenario]) => scenario !== 'default')).toBe(true);
  });

  it('counts beside a summary of other requests', async () => {
    const other = { http_req_duration: { ...whole, avg: 29 } };
    const found = await countsOf('other', { 'r/k6.json': tagged, 'r/summary.json': summaryOf(other) });
    expect(found.counts).toEqual([
      ['browse', 2],
      ['buy', 1],
      ['default', 4],
      ['setup', 1],
    ]);
  });

  it('`inspect` counts its requests once, and says of which file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'perfolio-k6-'));
    const files = ['k6.json', 'summary.json'].map((file) => join(folder, file));
    writeFileSync(files[0]!, tagged);
    writeFileSync(files[1]!, summaryOf({}));
    const {
      endpoints,
      total,
      files: read,
    } = await inspectFiles(
      files.map((path) => ({
        diskPath: path,
        shownPath: path,
        format: null,
        encoding: null,
        together: false,
      })),
      { timeZone: null, startedAtMs: null },
    );
    rmSync(folder, { recursive: true });
    expect([endpoints.length, total.count]).toEqual([3, 4]);
    expect(read[1]?.warnings.map(({ code }) => code)).toEqual(['summary-of-samples']);
  });
});
