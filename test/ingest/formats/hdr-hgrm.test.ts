import { expect, test } from 'vitest';
import { boundedAt, readSpectrum } from '../../../src/ingest/formats/wrk/hdr-spectrum.ts';
import { inspectText } from '../inspect-text.ts';
import { inspectFixture } from '../inspect-fixture.ts';
import { reportedLatency } from '../latency.ts';

test('99 and 99.9 lie between two steps of the ladder: the step above stands for them', async () => {
  const { files, endpoints } = await inspectFixture('hdr/spectrum.hgrm');
  expect(files[0]).toMatchObject({ format: 'hdr-hgrm', rows: 1 });
  expect(files[0]!.warnings.map((warning) => warning.code)).toEqual(['no-unit']);
  expect(endpoints).toEqual([
    {
      scenario: null,
      endpoint: '*',
      count: 1_000,
      errors: null,
      errorTypes: [],
      latencyMs: reportedLatency({
        min: 0.5,
        max: 50,
        mean: 3.25,
        stddev: 2.125,
        p50: 2,
        p90: 6,
        p95: 9,
        p99: 31,
        p999: 50,
      }),
      latencyOkMs: null,
      requestsPerSecond: null,
    },
  ]);
});

const ladder = `       Value     Percentile TotalCount 1/(1-Percentile)

       0.500 0.000000000000          1           1.00
       2.000 0.500000000000        500           2.00
      20.000 0.987500000000        988          80.00
      31.000 0.990625000000        991         106.67
      50.000 1.000000000000       1000
`;

test('a share between two steps lies between their values; one on the ladder needs no bounds', () => {
  const spectrum = readSpectrum(ladder);
  if (spectrum === null) throw new Error('the ladder has rows');
  expect(boundedAt(spectrum, 0.99)).toEqual({ lower: 20, upper: 31 });
  expect(boundedAt(spectrum, 0.5)).toBeNull();
});

test('a table without its last lines still says how many values and what the largest is', async () => {
  const { endpoints } = await inspectText(ladder);
  expect(endpoints[0]).toMatchObject({ count: 1_000, latencyMs: { max: 50, mean: null, p50: 2, p99: 31 } });
});
