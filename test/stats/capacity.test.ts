import { describe, expect, it } from 'vitest';
import { messagesPerMinute, sessionsPerDay, sustainedLoad } from '../../src/stats/capacity.ts';
import { fitScalability, scalability } from '../../src/stats/usl.ts';

describe('the sustained load', () => {
  it('is the highest step that met all targets, with the first failing one above it', () => {
    const steps = [10, 20, 50, 100, 200].map((load) => ({ load, isMet: load <= 50 }));
    expect(sustainedLoad(steps)).toEqual({ atLeast: 50, firstFailing: 100, isConsistent: true });
    expect(sustainedLoad(steps.slice(0, 3))).toEqual({ atLeast: 50, firstFailing: null, isConsistent: true });
    expect(sustainedLoad(steps.slice(3))).toEqual({ atLeast: null, firstFailing: 100, isConsistent: true });
  });

  it('does not count a step above a failing one, and takes an open step for neither', () => {
    const steps = [
      { load: 10, isMet: false },
      { load: 20, isMet: true },
      { load: 30, isMet: null },
      { load: 40, isMet: false },
    ];
    expect(sustainedLoad(steps)).toEqual({ atLeast: null, firstFailing: 10, isConsistent: false });
    expect(sustainedLoad(steps.slice(1))).toEqual({ atLeast: 20, firstFailing: 40, isConsistent: true });
  });
});

describe('rates', () => {
  it('are per measured minute, and per day with the share of the busiest hour', () => {
    expect(messagesPerMinute(900, 90)).toBe(600);
    expect(messagesPerMinute(900, 0.5)).toBe(108_000);
    expect(messagesPerMinute(900, 0)).toBeNull();
    expect(sessionsPerDay(10, 0.1)).toBeCloseTo(6_000, 9);
    expect(sessionsPerDay(10, 1 / 24)).toBeCloseTo(14_400, 9);
    // All of a day's sessions in one hour.
    expect(sessionsPerDay(10, 1)).toBe(600);
    expect(sessionsPerDay(10, 1.01)).toBeNull();
    expect(sessionsPerDay(10, 0.01)).toBeNull();
  });
});

describe('the scalability law', () => {
  const loads = [1, 5, 10, 20, 40, 80];

  it('gives back the coefficients that made the data', () => {
    const { fit } = fitScalability(
      loads,
      loads.map((load) => scalability(load, 0.05, 0.001, 30)),
    );
    expect(fit!.alpha.value).toBeCloseTo(0.05, 8);
    expect(fit!.beta.value).toBeCloseTo(0.001, 8);
    expect(fit!.gamma.value).toBeCloseTo(30, 6);
    expect(fit!.peakLoad).toBeCloseTo(Math.sqrt(0.95 / 0.001), 4);
  });

  it('marks a peak beyond twice the highest load as extrapolated', () => {
    const at = (beta: number): boolean => {
      const normal = [1, -1, 0.5, -0.5, 0.8, -0.8].map((step) => 1 + 0.0001 * step);
      return fitScalability(
        loads,
        loads.map((load, i) => scalability(load, 0.05, beta, 30) * normal[i]!),
      ).fit!.isExtrapolated;
    };
    // Peaks at sqrt(0.95 / beta): 97 for beta 0.0001, 218 for beta 0.00002; the highest load is 80.
    expect(at(0.0001)).toBe(false);
    expect(at(0.00002)).toBe(true);
  });

  it('is not identifiable from few steps, a straight line, or impossible values', () => {
    expect(fitScalability([1, 2, 3, 4], [1, 2, 3, 4]).fit).toBeNull();
    expect(fitScalability(loads, loads).fit).toBeNull();
    expect(
      fitScalability(
        loads,
        loads.map(() => 0),
      ).fit,
    ).toBeNull();
  });
});
