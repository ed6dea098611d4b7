import { describe, expect, it } from 'vitest';
import { at, present } from '../../src/model/checked.ts';
import { fitScalability } from '../../src/stats/usl.ts';
import { peakInterval, scalabilityBand } from '../../src/stats/usl-band.ts';
import { uslCoverage } from '../bench/usl-coverage.ts';

// The example "specsdm91" of the R package usl. Expected values: test/reference-scripts/usl_logarithm.py (scipy).
const loads = [1, 18, 36, 72, 108, 144, 216];
const throughputs = [64.9, 995.9, 1652.4, 1853.2, 1828.9, 1775, 1702.2];
const fit = present(fitScalability(loads, throughputs, 'logarithm').fit, 'the example has a bend');

const closeTo = (actual: number, expected: number): void =>
  expect(Math.abs(actual / expected - 1)).toBeLessThan(1e-4);

describe('the scalability law on logarithms', () => {
  it('has scipy’s coefficients and intervals', () => {
    closeTo(fit.alpha.value, 0.0134524727);
    closeTo(fit.alpha.interval.lower, 0.00222955565);
    closeTo(fit.alpha.interval.upper, 0.0246753898);
    closeTo(fit.beta.value, 1.1511008e-4);
    closeTo(fit.beta.interval.lower, 5.5080697e-5);
    closeTo(fit.gamma.value, 67.9423227);
    closeTo(fit.gamma.interval.upper, 80.5425749);
    closeTo(fit.residualDeviation, 0.0746276);
  });

  it('has scipy’s band and interval of the peak', () => {
    const band = scalabilityBand(loads, fit, [10, 200]);
    const expected = [
      [600.4984218, 526.7222305, 684.6081933],
      [1645.4066541, 1407.9066763, 1922.9705371],
    ] as const;
    band.forEach(({ throughput, interval }, i) => {
      const [mean, lower, upper] = at(expected, i);
      closeTo(throughput, mean);
      closeTo(interval.lower, lower);
      closeTo(interval.upper, upper);
    });
    const peak = present(peakInterval(loads, fit), 'the example has a peak');
    closeTo(present(fit.peakLoad, 'the example has a peak'), 92.576835);
    closeTo(peak.lower, 71.6031854);
    closeTo(peak.upper, 119.6939816);
  });

  it('leaves open how far above its bound a coefficient may lie', () => {
    const few = [1, 5, 10, 20, 40, 80];
    const scatter = [1, 1.01, 0.99, 1.02, 0.985, 1.03];
    const rates = few.map((n, i) => ((20 * n) / (1 + 0.05 * (n - 1))) * at(scatter, i));
    const { beta } = present(fitScalability(few, rates, 'logarithm').fit, 'the last step is past the knee');
    expect([beta.value, beta.interval.lower]).toEqual([0, 0]);
    closeTo(beta.interval.upper, 6.334686e-5);
  });

  it('covers what made the data', () => {
    const system = { alpha: 0.03, beta: 0.0002, gamma: 20 } as const;
    const { alpha, beta, gamma } = uslCoverage(system, {
      scale: 'logarithm',
      scatter: 0.05,
      fits: 150,
      seed: 3,
    });
    // Nominal 95 %; beta fitted on throughput itself covers 87 %.
    for (const share of [alpha, beta, gamma]) expect(share).toBeGreaterThan(0.9);
  });
});
