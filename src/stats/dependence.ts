import { numberAt, type Numbers } from './numbers.ts';
import { differences, robustDeviation } from './robust.ts';

/** Differences beyond this many robust deviations come from outliers, not from the noise. */
const outlierLimit = 4;

/** Beyond this a history wanders so far that more runs hardly add evidence. */
const strongest = 0.8;

/**
 * How much the noise of neighbouring values resembles itself: the coefficient phi of an AR(1) process, 0 to 0.8. This
 * is the lower end of its 95% interval, so independent noise gives 0.
 *
 * It follows from the lag-1 autocorrelation of the differences, which is (phi - 1) / 2. Differences across a step and
 * differences of outliers are left out, so that levels are not taken for resemblance.
 */
export function dependenceOf(values: Numbers, steps: readonly number[]): number {
  const changes = differences(values);
  const limit = outlierLimit * robustDeviation(changes);
  for (const step of steps) changes[step - 1] = Infinity;
  let squares = 0;
  let products = 0;
  let pairs = 0;
  for (let i = 1; i < changes.length; i++) {
    const [first, second] = [numberAt(changes, i - 1), numberAt(changes, i)];
    if (Math.max(Math.abs(first), Math.abs(second)) > limit) continue;
    squares += (first * first + second * second) / 2;
    products += first * second;
    pairs++;
  }
  if (squares === 0) return 0;
  const phi = 1 + (2 * products) / squares;
  return Math.min(strongest, Math.max(0, phi - 2 / Math.sqrt(pairs)));
}
