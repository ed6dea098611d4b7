import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pottsSegmentation } from '../../src/stats/potts.ts';

/** Hyndman-Fan 7, written out. */
function quantile7(sorted: readonly number[], p: number): number {
  const place = (sorted.length - 1) * p;
  const below = Math.floor(place);
  const next = sorted[Math.min(sorted.length - 1, below + 1)]!;
  return sorted[below]! + (place - below) * (next - sorted[below]!);
}

/** The levels that docs/statistics.md names: 200 quantiles and the midpoints between neighbours. */
function levelsOf(values: readonly number[]): number[] {
  const sorted = values.toSorted((a, b) => a - b);
  const quantiles = [...new Set(Array.from({ length: 200 }, (_, i) => quantile7(sorted, i / 199)))];
  return [...quantiles, ...quantiles.slice(1).map((level, i) => (level + quantiles[i]!) / 2)];
}

const limit = 4;
const penalty = 12;

/** The least cost of one level for values[from..to). */
function segmentCost(values: readonly number[], from: number, to: number, levels: readonly number[]): number {
  const costs = levels.map((level) =>
    values.slice(from, to).reduce((sum, value) => sum + Math.min((value - level) ** 2, limit ** 2), 0),
  );
  return Math.min(...costs);
}

/** The least cost of any segmentation, by trying every last segment. */
function leastCost(values: readonly number[], levels: readonly number[]): number {
  const best = [-penalty];
  for (let to = 1; to <= values.length; to++)
    best.push(Math.min(...best.map((cost, from) => cost + penalty + segmentCost(values, from, to, levels))));
  return best.at(-1)!;
}

describe('pottsSegmentation', () => {
  it('finds a segmentation of least cost', () => {
    const level = fc.array(fc.double({ min: -1.5, max: 1.5, noNaN: true }), { minLength: 1, maxLength: 8 });
    const history = fc
      .array(fc.tuple(fc.integer({ min: -12, max: 12 }), level), { minLength: 1, maxLength: 4 })
      .map((levels) => levels.flatMap(([shift, noise]) => noise.map((value) => shift + value)));
    fc.assert(
      fc.property(history, (values) => {
        const levels = levelsOf(values);
        const steps = pottsSegmentation(values, 1, { outlierLimit: limit, penalty });
        const starts = [0, ...steps, values.length];
        const cost = starts
          .slice(1)
          .reduce((sum, to, i) => sum + segmentCost(values, starts[i]!, to, levels), penalty * steps.length);
        expect(cost).toBeCloseTo(leastCost(values, levels), 6);
      }),
      { numRuns: 60 },
    );
  });

  it('knows no levels but the quantiles and the midpoints between them', () => {
    // Of 900 values 101 are -3. No quantile falls between them and the 1s: 899 x 22 / 199 = 99.4, 899 x 23 / 199 = 103.9.
    // A level of 0 would take the second part for 3 a value, where -1 and 1 take it for 4.
    const values = [
      ...Array<number>(496).fill(1),
      ...Array.from({ length: 404 }, (_, i) => (i % 4 === 1 ? -3 : 1)),
    ];
    expect(pottsSegmentation(values, 1, { outlierLimit: limit, penalty })).toEqual([]);
  });

  it('finds the one step of a series without noise', () => {
    const values = [...Array<number>(12).fill(0), ...Array<number>(12).fill(10)];
    expect(pottsSegmentation(values, 1, { outlierLimit: limit, penalty })).toEqual([12]);
  });
});
