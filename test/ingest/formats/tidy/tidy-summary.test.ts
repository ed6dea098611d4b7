import { expect, test } from 'vitest';
import { inspectFixture } from '../../inspect-fixture.ts';

const whole = await inspectFixture('tidy/summary.json');

test('rows of single endpoints take flat or nested response times, all as reported', () => {
  expect(whole.files[0]).toMatchObject({ format: 'tidy-summary', rows: 7, error: null });
  expect(whole.endpoints).toHaveLength(2);
  const [cart, order] = whole.endpoints;
  expect(cart).toMatchObject({ scenario: 'browse', endpoint: 'GET /cart', count: 1000, errors: 10 });
  expect(cart!.errorTypes).toEqual([{ type: '503', count: 10 }]);
  expect(cart!.latencyMs).toEqual({
    source: 'reported',
    relativeError: null,
    min: 5,
    max: 900,
    mean: 50.5,
    stddev: null,
    p50: 40,
    p90: null,
    p95: 120,
    p99: null,
    p999: null,
  });
  expect(order).toMatchObject({ endpoint: 'POST /order', count: 200, errors: 3, requestsPerSecond: 3.3 });
  expect(order!.latencyMs).toMatchObject({ source: 'reported', stddev: 14, p50: 90, p90: null, p999: 1400 });
  expect(order!.latencyOkMs).toMatchObject({ source: 'reported', mean: 125, p50: null });
});

test('rows of whole scenarios beside those of endpoints do not add', () => {
  expect(whole.total).toMatchObject({ count: 1200, errors: 13, maxUsers: 25 });
  expect(whole.startedAt).toBe('2026-11-20T10:00:00.000Z');
  expect(whole.durationSeconds).toBe(60);
});

test('memory and processor rows are taken as they stand', () => {
  expect(whole.memory).toEqual([
    { operation: 'Import', baseMb: 100, peakMb: 180, finalMb: 150, deltaMb: 50, gcRecoveredMb: 30 },
  ]);
  expect(whole.cpu).toEqual([
    {
      scenario: 'browse',
      scale: 'core',
      averagePercent: 170,
      peakPercent: 310,
      coresUsed: 1.7,
      busiestPercent: null,
      cores: 4,
    },
  ]);
});

test('without rows of endpoints, a scenario is one row of all its requests', async () => {
  const { endpoints, total } = await inspectFixture('tidy/summary-scenarios.json');
  expect(endpoints).toHaveLength(1);
  expect(endpoints[0]).toMatchObject({
    scenario: 'browse',
    endpoint: '*',
    count: 1200,
    errors: 13,
    latencyMs: null,
    requestsPerSecond: 20,
  });
  expect(total).toEqual({ count: 1200, errors: 13, requestsPerSecond: 20, maxUsers: 25 });
});

test('a misspelt field is refused with the likely one', async () => {
  const { files } = await inspectFixture('tidy/summary-misspelt.json');
  expect(files[0]!.error).toEqual({
    code: 'unknown-key',
    message: '`responseTime.0.p59` is not a field of this format.',
    hint: 'Did you mean `p50`?',
  });
});

test('a row that contradicts itself is refused', async () => {
  const { files } = await inspectFixture('tidy/summary-disorder.json');
  expect(files[0]!.error!.message).toBe('`responseTime.0.p95` (20) is less than `p50` (30).');
});
