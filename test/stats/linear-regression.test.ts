import { expect, it } from 'vitest';
import { linearRegression } from '../../src/stats/linear-regression.ts';

it('is exact where a column nearly is a unit vector', () => {
  // By hand: the slope is x'y / x'x = (3 + 5e-9 + 7e-9) / (1 + 2e-18), and the residuals are 5 and 7 (less 3e-9).
  const { coefficients, residualDeviation, degreesOfFreedom } = linearRegression(
    [[1, 1e-9, 1e-9]],
    [3, 5, 7],
  );
  expect(coefficients[0]).toBeCloseTo(3.000000012, 12);
  expect(residualDeviation).toBeCloseTo(Math.sqrt((25 + 49) / 2), 6);
  expect(degreesOfFreedom).toBe(2);
  expect(linearRegression([[-1, 1e-9, 1e-9]], [3, 5, 7]).coefficients[0]).toBeCloseTo(-2.999999988, 12);
});

it('has the slope, the intercept and the errors of numpy', () => {
  // numpy.linalg.lstsq and scipy.stats.linregress of x = 1..5, y = 2, 4, 5, 4, 5.
  const x = [1, 2, 3, 4, 5];
  const fit = linearRegression([[1, 1, 1, 1, 1], x], [2, 4, 5, 4, 5]);
  expect(fit.coefficients[0]).toBeCloseTo(2.2, 12);
  expect(fit.coefficients[1]).toBeCloseTo(0.6, 12);
  expect(fit.standardErrors[0]).toBeCloseTo(0.9380831519646861, 12);
  expect(fit.standardErrors[1]).toBeCloseTo(0.282842712474619, 12);
  expect(fit.rSquared).toBeCloseTo(0.6, 12);
  // t of three degrees of freedom is 3.182446305284263.
  expect(fit.intervals[1]?.lower).toBeCloseTo(0.6 - 3.182446305284263 * 0.282842712474619, 9);
});

it('goes through as many points as there are coefficients, and needs no fewer', () => {
  const fit = linearRegression(
    [
      [1, 1],
      [1, 3],
    ],
    [5, 9],
  );
  expect(fit.coefficients.map((value) => Math.round(value * 1e9) / 1e9)).toEqual([3, 2]);
  expect([fit.residualDeviation, fit.degreesOfFreedom]).toEqual([0, 0]);
  expect(() => linearRegression([[1], [1]], [5])).toThrow(RangeError);
});
