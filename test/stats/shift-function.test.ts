import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { at } from '../../src/model/checked.ts';
import { directionOf, isUneven, shiftFunction } from '../../src/stats/shift-function.ts';

const estimate = (share: number, value: number, lower: number, upper: number) => ({
  share,
  value,
  interval: { lower, upper },
});

describe('the shift function', () => {
  it('joins the distances of both intervals and a run-to-run spread of 5 %, on logarithms', () => {
    const [shift] = shiftFunction([estimate(0.95, 100, 95, 105)], [estimate(0.95, 150, 140, 165)]);
    // ln 1.5 -+ the roots of ln(150/140)^2 + ln(105/100)^2 + (1.96 x 0.05 x sqrt 2)^2 and so on.
    expect(shift?.relative).toBeCloseTo(0.5, 12);
    expect(shift?.interval.lower).toBeCloseTo(0.27525086, 6);
    expect(shift?.interval.upper).toBeCloseTo(0.78838784, 6);
  });

  it('leaves out quantiles that one side does not have or cannot bound', () => {
    const base = [estimate(0.5, 100, 95, 105), estimate(0.99, 300, 200, Infinity)];
    const head = [estimate(0.5, 100, 95, 105), estimate(0.9, 200, 190, 210), estimate(0.99, 300, 250, 350)];
    expect(shiftFunction(base, head).map(({ share }) => share)).toEqual([0.5]);
  });

  it('holds its own change, and the other way round it is the inverse', () => {
    const value = fc.double({ min: 1, max: 1e4, noNaN: true });
    const width = fc.double({ min: 0.01, max: 1, noNaN: true });
    fc.assert(
      fc.property(value, value, width, width, (a, b, u, v) => {
        const from = [estimate(0.5, a, a / (1 + u), a * (1 + u))];
        const to = [estimate(0.5, b, b / (1 + v), b * (1 + v))];
        const there = at(shiftFunction(from, to), 0);
        const back = at(shiftFunction(to, from), 0);
        expect(there.interval.lower).toBeLessThan(there.relative);
        expect(there.interval.upper).toBeGreaterThan(there.relative);
        expect(Math.abs((1 + there.interval.lower) * (1 + back.interval.upper) - 1)).toBeLessThan(1e-9);
      }),
    );
  });
});

describe('a shape', () => {
  const shift = (share: number, relative: number) => ({
    share,
    relative,
    interval: { lower: relative - 0.15, upper: relative + 0.15 },
  });

  it('changed where the tail moved and the median did not', () => {
    const tail = [shift(0.5, 0.02), shift(0.9, 0.05), shift(0.99, 0.6)];
    expect(tail.map(directionOf)).toEqual([0, 0, 1]);
    expect(isUneven(tail)).toBe(true);
  });

  it('is the same where all moved alike, or none did', () => {
    expect(isUneven([shift(0.5, 0.4), shift(0.9, 0.45), shift(0.99, 0.5)])).toBe(false);
    expect(isUneven([shift(0.5, -0.05), shift(0.99, 0.05)])).toBe(false);
  });
});
