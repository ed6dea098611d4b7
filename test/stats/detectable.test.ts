import { expect, it } from 'vitest';
import { detectableChange, detectableDifference } from '../../src/stats/detectable.ts';

// scipy.stats.t with 8 degrees of freedom: ppf(0.975) + ppf(0.8) = 3.194893; times sqrt(0.01 x 0.5).
const design = { variance: { variance: 0.01, df: 8 }, weight: 0.5, alpha: 0.05 };

it('the smallest difference that is found in 80% of cases', () => {
  expect(detectableDifference(design)).toBeCloseTo(0.22591309671857862, 10);
  expect(detectableChange(design)).toBeCloseTo(0.2534667301728419, 10);
});

it('is unknown without a spread', () => {
  for (const variance of [
    { variance: 0, df: 8 },
    { variance: 0.01, df: 0 },
  ]) {
    expect(detectableDifference({ ...design, variance })).toBeNull();
    expect(detectableChange({ ...design, variance })).toBeNull();
  }
});
