import { expect, test } from 'vitest';
import { inspectFixture } from '../../inspect-fixture.ts';

const whole = await inspectFixture('k6/samples.ndjson');
const row = (endpoint: string): (typeof whole.endpoints)[number] =>
  whole.endpoints.find((one) => one.endpoint === endpoint)!;

test('each line is a row, and a request counts once, whatever its other metrics', () => {
  expect(whole.files[0]).toMatchObject({ format: 'k6-ndjson', tool: 'k6', rows: 47, error: null });
  expect(whole.total).toMatchObject({ count: 10, errors: 4 });
});

test('failed requests are those that k6 marked, by status or by the cause of a lost connection', () => {
  // 0, 40, 100, 200 and 300.5 ms: the median of all is 100, of the successes 200.
  expect(row('cart')).toMatchObject({
    scenario: 'browse',
    count: 5,
    errors: 2,
    errorTypes: [
      { type: '503', count: 1 },
      { type: 'connection refused', count: 1 },
    ],
    latencyMs: { source: 'exact', min: 0, max: 300.5, mean: 128.1, p50: 100 },
    latencyOkMs: { min: 100, p50: 200 },
  });
});

test('without the tag the metric decides, and without the metric the status', () => {
  expect(row('say "hi" {id}')).toMatchObject({
    count: 4,
    errors: 2,
    errorTypes: [
      { type: '200', count: 1 },
      { type: '500', count: 1 },
    ],
    latencyOkMs: { min: 10, max: 40 },
  });
});

test('requests of setup are kept apart from the load', () => {
  expect(row('http://shop.example/health')).toMatchObject({ scenario: 'setup', count: 1, errors: 0 });
});

test('groups are transactions, and their times end where k6 stamps them', () => {
  expect(whole.transactions).toMatchObject([
    { scenario: 'browse', endpoint: 'cart', count: 1, latencyMs: { min: 1500 } },
  ]);
});

test('the run lasts from the first start to the last end, in the zone of the file', () => {
  // 12:00:00.5 at +02:00 less 250.25 ms; the last request ends at 12:00:09.
  expect(whole.startedAt).toBe('2026-11-20T10:00:00.249Z');
  expect(whole.durationSeconds).toBeCloseTo(8.75025, 6);
  expect(whole.total.maxUsers).toBe(9);
});

test('lines that cannot be used are refused with line and reason', () => {
  expect(whole.files[0]!.refused).toEqual({
    count: 3,
    first: [
      { line: 43, reason: '`data.value` of http_req_duration must be a number from 0 up, got -3' },
      { line: 44, reason: '`data.time` must be a time with its zone' },
      { line: 47, reason: 'the line is not a whole JSON object' },
    ],
  });
});

test('a file without a request says so', async () => {
  const { files } = await inspectFixture('k6/samples-no-requests.ndjson');
  expect(files[0]!.error).toMatchObject({ code: 'no-requests' });
});
