import { describe, expect, it } from 'vitest';
import { fitScalability } from '../../src/stats/usl.ts';
import { peakInterval, scalabilityBand } from '../../src/stats/usl-band.ts';

// The example "specsdm91" of the R package usl. Expected values: test/reference-scripts/usl_band.py.
const loads = [1, 18, 36, 72, 108, 144, 216];
const throughputs = [64.9, 995.9, 1652.4, 1853.2, 1828.9, 1775, 1702.2];
const { fit } = fitScalability(loads, throughputs);

describe('the band of a fitted scalability curve', () => {
  it('is t times the standard error of the mean throughput around it', () => {
    const expected = [
      [10, 714.8440537, 522.6905621, 906.9975453],
      [96.5, 1883.8989797, 1740.5525961, 2027.2453633],
      [200, 1686.6127098, 1504.7376096, 1868.4878098],
    ] as const;
    const band = scalabilityBand(
      loads,
      fit!,
      expected.map(([load]) => load),
    );
    for (const [i, [, throughput, lower, upper]] of expected.entries()) {
      expect(band[i]!.throughput).toBeCloseTo(throughput, 5);
      expect(band[i]!.interval.lower).toBeCloseTo(lower, 5);
      expect(band[i]!.interval.upper).toBeCloseTo(upper, 5);
    }
  });

  it('gives the peak an interval', () => {
    const interval = peakInterval(loads, fit!)!;
    expect(interval.lower).toBeCloseTo(74.529995, 5);
    expect(interval.upper).toBeCloseTo(124.996998, 5);
  });

  it('has no width for coefficients on their bound, and none at all where the fit is exact', () => {
    // X = 20 N / (1 + 0.05 (N - 1)): contention only, no residual.
    const exact = [1, 5, 10, 20, 40, 80].map((n) => (20 * n) / (1 + 0.05 * (n - 1)));
    const only = fitScalability([1, 5, 10, 20, 40, 80], exact).fit!;
    const [point] = scalabilityBand([1, 5, 10, 20, 40, 80], only, [40]);
    expect(point!.interval.upper - point!.interval.lower).toBeLessThan(1e-3);
  });
});
