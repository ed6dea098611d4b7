import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { inspectFiles } from '../../../src/ingest/inspect.ts';
import { projectOf } from '../../project/small-projects.ts';

const folder = mkdtempSync(join(tmpdir(), 'perfolio-methods-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A request of k6's JSON output. */
const request = (method: string, name: string, ms: number, second: number): string =>
  JSON.stringify({
    metric: 'http_req_duration',
    type: 'Point',
    data: {
      time: new Date(Date.UTC(2026, 10, 1, 10, 0, second)).toISOString(),
      value: ms,
      tags: { expected_response: 'true', method, name, scenario: 'shopping', status: '200' },
    },
  });

const log = [
  request('GET', 'https://shop.test/api/cart', 10, 1),
  request('POST', 'https://shop.test/api/cart', 90, 2),
  request('POST', 'https://shop.test/api/cart', 92, 3),
  request('POST', 'https://shop.test/api/checkout', 200, 4),
].join('\n');

const csv = `metric_name,timestamp,metric_value,check,error,error_code,expected_response,group,method,name,proto,scenario,status,extra_tags
http_req_duration,1793000001000,10,,,,true,,GET,/api/cart,HTTP/1.1,shopping,200,
http_req_duration,1793000002000,90,,,,true,,POST,/api/cart,HTTP/1.1,shopping,200,
http_req_duration,1793000003000,20,,,,true,,GET,GET /api/cart,HTTP/1.1,shopping,200,
`;

async function namesIn(file: string, text: string) {
  const diskPath = join(folder, file);
  writeFileSync(diskPath, text);
  const { endpoints } = await inspectFiles([{ diskPath, shownPath: file, format: null }], {
    timeZone: null,
    startedAtMs: null,
  });
  return endpoints.map(({ endpoint, count, latencyMs }) => [endpoint, count, latencyMs?.p50]);
}

test('the method is part of a name with requests of several, and of no other', async () => {
  expect(await namesIn('k6.json', log)).toEqual([
    ['GET https://shop.test/api/cart', 1, 10],
    ['POST https://shop.test/api/cart', 2, 91],
    ['https://shop.test/api/checkout', 1, 200],
  ]);
});

test('a name that begins with its method stays as it is', async () => {
  expect((await namesIn('k6.csv', csv)).map(([name]) => name)).toEqual([
    'GET /api/cart',
    'POST /api/cart',
    'GET /api/cart',
  ]);
});

const endpointsOf = async (name: string, files: Readonly<Record<string, string>>, project: object = {}) => {
  const { reports, problems } = await projectOf(name, files, project);
  const rows = reports[0]!.measures.response.map(({ endpoint, count }) => [endpoint, count]);
  return { rows, messages: problems.map(({ message }) => message) };
};

test('methods of one name in several files are distinguished', async () => {
  const files = {
    'r/a/k6.json': request('GET', 'https://shop.test/api/cart', 10, 1),
    'r/b/k6.json': request('POST', 'https://shop.test/api/cart', 90, 2),
    'r/run.json': JSON.stringify({ files: [{ match: '**', scenario: 'shopping' }] }),
  };
  expect(await endpointsOf('files', files)).toEqual({
    rows: [
      ['GET /api/cart', 1],
      ['POST /api/cart', 1],
    ],
    messages: [],
  });
});

test('a `match` may name the method, or join all of a path', async () => {
  const files = { 'r/k6.json': log };
  const endpoints = [{ id: 'change cart', match: ['POST /api/cart'] }];
  expect((await endpointsOf('method', files, { endpoints })).rows).toEqual([
    ['/api/cart', 1],
    ['change cart', 2],
    ['/api/checkout', 1],
  ]);
  const joined = [{ id: 'cart', match: ['/api/cart'] }];
  expect((await endpointsOf('joined', files, { endpoints: joined })).rows).toEqual([
    ['cart', 3],
    ['/api/checkout', 1],
  ]);
});

test('beside a summary that names no method, requests stay together, with a warning', async () => {
  const name = 'https://shop.test/api/cart';
  const times = { avg: 64, min: 10, med: 90, max: 92, 'p(90)': 92, 'p(95)': 92 };
  const summary = JSON.stringify({
    root_group: { name: '', path: '', groups: {}, checks: {} },
    metrics: {
      http_req_duration: times,
      [`http_req_duration{name:${name}}`]: times,
      http_reqs: { count: 3, rate: 1 },
      [`http_reqs{name:${name}}`]: { count: 3, rate: 1 },
    },
  });
  const lines = log.split('\n').slice(0, 3).join('\n');
  const { rows, messages } = await endpointsOf('summary', { 'r/k6/a.json': lines, 'r/k6/b.json': summary });
  expect(rows).toEqual([['/api/cart', 3]]);
  expect(messages).toEqual([
    'Requests of several methods are counted together, because another file has the name without a method: "/api/cart" (GET, POST).',
  ]);
});
