import { expect, test } from 'vitest';
import { inspectFixture } from '../inspect-fixture.ts';
import { reportedLatency } from '../latency.ts';

test('the JSON after the progress is read: microseconds, requests of every kind, the rate from the time taken', async () => {
  const { files, endpoints, total, durationSeconds } = await inspectFixture('bombardier/report.txt');
  expect(files[0]).toMatchObject({ format: 'bombardier-json', rows: 1 });
  expect(durationSeconds).toBe(4);
  expect(total.maxUsers).toBe(5);
  expect(endpoints).toEqual([
    {
      scenario: null,
      endpoint: 'POST http://shop.test/cart',
      count: 100,
      errors: 15,
      errorTypes: [
        { type: '4xx', count: 6 },
        { type: 'connection refused', count: 5 },
        { type: '5xx', count: 4 },
      ],
      latencyMs: reportedLatency({
        max: 9,
        mean: 1.5005,
        stddev: 0.12025,
        p50: 1.4,
        p90: 1.8,
        p95: 2,
        p99: 5,
      }),
      latencyOkMs: null,
      requestsPerSecond: 25,
    },
  ]);
});

test('a cut document is refused with what to do', async () => {
  const { files } = await inspectFixture('bombardier/cut.txt');
  expect(files[0]!.error).toMatchObject({ code: 'invalid-json' });
  expect(files[0]!.error?.hint).toContain('-p r -o json');
});

test('headers and bodies of the specification do not reach the result', async () => {
  expect(JSON.stringify(await inspectFixture('bombardier/report.txt'))).not.toContain('secret');
});

test('a document that a JSON printer indented reads as the same figures', async () => {
  const [written, printed] = await Promise.all(
    ['bombardier/report.txt', 'bombardier/printed.json'].map((path) => inspectFixture(path)),
  );
  expect(printed!.files[0]).toMatchObject({ format: 'bombardier-json', rows: 1, error: null });
  expect(printed!.endpoints).toEqual(written!.endpoints);
});
