import { expect, it } from 'vitest';
import { ratioOfMeans } from '../../src/stats/ratio-of-means.ts';

it('is the ratio with the interval that scipy gives', () => {
  const found = ratioOfMeans({ mean: 100, deviation: 5, n: 10 }, { mean: 150, deviation: 12, n: 8 });
  // test/reference-scripts/ratio_of_means.py
  expect(found?.ratio).toBe(1.5);
  expect(found?.interval?.lower).toBeCloseTo(1.3969701, 6);
  expect(found?.interval?.upper).toBeCloseTo(1.6106286, 6);
});

it('has no interval where a spread is unknown, and there is none of what is not above 0', () => {
  const known = { mean: 100, deviation: 5, n: 10 };
  expect(ratioOfMeans(known, { mean: 50, deviation: null, n: 10 })).toEqual({ ratio: 0.5, interval: null });
  expect(ratioOfMeans(known, { mean: 50, deviation: 1, n: 1 })).toEqual({ ratio: 0.5, interval: null });
  expect(ratioOfMeans({ ...known, mean: 0 }, known)).toBeNull();
});

it('is exact where neither side varies', () => {
  const [base, other] = [100, 50].map((mean) => ({ mean, deviation: 0, n: 10 }));
  expect(base && other && ratioOfMeans(base, other)).toEqual({
    ratio: 0.5,
    interval: { lower: 0.5, upper: 0.5 },
  });
});
