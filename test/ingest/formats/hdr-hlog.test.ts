import { expect, test } from 'vitest';
import { inspectText } from '../inspect-text.ts';
import { inspectFixture } from '../inspect-fixture.ts';

/** Within the stated relative error of a value that was recorded. */
const near = (value: number): number => expect.closeTo(value, value * 0.001 < 0.005 ? 2 : 1) as number;

test('intervals add up by tag; values are as recorded, within the stated error', async () => {
  const { files, endpoints, startedAt, durationSeconds } = await inspectFixture('hdr/intervals.hlog');
  expect(files[0]).toMatchObject({ format: 'hdr-hlog', rows: 4 });
  expect(files[0]!.refused.first).toEqual([{ line: 6, reason: 'the histogram cannot be decoded' }]);
  expect(startedAt).toBe('2026-11-20T10:00:00.000Z');
  expect(durationSeconds).toBe(2);
  expect(endpoints.map((one) => [one.endpoint, one.count, one.errors, one.requestsPerSecond])).toEqual([
    ['(no tag)', 200, null, 100],
    ['pay', 10, null, 5],
  ]);
  // Recorded in nanoseconds: 150 of 1 ms, 40 of 2 ms, 9 of 10 ms, 1 of 50 ms.
  expect(endpoints[0]!.latencyMs).toEqual({
    source: 'histogram',
    relativeError: 0.001,
    min: near(1),
    max: near(50),
    mean: near(1.85),
    stddev: near(3.888),
    p50: near(1),
    p90: near(2),
    p95: near(2),
    p99: near(10),
    p999: near(50),
  });
});

test('histograms in the encoding V1 are named, not called damaged', async () => {
  // The cookie of V1 with words of eight bytes, as HdrHistogram 2.0 wrote it: 0x1c849382.
  const { files } = await inspectText(`#[StartTime: 1441812279.474 (seconds since epoch)]
"StartTimestamp","Interval_Length","Interval_Max","Interval_Compressed_Histogram"
0.127,1.007,2.769,HISTggAAABB42mNgYGAAAAAEAAE=
`);
  expect(files[0]?.error?.message).toContain('old encoding V1');
  expect(files[0]?.error?.hint).toContain('V2');
});
