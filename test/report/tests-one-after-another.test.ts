import { expect, test } from 'vitest';
import { comparedValues } from '../../src/history/compare/compared-places.ts';
import { projectSchema } from '../../src/model/documents/project.ts';
import { holdsFor } from '../../src/report/targets/target-scope.ts';
import { inShort } from '../../src/report/words/in-short.ts';
import { workspaceOf } from './two-runs.ts';

const whole = { average: 2, stddev: 1, min: 1, max: 9, p50: 2, p90: 3, p97_5: 4, p99: 5, p99_9: 9 };

/** A result of autocannon: so many requests of a path in 10 s from this second on. */
const autocannon = (path: string, requests: number, startSecond: number, average = 2): string =>
  JSON.stringify({
    url: `http://127.0.0.1:5101${path}`,
    connections: 4,
    duration: 10,
    start: new Date(Date.UTC(2026, 10, 1, 2, 0, startSecond)).toISOString(),
    errors: 0,
    timeouts: 0,
    non2xx: 0,
    '2xx': requests,
    latency: { ...whole, average },
    requests: { ...whole, average: requests / 10, total: requests },
    throughput: whole,
  });

// 10 s of 900/s, a pause of 40 s, then 10 s of 1,500/s: 24,000 requests in 20 s.
const search = autocannon('/api/search', 9_000, 0);
const products = autocannon('/api/products', 15_000, 50);

test.each([
  ['in files of their own', { 'web/search.json': search, 'web/products.json': products }],
  ['in one file', { 'web/both.ndjson': `${search}\n${products}\n` }],
])('the pause between tests %s is no part of the rate', async (name, files) => {
  const { measures } = (await workspaceOf(name, [files])).reports[0]!;
  const [row] = measures.throughput;
  expect(row).toMatchObject({ totalRequests: 24_000, requestsPerSecond: 1_200, activeSeconds: 20 });
  // The scenario lasted from the first start to the last end: CPU readings of that time belong to it.
  expect(measures.scenarios[0]!.durationSeconds).toBe(60);
  const rates = measures.metricValues.filter(({ metric }) => metric === 'throughput.requestsPerSecond');
  expect(new Map(rates.map(({ endpoint, value }) => [endpoint, value]))).toEqual(
    new Map([
      [null, 1_200],
      ['/api/search', 900],
      ['/api/products', 1_500],
    ]),
  );
});

test('tests that overlap share their seconds', async () => {
  const files = { 'web/a.json': search, 'web/b.json': autocannon('/b', 3_000, 5) };
  const [row] = (await workspaceOf('overlap', [files])).reports[0]!.measures.throughput;
  // 12,000 requests in the 15 s from the first start to the last end.
  expect(row).toMatchObject({ requestsPerSecond: 800 });
  expect(row!.activeSeconds).toBeUndefined();
});

test('a single test has one rate, that of its scenario', async () => {
  const { measures } = (await workspaceOf('single', [{ 'web/search.json': search }])).reports[0]!;
  const rates = measures.metricValues.filter(({ metric }) => metric === 'throughput.requestsPerSecond');
  expect(rates.map(({ endpoint, value }) => [endpoint, value])).toEqual([[null, 900]]);
});

/** The report of hey, without a clock. */
const hey = (requests: number, rate: number): string => `
Summary:
  Total:	10.0000 secs
  Slowest:	0.0500 secs
  Fastest:	0.0010 secs
  Average:	0.0100 secs
  Requests/sec:	${rate}

Response time histogram:
  0.001 [1]	|
  0.050 [${requests - 1}]	|■

Latency distribution:
  50% in 0.0100 secs
  95% in 0.0300 secs
  99% in 0.0400 secs

Status code distribution:
  [200]	${requests} responses
`;

test('files without a clock have their own rates, and none together', async () => {
  const files = { 'web/cart.txt': hey(5_000, 500), 'web/pay.txt': hey(2_000, 200) };
  const { measures } = (await workspaceOf('clockless', [files])).reports[0]!;
  expect(measures.throughput[0]).toMatchObject({ requestsPerSecond: null, isWithoutClock: true });
  const rates = measures.metricValues.filter(({ metric }) => metric === 'throughput.requestsPerSecond');
  expect(rates.map(({ endpoint, value }) => [endpoint, value])).toEqual([
    ['cart.txt', 500],
    ['pay.txt', 200],
  ]);
});

test('rates of endpoints are compared instead of the mixture; targets are about the scenario', async () => {
  const { measures } = (await workspaceOf('compared', [{ 'web/s.json': search, 'web/p.json': products }]))
    .reports[0]!;
  const compared = (project: object) =>
    comparedValues(measures, projectSchema.parse({ name: 'shop', ...project }))
      .filter(({ metric }) => metric === 'throughput.requestsPerSecond')
      .map(({ endpoint }) => endpoint);
  expect(compared({}).toSorted()).toEqual(['/api/products', '/api/search']);
  const target = { id: 'rate', metric: 'throughput.requestsPerSecond', atLeast: 1_000 } as const;
  expect(compared({ targets: [target] })).toContain(null);
  expect(holdsFor(target, 'web', null)).toBe(true);
  expect(holdsFor(target, 'web', '/api/search')).toBe(false);
  expect(holdsFor({ ...target, endpoint: '/api/search' }, 'web', '/api/search')).toBe(true);
});

/** Requests of three endpoints, each in a row of its own; `list` takes 100 of 110 ms. */
const rowsOf = (endpoint: string, ms: number): string[] =>
  Array.from({ length: 60 }, (_, i) => {
    const at = new Date(Date.UTC(2026, 10, 1, 2, 0, i)).toISOString();
    return `${at},${endpoint},${ms + (i % 3)},true`;
  });
const csvOf = (...rows: string[][]): string =>
  ['timestamp,endpoint,duration_ms,ok', ...rows.flat()].join('\n');
const [list, pay, ping] = [rowsOf('list', 100), rowsOf('pay', 5), rowsOf('ping', 5)];
const slow = [autocannon('/a', 900, 0), autocannon('/b', 900, 20), autocannon('/c', 900, 40, 50)];

test.each([
  ['autocannon-files', { 'web/a.json': slow[0]!, 'web/b.json': slow[1]!, 'web/c.json': slow[2]! }, false],
  ['autocannon-lines', { 'web/all.ndjson': slow.join('\n') }, false],
  ['csv-file', { 'web/all.csv': csvOf(list, pay, ping) }, true],
])('only endpoints of one test share a total response time: %s', async (name, files, isShared) => {
  const report = (await workspaceOf(name, [files])).reports[0]!;
  expect(report.measures.response).toHaveLength(3);
  const rules = report.measures.findings.map(({ rule }) => rule);
  expect(rules.includes('slowest-by-total-time')).toBe(isShared);
  const answers = inShort(report).map(({ text }) => text);
  expect(answers.some((text) => text.includes('response time'))).toBe(isShared);
});
