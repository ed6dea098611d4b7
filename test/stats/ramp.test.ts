import { expect, it } from 'vitest';
import { isSlope } from '../../src/stats/ramp.ts';

const misfit = { noise: 1, outlierLimit: 3 };

it('a slope is a line that fits better than any step', () => {
  // By hand: levels 0.5 and g + 1.5 miss by 4 x 0.5^2 = 1 in both. The Theil-Sen line has slope 11/6 and intercept
  // -0.25 for g = 3, squared residuals 0.8056; slope 49/24 and intercept -0.3125 for g = 3.5, squared residuals 1.2587.
  expect(isSlope(Float64Array.of(0, 1, 4, 5), misfit)).toBe(true);
  expect(isSlope(Float64Array.of(0, 1, 4.5, 5.5), misfit)).toBe(false);
});
