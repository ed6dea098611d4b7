import { expect, test } from 'vitest';
import { inspectFixture } from '../inspect-fixture.ts';
import { reportedLatency } from '../latency.ts';

test('statuses and connections that failed are the requests; the latter have no time', async () => {
  const { files, endpoints, durationSeconds } = await inspectFixture('hey/report.txt');
  expect(files[0]).toMatchObject({ format: 'hey-text', rows: 1, warnings: [] });
  expect(durationSeconds).toBe(2);
  expect(endpoints).toEqual([
    {
      scenario: null,
      endpoint: '*',
      count: 12,
      errors: 5,
      errorTypes: [
        { type: '404', count: 2 },
        { type: 'connection refused', count: 2 },
        { type: '503', count: 1 },
      ],
      latencyMs: reportedLatency({ min: 10, max: 500, mean: 45, p50: 20, p90: 90, p95: 210, p99: 490 }),
      latencyOkMs: null,
      requestsPerSecond: 6,
    },
  ]);
});

test('where nothing was answered there are no times, not zeros', async () => {
  const { endpoints } = await inspectFixture('hey/all-failed.txt');
  expect(endpoints[0]).toMatchObject({ count: 4, errors: 4, latencyMs: null, requestsPerSecond: 400 });
  expect(endpoints[0]!.errorTypes).toEqual([{ type: 'EOF', count: 4 }]);
});

test('a report that was cut before its statuses is refused', async () => {
  const { files } = await inspectFixture('hey/cut.txt');
  expect(files[0]!.error).toEqual({
    code: 'cut',
    message: 'The report has no status code distribution: it was cut.',
    hint: 'Give everything that hey printed.',
  });
});

test("oha's text is not taken for hey's", async () => {
  const { files } = await inspectFixture('oha/report.txt');
  expect(files[0]!.error?.message).toMatch(/^Recognised as oha /);
});
