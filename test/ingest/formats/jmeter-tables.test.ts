import { expect, test } from 'vitest';
import { inspectFixture } from '../inspect-fixture.ts';
import { inspectText } from '../inspect-text.ts';

test('statistics.json gives a row a label, without the total', async () => {
  const { endpoints, total, files } = await inspectFixture('jmeter/shop.statistics.json');
  expect(endpoints).toMatchObject([
    {
      endpoint: 'Home',
      count: 200,
      errors: 4,
      requestsPerSecond: 10.5,
      latencyMs: {
        source: 'reported',
        min: 11,
        max: 400,
        mean: 55.25,
        stddev: null,
        p50: 50,
        p90: 90,
        p95: 120.5,
        p99: 301.25,
        p999: null,
      },
    },
    { endpoint: 'Pay, now', count: 50, errors: 0, latencyMs: { p50: null, p90: 95 } },
  ]);
  expect(total).toEqual({ count: 250, errors: 4, requestsPerSecond: 13, maxUsers: null });
  expect(files[0]).toMatchObject({
    format: 'jmeter-statistics-json',
    rows: 3,
    warnings: [{ code: 'assumed-percentiles' }],
  });
});

test('statistics.json with transactions among its rows says that they add up to more than the total', async () => {
  const row = (transaction: string, sampleCount: number) => ({
    transaction,
    sampleCount,
    errorCount: 0,
    pct1ResTime: 1,
    pct2ResTime: 1,
    pct3ResTime: 1,
  });
  const { files } = await inspectText(
    JSON.stringify({ a: row('a', 5), T: row('T', 5), Total: row('Total', 5) }),
  );
  expect(files[0]?.warnings.map((warning) => warning.code)).toEqual([
    'assumed-percentiles',
    'rows-are-not-the-total',
  ]);
});

test('a statistics.json that contains only the total is the row of all requests', async () => {
  const { endpoints } = await inspectText(
    JSON.stringify({ Total: { transaction: 'Total', sampleCount: 0, errorCount: 0, pct1ResTime: 0 } }),
  );
  expect(endpoints).toMatchObject([{ endpoint: '*', count: 0, latencyMs: null }]);
});

test('an aggregate report gives percentiles, and errors as a rounded product', async () => {
  const { endpoints, total, files } = await inspectFixture('jmeter/aggregate.csv');
  expect(endpoints).toMatchObject([
    {
      endpoint: 'Find "blue, green"',
      count: 200,
      errors: 5,
      requestsPerSecond: 10.5,
      latencyMs: { min: 11, max: 400, mean: 55, p50: 50, p90: 90, p95: 120, p99: 301, stddev: null },
    },
    { endpoint: 'Pay', count: 48, errors: 0 },
    { endpoint: 'Never', count: 0, latencyMs: null },
  ]);
  expect(total.count).toBe(248);
  expect(files[0]).toMatchObject({ format: 'jmeter-aggregate-csv', rows: 4, refused: { count: 0 } });
});

test('a summary report gives a deviation and no percentiles', async () => {
  const { endpoints, files } = await inspectFixture('jmeter/summary.csv');
  expect(endpoints).toMatchObject([
    { endpoint: 'Home', count: 40, errors: 2, latencyMs: { stddev: 8.25, p50: null, p95: null } },
  ]);
  expect(files[0]?.rows).toBe(2);
});

test('reads the column names of the plugins, rates with units, and no share without its sign', async () => {
  const { endpoints } = await inspectText(
    [
      'sampler_label,aggregate_report_count,average,aggregate_report_median,aggregate_report_90%_line,aggregate_report_min,aggregate_report_max,aggregate_report_error%,aggregate_report_rate',
      'a,10,20,18,30,5,60,0.5,30.0/min',
      'b,10,20,18,30,5,60,10%,2.0/sec',
    ].join('\n'),
  );
  expect(endpoints).toMatchObject([
    { endpoint: 'a', errors: null, requestsPerSecond: 0.5, latencyMs: { p50: 18, p90: 30, p95: null } },
    { endpoint: 'b', errors: 1, requestsPerSecond: 2 },
  ]);
});
