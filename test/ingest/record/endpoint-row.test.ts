import { describe, expect, it } from 'vitest';
import { digestDeviation, digestQuantile, endpointRow } from '../../../src/ingest/record/endpoint-row.ts';
import { Recorder } from '../../../src/ingest/record/recorder.ts';
import { reportedEndpoint, reportedLatency } from '../../../src/ingest/record/reported-row.ts';
import { at, present } from '../../../src/model/checked.ts';
import type { EndpointDigest, LatencyDigest } from '../../../src/model/documents/digest.ts';

/** The digest of samples, one a second. */
async function sampled(...durations: readonly number[]): Promise<EndpointDigest> {
  const recorder = new Recorder();
  for (const [i, ms] of durations.entries()) recorder.requests('load', 'read').add(i * 1_000, ms, null, NaN);
  return at((await recorder.digest()).endpoints, 0);
}
const latencyOf = async (...durations: readonly number[]): Promise<LatencyDigest> =>
  present((await sampled(...durations)).latency, 'samples have times');

describe('the standard deviation of a digest', () => {
  it('is that of a sample, which one value has not', async () => {
    // numpy.std([2, 4, 4, 4, 5, 5, 7, 9], ddof=1)
    expect(digestDeviation(await latencyOf(2, 4, 4, 4, 5, 5, 7, 9))).toBeCloseTo(2.138089935, 9);
    expect(digestDeviation(await latencyOf(2, 4))).toBeCloseTo(Math.SQRT2, 12);
    expect(digestDeviation(await latencyOf(2))).toBeNull();
  });

  it('is the one that a tool printed', () =>
    expect(digestDeviation(present(reportedLatency({ mean: 5, stddev: 3 }, 10), 'a mean is printed'))).toBe(
      3,
    ));
});

describe('a quantile of a digest', () => {
  it('is the one that a tool printed, and no other is computed', () => {
    const printed = present(reportedLatency({ p50: 10, p99: 30 }, 10), 'two are printed');
    expect([0.5, 0.95, 0.99].map((p) => digestQuantile(printed, p))).toEqual([10, null, 30]);
  });

  it('of buckets is never outside the samples', async () => {
    const buckets = { ...(await latencyOf(10.1, 10.1, 10.1)), quantiles: null };
    expect([0.5, 0.99].map((p) => digestQuantile(buckets, p))).toEqual([10.1, 10.1]);
    expect(digestQuantile({ ...buckets, histogram: null }, 0.5)).toBeNull();
  });
});

describe('the rate of an endpoint', () => {
  it('is the count of its samples by seconds, where those are known', async () => {
    const row = await sampled(...Array<number>(20).fill(5));
    const rates = [4, 0, null].map((seconds) => endpointRow(row, seconds).requestsPerSecond);
    expect(rates).toEqual([5, null, null]);
  });

  it("is the tool's own of what it printed", () => {
    const printed = (requestsPerSecond: number | null): EndpointDigest =>
      reportedEndpoint({ endpoint: 'a', count: 20, errors: 0, latency: { mean: 5 }, requestsPerSecond });
    expect(endpointRow(printed(7), 4).requestsPerSecond).toBe(7);
    expect(endpointRow(printed(null), 4).requestsPerSecond).toBeNull();
  });
});
