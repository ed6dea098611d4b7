import { expect, test } from 'vitest';
import { agreeing, spanOf, sumOrNull, totalOf, type Test } from '../../../src/ingest/record/test-totals.ts';
import { reportedEndpoint } from '../../../src/ingest/record/reported-row.ts';

/** A test as ab or wrk print it: one row with count, errors and rate. */
function printed(
  count: number | null,
  rate: number | null,
  times: Partial<Test['times']> = {},
  errors: number | null = 0,
): Test {
  const row = reportedEndpoint({
    endpoint: '*',
    count,
    errors,
    latency: { mean: 5 },
    requestsPerSecond: rate,
  });
  return {
    endpoints: [row],
    whole: null,
    times: { startedAtMs: null, durationSeconds: null, isRelativeTime: false, ...times },
  };
}

test('two tests without a clock have no rate: 500/s for 2 s and 1000/s for 3 s are never 1500/s', () => {
  const total = totalOf([
    printed(1_000, 500, { durationSeconds: 2 }),
    printed(3_000, 1_000, { durationSeconds: 3 }),
  ]);
  expect(total).toEqual({
    count: 4_000,
    errors: 0,
    requestsPerSecond: null,
    durationSeconds: null,
    isWithoutClock: true,
  });
});

test('files that are stated to have run at once have the rate of all over the longest', () => {
  const total = totalOf([
    printed(1_000, 500, { durationSeconds: 2, isTogether: true }),
    printed(3_000, 1_000, { durationSeconds: 3, isTogether: true }),
  ]);
  // 4000 requests in 3 s.
  expect(total.requestsPerSecond).toBeCloseTo(1_333.333, 3);
  expect(total.durationSeconds).toBe(3);
});

test('with clocks the time counts in which a test ran, without the pause between them', () => {
  const total = totalOf([
    printed(100, 10, { startedAtMs: 0, durationSeconds: 10 }),
    printed(100, 10, { startedAtMs: 30_000, durationSeconds: 10 }),
  ]);
  // 200 requests in 2 x 10 s, within 40 s.
  expect(total).toMatchObject({ requestsPerSecond: 10, durationSeconds: 20, spanSeconds: 40 });
});

test('of samples the span counts, idle time included', () => {
  const sampled = (startMs: number): Test => {
    const { endpoints, ...test } = printed(100, null, { startedAtMs: startMs, durationSeconds: 10 });
    return { ...test, endpoints: endpoints.map((row) => ({ ...row, firstStartMs: startMs })) };
  };
  const total = totalOf([sampled(0), sampled(30_000)]);
  expect(total).toMatchObject({ requestsPerSecond: 5, durationSeconds: 40 });
});

test('one clock beside a test without is none', () => {
  const total = totalOf([
    printed(100, 10, { startedAtMs: 0, durationSeconds: 10 }),
    printed(100, 10, { durationSeconds: 10 }),
  ]);
  expect(total.requestsPerSecond).toBeNull();
});

test("the tool's own total is the total, whatever its rows add up to", () => {
  const rows = [60, 2.5, 15].map((rate) =>
    reportedEndpoint({ endpoint: `${rate}`, count: 10, errors: 0, latency: null, requestsPerSecond: rate }),
  );
  const whole = reportedEndpoint({
    endpoint: '*',
    count: 20,
    errors: 1,
    latency: null,
    requestsPerSecond: 3.7,
  });
  const times = { startedAtMs: null, durationSeconds: null, isRelativeTime: false };
  expect(totalOf([{ endpoints: rows, whole, times }])).toMatchObject({
    count: 20,
    errors: 1,
    requestsPerSecond: 3.7,
  });
  // Without it each rate is over a span of its own.
  expect(totalOf([{ endpoints: rows, whole: null, times }])).toMatchObject({
    count: 30,
    requestsPerSecond: null,
  });
});

test('what a tool did not count is null, never 0; bare percentiles beside a count are of its requests', () => {
  expect(totalOf([printed(null, null)]).count).toBeNull();
  expect(totalOf([printed(null, null), printed(100, 40)])).toMatchObject({
    count: 100,
    requestsPerSecond: 40,
  });
});

test('rate, duration and count of one page agree', () => {
  const of = (count: number, errors: number, requestsPerSecond: number, durationSeconds: number) =>
    agreeing({ count, errors, requestsPerSecond, durationSeconds, isWithoutClock: false });
  // siege: 400 of 420 requests succeeded in 8 s; its 50/s leaves the failed ones out.
  expect(of(420, 20, 50, 8)).toMatchObject({ requestsPerSecond: 52.5, durationSeconds: 8 });
  // Locust: 1000 requests at 100/s; its history ends after 8 s.
  expect(of(1_000, 0, 100, 8)).toMatchObject({ requestsPerSecond: 100, durationSeconds: 10 });
  // Rounding is no contradiction.
  expect(of(1_000, 0, 100.2, 10)).toMatchObject({ requestsPerSecond: 100.2, durationSeconds: 10 });
});

test('rate and duration agree within half a per cent, and nothing is derived from nothing', () => {
  const of = (count: number, errors: number | null, requestsPerSecond: number, durationSeconds = 10) =>
    agreeing({ count, errors, requestsPerSecond, durationSeconds, isWithoutClock: false });
  // 1000 requests in 10 s: 100.49/s are 0.49% off, 100.6/s are 0.6% off and would take 9.94 s.
  expect(of(1_000, 0, 100.49).durationSeconds).toBe(10);
  expect(of(1_000, 0, 99.51).durationSeconds).toBe(10);
  expect(of(1_000, 0, 100.6).durationSeconds).toBeCloseTo(9.9404, 4);
  expect(of(1_000, 0, 99.4).durationSeconds).toBeCloseTo(10.0604, 4);
  expect(of(1_000, null, 50).durationSeconds).toBe(20);
  expect(of(0, 0, 50)).toMatchObject({ requestsPerSecond: 50, durationSeconds: 10 });
  expect(of(1_000, 0, 0)).toMatchObject({ requestsPerSecond: 0, durationSeconds: 10 });
});

test('a test of no requests or of no time has no rate', () => {
  expect(totalOf([printed(0, null, { durationSeconds: 10 })]).requestsPerSecond).toBeNull();
  expect(totalOf([printed(10, null, { durationSeconds: 0 })]).requestsPerSecond).toBeNull();
  expect(totalOf([printed(10, null, { durationSeconds: 4 })]).requestsPerSecond).toBe(2.5);
});

test('rows span the time from their first start to their last end', () => {
  const row = (firstStartMs: number | null, lastEndMs: number | null) => ({
    ...reportedEndpoint({ endpoint: 'a', count: 1, errors: 0, latency: null }),
    firstStartMs,
    lastEndMs,
  });
  expect(spanOf([row(2_000, 3_000), row(1_000, 2_500), row(null, null)])).toEqual({
    startMs: 1_000,
    seconds: 2,
  });
  expect([spanOf([row(null, 3_000)]), spanOf([row(1_000, null)]), spanOf([])]).toEqual([null, null, null]);
});

test('a sum with an unknown part is unknown, and so is that of nothing', () => {
  expect([sumOrNull([1, 2]), sumOrNull([0]), sumOrNull([1, null]), sumOrNull([])]).toEqual([
    3,
    0,
    null,
    null,
  ]);
});
