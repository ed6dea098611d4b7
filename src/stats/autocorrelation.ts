import { mean, squaredDeviations } from './moments.ts';
import type { Numbers } from './numbers.ts';
import { differencesFrom } from './robust.ts';

/**
 * Autocorrelation at a lag: sum (x_t - m)(x_(t+lag) - m) / sum (x_t - m)^2 (NIST/SEMATECH e-Handbook 1.3.5.12).
 * 0 for constant values or a lag that leaves no pairs.
 */
export function autocorrelation(values: Numbers, lag = 1): number {
  const total = squaredDeviations(values);
  if (!(total > 0) || lag >= values.length) return 0;
  const deviations = differencesFrom(values, mean(values));
  let product = 0;
  for (let i = 0; i + lag < deviations.length; i++)
    product += (deviations[i] ?? NaN) * (deviations[i + lag] ?? NaN);
  return product / total;
}
