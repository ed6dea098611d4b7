import { describe, expect, it } from 'vitest';
import { present } from '../../src/model/checked.ts';
import { fitScalability, scalability, type ScalabilityFit } from '../../src/stats/usl.ts';

const loads = [1, 5, 10, 20, 40, 80];
const scatter = [0, 0.01, -0.01, 0.02, -0.015, 0.03];

/** The law of a system with such contention and coherence cost, and measured throughput a little beside it. */
const fitOf = (alpha: number, beta: number, sign: 1 | -1): ScalabilityFit =>
  present(
    fitScalability(
      loads,
      loads.map((load, i) => scalability(load, alpha, beta, 20) * (1 + sign * (scatter[i] ?? NaN))),
    ).fit,
    'the curve bends',
  );

// Expected values: test/reference-scripts/usl_bounds.py.
describe('a coefficient that would be below 0', () => {
  it('of contention is 0, and reaches up to what its profile leaves open', () => {
    const { alpha, beta, gamma, ...fit } = fitOf(0, 0.0005, -1);
    expect(alpha).toMatchObject({ value: 0, standardError: 0, interval: { lower: 0 } });
    expect(alpha.interval.upper).toBeCloseTo(0.005392212190318774, 8);
    expect(beta.value).toBeCloseTo(5.14430794e-4, 10);
    expect(beta.standardError).toBeCloseTo(1.94445156e-5, 11);
    expect(beta.interval.upper).toBeCloseTo(5.68417424e-4, 10);
    expect(beta.value - beta.interval.lower).toBeCloseTo(beta.interval.upper - beta.value, 12);
    expect(gamma.value).toBeCloseTo(20.1137598, 6);
    expect(gamma.interval.upper).toBeCloseTo(21.1718417, 6);
    expect(fit.residualDeviation).toBeCloseTo(6.703537134673216, 8);
    // Nothing waits in line, so no knee and no limit; the peak is at sqrt(1 / beta).
    expect(fit).toMatchObject({ degreesOfFreedom: 4, limitThroughput: null, kneeLoad: null });
    expect(fit.peakLoad).toBeCloseTo(Math.sqrt(1 / 5.14430794e-4), 4);
  });

  it('of coherence is 0 and has no peak', () => {
    const { alpha, beta, gamma, ...fit } = fitOf(0.05, 0, 1);
    expect(beta).toMatchObject({ value: 0, standardError: 0, interval: { lower: 0 } });
    expect(beta.interval.upper).toBeCloseTo(6.895348556316254e-5, 10);
    expect(alpha.value).toBeCloseTo(0.04764477, 8);
    expect(alpha.standardError).toBeCloseTo(0.00249325, 8);
    expect(alpha.interval.upper).toBeCloseTo(0.05456715, 8);
    expect(gamma.standardError).toBeCloseTo(0.68060742, 7);
    expect(fit).toMatchObject({ peakLoad: null, peakThroughput: null, isExtrapolated: false });
    expect(fit.kneeLoad).toBeCloseTo(1 / 0.04764477, 4);
    expect(fit.limitThroughput).toBeCloseTo(19.60527327 / 0.04764477, 3);
  });
});

describe('what cannot be fitted', () => {
  const reasonOf = (steps: readonly number[], throughputs: readonly number[]): string | null => {
    const found = fitScalability(steps, throughputs);
    return found.fit === null ? found.reason : null;
  };
  const rates = (steps: readonly number[]): number[] =>
    steps.map((load) => scalability(load, 0.1, 0.001, 20));

  it('has fewer than five different loads', () => {
    const five = [1, 5, 10, 20, 40];
    expect(reasonOf(five, rates(five))).toBeNull();
    const four = [1, 5, 10, 20, 20];
    expect(reasonOf(four, rates(four))).toBe('fewer than 5 load steps');
  });

  it('has a step without load or without throughput', () => {
    const reason = 'a step has no load or no throughput';
    expect(reasonOf([0, ...loads], [20, ...rates(loads)])).toBe(reason);
    expect(reasonOf(loads, rates(loads).with(2, 0))).toBe(reason);
  });

  it('ends before the curve bends', () => {
    // Contention of 1% bends it at a load of 100.
    const reason = 'no load step reaches the bend of the curve';
    expect(
      reasonOf(
        loads,
        loads.map((load) => scalability(load, 0.01, 0, 20)),
      ),
    ).toBe(reason);
    const farther = [...loads, 101];
    expect(
      reasonOf(
        farther,
        farther.map((load) => scalability(load, 0.01, 0, 20)),
      ),
    ).toBeNull();
  });
});
