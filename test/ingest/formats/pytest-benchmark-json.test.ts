import { expect, test } from 'vitest';
import { inspectFixture } from '../inspect-fixture.ts';
import { oneToFour, reportedLatency } from '../latency.ts';

test('saved data are exact, summaries as reported, and a benchmark without values is refused', async () => {
  const { files, endpoints, startedAt } = await inspectFixture('pytest-benchmark/saved.json');
  expect(files[0]).toMatchObject({ format: 'pytest-benchmark-json', toolVersion: '4.0.0', rows: 3 });
  expect(files[0]!.refused.first).toEqual([
    { line: 3, reason: '`stats` of tests/test_cart.py::test_broken has neither data nor a mean' },
  ]);
  expect(startedAt).toBe('2026-11-20T10:00:00.500Z');
  expect(endpoints.map((one) => [one.endpoint, one.count, one.errors])).toEqual([
    ['tests/test_cart.py::test_add[1]', 4, null],
    ['tests/test_cart.py::test_pay', 30, null],
  ]);
  expect(endpoints[0]!.latencyMs).toEqual(oneToFour(1));
  expect(endpoints[1]!.latencyMs).toEqual(
    reportedLatency({ min: 10, max: 50, mean: 20, stddev: 5, p50: 18 }),
  );
});

test("the machine's name does not reach the result", async () => {
  expect(JSON.stringify(await inspectFixture('pytest-benchmark/saved.json'))).not.toContain('secret');
});
