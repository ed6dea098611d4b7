import { expect, test } from 'vitest';
import { ofLoad } from '../../src/model/lifecycle.ts';
import { reportHead } from '../../src/report/words/report-head.ts';
import { projectOf } from '../project/small-projects.ts';

const startMs = Date.parse('2026-11-01T10:00:00Z');
const point = (metric: string, atMs: number, value: number, tags: object): string =>
  JSON.stringify({
    metric,
    type: 'Point',
    data: { time: new Date(startMs + atMs).toISOString(), value, tags },
  });

/** One slow request of setup, then 240 of the load in two minutes by 4 users. */
const log = [
  point('http_req_duration', 0, 900, { group: '::setup', name: 'login' }),
  ...Array.from({ length: 240 }, (_, i) => [
    ...(i % 2 === 0 ? [point('vus', 1_000 + i * 500, 4, {})] : []),
    point('http_req_duration', 1_000 + i * 500, 50 + (i % 7), { scenario: 'browse', name: 'list' }),
  ]).flat(),
].join('\n');

const targets = [{ id: 'time', metric: 'response.p95', below: 500 }];

test("requests of k6's setup are no throughput, carry no users and are no key value", async () => {
  const { reports } = await projectOf('around-load', { 'r/k6.json': log }, { targets });
  const report = reports[0]!;
  const ofSetup = report.measures.throughput.find(({ scenario }) => scenario === 'setup');
  expect(ofSetup).toMatchObject({
    requestsPerSecond: null,
    maxUsers: null,
    sustainedUsers: null,
    totalRequests: 1,
  });
  expect(new Set(report.measures.steps.map(({ scenario }) => scenario))).toEqual(new Set(['browse']));
  expect(reportHead(report).keyValues.map(({ label, note }) => [label, note])).toEqual([
    ['95th percentile response time', 'list in browse'],
    ['Requests per second', 'browse'],
    ['Error rate', 'all requests in browse'],
    ['Mean response time', 'list in browse'],
  ]);
});

test('a run of nothing but a scenario called setup is load', () => {
  const scenarioOf = ({ id }: { id: string }): string => id;
  expect(ofLoad([{ id: 'setup' }], scenarioOf)).toEqual([{ id: 'setup' }]);
  expect(ofLoad([{ id: 'setup' }, { id: 'buy' }, { id: 'teardown' }], scenarioOf)).toEqual([{ id: 'buy' }]);
});
