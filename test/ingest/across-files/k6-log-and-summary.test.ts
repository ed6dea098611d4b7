import { expect, test } from 'vitest';
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
