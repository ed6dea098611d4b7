import { expect, test } from 'vitest';
import { inspectFixture } from '../inspect-fixture.ts';

// One test of 41 requests, as both logs and the report show it (test/fixtures/raw/goose). Calculated by hand: 20 times
// GET / of 10 to 29 ms; 20 times POST /login of twice 120, 133, 149, 250, 444, 520, 560, 740, 999 and 1499 ms.
const endpoints = [
  { endpoint: 'GET /', count: 20, errors: 0 },
  { endpoint: 'POST /login', count: 20, errors: 2 },
  { endpoint: 'TCP echo', count: 1, errors: 1 },
];

test.each(['goose/requests.csv', 'goose/requests.log'])(
  '%s: an outcome that the script sets later belongs to its request',
  async (path) => {
    const found = await inspectFixture(path);
    expect(found.files[0]).toMatchObject({ error: null, rows: 43, refused: { count: 0 } });
    expect(found.files[0]!.warnings).toMatchObject([{ code: 'omission-copies' }]);
    expect(found.startedAt).toBeNull();
    expect(found.endpoints).toMatchObject(endpoints);
    // (482 = the mean of 444 and 520, the middle of 20 values)
    expect(found.endpoints[1]!.latencyMs).toMatchObject({
      source: 'exact',
      min: 120,
      max: 1_499,
      mean: 541.4,
      p50: 482,
    });
    expect(found.endpoints[1]!.errorTypes).toEqual([
      { type: '500', count: 1 },
      { type: 'no session', count: 1 },
    ]);
    expect(found.endpoints[2]!.errorTypes).toEqual([{ type: 'refused, by peer', count: 1 }]);
  },
);

test("the report: goose's own rounded percentiles, its total, and transactions beside the requests", async () => {
  const found = await inspectFixture('goose/report.json');
  expect(found.files[0]).toMatchObject({ format: 'goose-report-json', error: null });
  expect(found.durationSeconds).toBe(10);
  expect(found.total).toEqual({ count: 41, errors: 3, requestsPerSecond: 4.1, maxUsers: 2 });
  expect(found.endpoints).toMatchObject(endpoints);
  expect(found.endpoints[1]).toMatchObject({
    requestsPerSecond: 2,
    latencyMs: { source: 'reported', min: 120, max: 1_499, mean: 541.4, p50: 440, p90: 1_000, p99: 1_000 },
  });
  expect(found.transactions).toMatchObject([
    { endpoint: 'Shopper: browse', count: 20, errors: 2, latencyMs: { mean: 430.5, p50: null } },
  ]);
});

test('the log beside its report counts once', async () => {
  const { total } = await inspectFixture('goose/requests.csv', 'goose/report.json');
  expect(total).toMatchObject({ count: 41, errors: 3 });
});
