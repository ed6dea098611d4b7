import { expect, it } from 'vitest';
import { present } from '../../../src/model/checked.ts';
import type { LatencyDigest } from '../../../src/model/documents/digest.ts';
import { projectSchema } from '../../../src/model/documents/project.ts';
import { ownPercentiles, wantedShares } from '../../../src/report/measure/own-percentiles.ts';
import { digestOf } from '../findings/make-load.ts';

it('a project’s own percentiles are those that its targets and effects name, and that no row has', () => {
  const project = projectSchema.parse({
    targets: [
      { id: 'a', metric: 'response.p99.5', below: 500 },
      { id: 'b', metric: 'response.p95', below: 500 },
      { id: 'c', metric: 'response.mean', below: 500 },
    ],
    comparison: { minimumEffect: { 'response.p75': 0.1, 'response.p98': 0.1, 'errors.rate': 0.1 } },
  });
  expect(wantedShares(project)).toEqual([0.75, 0.98, 0.995]);
});

it('they come from the histogram of the samples, within what was seen', async () => {
  const { pooled } = await digestOf([{ seconds: 100, rate: 20, medianMs: 100, spread: 0.2 }]);
  const latency = present(pooled[0]?.latency, 'there are samples');
  expect(ownPercentiles({ latency }, [], [], 0)).toEqual([]);
  expect(ownPercentiles({ latency: null }, [0.75], [], 0)).toEqual([]);
  const [upper, last] = ownPercentiles({ latency }, [0.75, 0.9999], [], 0);
  expect(upper).toMatchObject({ share: 0.75, source: 'histogram' });
  // The quartile of a lognormal of median 100 and deviation 0.2 is 100 exp(0.2 x 0.6745) = 114.4, of 2,000 within 2%.
  expect(Math.abs((upper?.ms ?? 0) / 114.4 - 1)).toBeLessThan(0.02);
  expect(upper?.interval?.lower).toBeLessThan(upper?.ms ?? 0);
  expect(last?.ms).toBeLessThanOrEqual(latency.max ?? 0);
  expect(last?.interval?.upper).toBeNull();
});

it('of reported results they are those that the tool printed', () => {
  const latency = {
    source: 'reported',
    histogram: null,
    count: 10,
    quantiles: [{ p: 0.75, value: 120 }],
  } as unknown as LatencyDigest;
  const one = { source: 'reported', interval: null, effectiveN: null };
  expect(ownPercentiles({ latency }, [0.75, 0.98], [], 0)).toEqual([
    { ...one, share: 0.75, ms: 120 },
    { ...one, share: 0.98, ms: null },
  ]);
});
