import { expect, test } from 'vitest';
import { inspectFixture } from '../inspect-fixture.ts';
import { inspectText } from '../inspect-text.ts';
import { reportedLatency } from '../latency.ts';

test('each name is a row, the block without a name the total', async () => {
  const { files, endpoints, durationSeconds, total } = await inspectFixture('drill/stats.txt');
  expect(files[0]).toMatchObject({ format: 'drill-text', error: null });
  expect(durationSeconds).toBe(2.5);
  expect(total).toEqual({ count: 150, errors: 5, requestsPerSecond: 59.88, maxUsers: 4 });
  expect(endpoints).toMatchObject([
    { endpoint: 'Fetch users', count: 100, errors: 0 },
    { endpoint: 'Check out a cart with a long name', count: 50, errors: 5 },
  ]);
  expect(endpoints[1]!.latencyMs).toEqual(
    reportedLatency({ mean: 120, stddev: 31, p50: 110, p99: 250, p999: 300 }),
  );
});

test('nanoseconds, and the colours of a terminal', async () => {
  const line = (what: string, value: string): string => `\u001b[33m${what.padEnd(25)}\u001b[0m ${value}`;
  const { endpoints, total } = await inspectText(
    [
      `\u001b[32m${'index'.padEnd(25)}\u001b[0m ${line('Total requests', '4')}`,
      `\u001b[32m${'index'.padEnd(25)}\u001b[0m ${line('Failed requests', '1')}`,
      `\u001b[32m${'index'.padEnd(25)}\u001b[0m ${line('Median time per request', '1250000ns')}`,
      '',
      line('Time taken for tests', '0.1 seconds'),
      line('Total requests', '4'),
      line('Failed requests', '1'),
      line('Median time per request', '1250000ns'),
      line('Sample standard deviation', '1000ns'),
    ].join('\n'),
  );
  expect(endpoints).toMatchObject([{ endpoint: 'index', count: 4, errors: 1, latencyMs: { p50: 1.25 } }]);
  expect(total).toMatchObject({ count: 4, errors: 1, maxUsers: null });
});
