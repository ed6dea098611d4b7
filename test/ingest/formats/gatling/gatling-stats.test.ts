import { expect, test } from 'vitest';
import { inspectFixture } from '../../inspect-fixture.ts';

const folder = ['gatling/js/assertions.json', 'gatling/js/global_stats.json', 'gatling/js/stats.json'];

test('the files of a folder are one test, in which the whole does not add', async () => {
  const { files, endpoints, transactions, total, startedAt, durationSeconds } = await inspectFixture(
    ...folder,
  );
  expect(files.map((file) => [file.format, file.rows])).toEqual([
    ['gatling-stats', 1],
    ['gatling-stats', 1],
    ['gatling-stats', 5],
  ]);
  expect(endpoints.map((row) => [row.endpoint, row.count, row.errors])).toEqual([
    ['home', 100, 0],
    ['item', 200, 10],
    ['Browse / home', 100, 0],
  ]);
  expect(transactions.map((row) => [row.endpoint, row.count])).toEqual([['Browse', 50]]);
  expect(total).toMatchObject({ count: 400, errors: 10 });
  expect(startedAt).toBe('2026-11-20T10:00:00.000Z');
  // 400 requests at 8 a second.
  expect(durationSeconds).toBe(50);
});

test('percentiles are taken as 50, 75, 95 and 99, and said to be', async () => {
  const { files, endpoints } = await inspectFixture('gatling/js/stats.json');
  expect(endpoints[1]!.latencyMs).toEqual({
    source: 'reported',
    relativeError: null,
    min: 10,
    max: 200,
    mean: 30,
    stddev: 20,
    p50: 20,
    p90: null,
    p95: 80,
    p99: 160,
    p999: null,
  });
  expect(endpoints[1]!.latencyOkMs).toMatchObject({ min: 9, p50: 18, p95: 72, p99: 144 });
  expect(endpoints[1]!.requestsPerSecond).toBe(4);
  expect(files[0]!.warnings).toMatchObject([{ code: 'assumed-percentiles' }]);
});

test('assertions that were not kept are told', async () => {
  const { files } = await inspectFixture(...folder);
  expect(files[0]!.warnings).toEqual([
    {
      code: 'failed-assertions',
      message:
        'Assertions of the simulation failed: Global: 95th percentile of response time is less than 50.0.',
    },
  ]);
});

test('global_stats.json alone is one row; old versions have two percentiles and a dash for none', async () => {
  const { endpoints } = await inspectFixture('gatling/old-js/global_stats.json');
  expect(endpoints).toMatchObject([
    {
      endpoint: '*',
      count: 100,
      errors: 0,
      latencyMs: { p50: null, p95: 20, p99: 40 },
      latencyOkMs: { p95: 20 },
    },
  ]);
});

test('what contains no values is refused with what to give', async () => {
  const { files } = await inspectFixture('gatling/js/assertions.json', 'gatling/old-js/stats.js');
  expect(files[0]!.error).toMatchObject({ code: 'no-requests' });
  expect(files[1]!.error!.message).toContain('provide stats.json of the same folder');
});
