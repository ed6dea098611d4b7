import { expect, it } from 'vitest';
import { trigammaInverse } from '../../src/stats/polygamma.ts';

// mpmath with 40 digits: the root of psi(1, x) = y.
it.each([
  [1e10, 1.000000000082245e-5],
  [1e-8, 100_000_000.5],
])('the inverse of trigamma reaches far, at %f', (y, x) => {
  expect(Math.abs(trigammaInverse(y) / x - 1)).toBeLessThan(1e-12);
});
