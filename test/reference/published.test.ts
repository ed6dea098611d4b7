import { describe, expect, it } from 'vitest';
import { benjaminiHochberg } from '../../src/stats/benjamini-hochberg.ts';
import { brunnerMunzel } from '../../src/stats/brunner-munzel.ts';
import { newcombe, wilson } from '../../src/stats/proportion.ts';
import { quantile, type QuantileType } from '../../src/stats/quantile.ts';
import { fitScalability, leastSquaresScalability } from '../../src/stats/usl.ts';
import { referenceFixture } from './fixture.ts';

type Printed = [value: number, standardError: number | null];

interface Published {
  quantilesR: { values: number[]; byType: Record<string, [p: number, value: number][]> };
  wilson: { rows: [k: number, n: number, lower: number, upper: number][] };
  newcombe: { rows: [k1: number, n1: number, k2: number, n2: number, lower: number, upper: number][] };
  benjaminiHochberg: { p: number[]; rejected: number };
  brunnerMunzel: { a: number[]; b: number[]; statistic: number; p: number };
  usl: {
    source: string;
    loads: number[];
    throughputs: number[];
    alpha: Printed;
    beta: Printed;
    gamma: Printed;
    residualDeviation?: number;
    degreesOfFreedom?: number;
    peakLoad?: number;
    limitThroughput?: number;
    kneeLoad?: number;
  }[];
}

const published = referenceFixture('published') as Published;

/** Half a unit of the last digit of a number as it was printed. */
const rounding = (printed: number): number => 0.51 * 10 ** -(String(printed).split('.')[1]?.length ?? 0);

describe('published tables', () => {
  it.each(Object.entries(published.quantilesR.byType))('quantile type %s is what R prints', (type, rows) => {
    const sorted = [...published.quantilesR.values].sort((a, b) => a - b);
    for (const [p, value] of rows)
      expect(quantile(sorted, p, Number(type) as QuantileType)).toBeCloseTo(value, 12);
  });

  it.each(published.wilson.rows)('Wilson interval of %d of %d is Newcombe’s', (k, n, lower, upper) => {
    const interval = wilson(k, n);
    expect(interval.lower).toBeCloseTo(lower, 4);
    expect(interval.upper).toBeCloseTo(upper, 4);
  });

  it.each(published.newcombe.rows)(
    'difference of %d/%d and %d/%d is Newcombe’s',
    (k1, n1, k2, n2, lower, upper) => {
      const interval = newcombe(k1, n1, k2, n2);
      expect(interval.lower).toBeCloseTo(lower, 4);
      expect(interval.upper).toBeCloseTo(upper, 4);
    },
  );

  it('Benjamini and Hochberg reject four hypotheses in their example', () => {
    const { p, rejected } = published.benjaminiHochberg;
    const isRejected = benjaminiHochberg(p).map((adjusted) => adjusted <= 0.05);
    expect(isRejected).toEqual(p.map((_, i) => i < rejected));
  });

  it('Brunner and Munzel’s pain scores give the documented statistic', () => {
    const { a, b, statistic, p } = published.brunnerMunzel;
    expect(brunnerMunzel(a, b)!.statistic).toBeCloseTo(statistic, 12);
    expect(brunnerMunzel(a, b)!.p).toBeCloseTo(p, 12);
  });

  it.each(published.usl)('scalability law: $source', (set) => {
    const fit = leastSquaresScalability(set.loads, set.throughputs)!;
    for (const name of ['alpha', 'beta', 'gamma'] as const) {
      const [value, standardError] = set[name];
      const tolerance = set.source.startsWith('Constructed') ? 1e-4 : rounding(value);
      expect(Math.abs(fit[name].value - value), name).toBeLessThanOrEqual(tolerance);
      if (standardError !== null)
        expect(Math.abs(fit[name].standardError - standardError), `error of ${name}`).toBeLessThanOrEqual(
          rounding(standardError),
        );
    }
    for (const name of [
      'residualDeviation',
      'degreesOfFreedom',
      'peakLoad',
      'limitThroughput',
      'kneeLoad',
    ] as const) {
      const printed = set[name];
      if (printed !== undefined)
        expect(Math.abs(fit[name]! - printed), name).toBeLessThanOrEqual(rounding(printed));
    }
  });

  it('states no peak where coherence cost cannot be told from 0, and no law before the bend', () => {
    const rayTracer = fitScalability(published.usl[1]!.loads, published.usl[1]!.throughputs);
    expect(rayTracer.fit).toMatchObject({ peakLoad: null, peakThroughput: null });
    const early = fitScalability(published.usl[2]!.loads, published.usl[2]!.throughputs);
    expect(early).toEqual({ fit: null, reason: 'no load step reaches the bend of the curve' });
  });
});
