import { expect, test } from 'vitest';
import { inspectFixture } from '../../inspect-fixture.ts';
import { reportedLatency } from '../../latency.ts';

const row = {
  scenario: null,
  endpoint: '*',
  count: 100,
  errors: 10,
  errorTypes: [],
  latencyMs: reportedLatency({ min: 10, max: 300, mean: 50 }),
  latencyOkMs: null,
  requestsPerSecond: 20,
};

test('failed transactions come on top of the transactions, which the rate leaves out', async () => {
  const { files, endpoints, durationSeconds } = await inspectFixture('siege/summary.txt');
  expect(files[0]).toMatchObject({ format: 'siege-json', rows: 1, toolVersion: null });
  expect(files[0]!.warnings.map((warning) => warning.code)).toEqual(['rate-of-hits']);
  expect(durationSeconds).toBe(4.5);
  expect(endpoints).toEqual([row]);
});

test('the list of older versions reads the same', async () => {
  const { files, endpoints } = await inspectFixture('siege/summary-list.txt');
  expect(files[0]).toMatchObject({ format: 'siege-json', toolVersion: '4.0.4' });
  expect(endpoints).toEqual([row]);
});
