import { describe, expect, it } from 'vitest';
import { erfc, incompleteBeta, logGamma } from '../../src/stats/special-functions.ts';

/** Expected values are of mpmath with 40 digits: loggamma, erfc, and betainc(a, b, 0, x, regularized=True). */
const relativeError = (found: number, expected: number): number => Math.abs(found / expected - 1);

describe('the logarithm of the gamma function', () => {
  it.each([
    [0.5, 0.5723649429247001],
    [0.75, 0.20328095143129538],
    [1.5, -0.12078223763524522],
    [3, 0.6931471805599453],
    [10, 12.801827480081469],
    [100.5, 361.4355404677776],
    [1e6, 12815504.569147611],
  ])('from one half on, at %f', (x, expected) => {
    expect(relativeError(logGamma(x), expected)).toBeLessThan(2e-14);
  });
});

describe('the complementary error function', () => {
  // The series ends and the continued fraction begins at 2.5.
  it.each([
    [-1.5, 1.9661051464753108],
    [-0.3, 1.3286267594591274],
    [0.3, 0.6713732405408726],
    [1, 0.15729920705028513],
    [2.49, 0.0004292878677339134],
    [2.5, 0.0004069520174449589],
    [2.6, 0.00023603441652934922],
    [3, 2.209049699858544e-5],
    [5, 1.537459794428035e-12],
    [10, 2.088487583762545e-45],
    [26, 5.663192408856143e-296],
  ])('at %f', (x, expected) => {
    expect(relativeError(erfc(x), expected)).toBeLessThan(1e-12);
  });

  it('is 1 at 0', () => {
    expect(erfc(0)).toBe(1);
  });
});

describe('the incomplete beta function', () => {
  it.each([
    [0.1, 2, 3, 0.0523],
    [0.9, 2, 3, 0.9963],
    [0.02, 0.5, 5.5, 0.35509528905284826],
    [0.3, 10.5, 0.5, 6.532973660828048e-7],
    [0.999, 40, 1.5, 0.9940659901753421],
    [0.5, 500, 510, 0.6235397566556697],
    [0.01, 1, 1, 0.01],
    [0.4, 2.5, 2.5, 0.33360956282916676],
    [0.0001, 0.5, 1_000, 0.3452468691021009],
    [0.6, 3_000.5, 2_000.5, 0.5003839183902052],
  ])('at %f with a = %f and b = %f', (x, a, b, expected) => {
    // What is left of logarithms of gamma with large arguments is not exact to all digits.
    expect(relativeError(incompleteBeta(x, a, b), expected)).toBeLessThan(a > 100 ? 2e-11 : 1e-12);
  });

  it('is 0 up to 0 and 1 from 1 on', () => {
    expect([-0.5, 0, 1, 1.5].map((x) => incompleteBeta(x, 2, 3))).toEqual([0, 0, 1, 1]);
  });
});
