import { expect, test } from 'vitest';
import { inspectText } from '../inspect-text.ts';
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
    message: 'The report has no status code distribution: it is incomplete.',
    hint: 'Provide the complete output of hey.',
  });
});

test("oha's text is not taken for hey's", async () => {
  const { files } = await inspectFixture('oha/console.txt');
  expect(files[0]!.format).toBe('oha-text');
});

const million = (rate: string, responses: number): string => `
Summary:
  Total:	10.0000 secs
  Slowest:	0.0500 secs
  Fastest:	0.0001 secs
  Average:	0.0020 secs
  Requests/sec:	${rate}

Latency distribution:
  50% in 0.0010 secs

Status code distribution:
  [200]	${responses} responses
`;

test('past a million responses hey lists only a part: the count comes from rate and duration', async () => {
  const { files, endpoints } = await inspectText(million('140000.0000', 1_000_000));
  // 140,000 a second over 10 s.
  expect(endpoints[0]).toMatchObject({ count: 1_400_000, errors: null, latencyMs: { mean: null, p50: 1 } });
  expect(files[0]?.warnings.map(({ code }) => code)).toEqual(['cut-at-a-million']);
});

test('a test of just a million requests is whole', async () => {
  const { files, endpoints } = await inspectText(million('100000.0000', 1_000_000));
  expect(endpoints[0]).toMatchObject({ count: 1_000_000, errors: 0, latencyMs: { mean: 2 } });
  expect(files[0]?.warnings).toEqual([]);
});
