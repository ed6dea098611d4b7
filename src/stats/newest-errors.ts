import { compareErrorRates } from './compare-error-rates.ts';
import { sumOfCounts } from './dispersion.ts';
import type { ErrorCount } from './error-count.ts';
import type { NewestRun } from './newest-run.ts';
import { maximumHistory, minimumHistory } from './prediction.ts';

/** As for confirmed changes: the test allows for bursts, so its p needs no margin for outliers. */
const errorAlertProbability = 0.005;

/** The last whole number from `from` towards `to` of which `holds` is true, if it is true up to there and then false. */
function lastThatHolds(from: number, to: number, holds: (value: number) => boolean): number {
  if (holds(to)) return to;
  let [inside, outside] = [from, to];
  while (Math.abs(outside - inside) > 1) {
    const middle = Math.trunc((inside + outside) / 2);
    if (holds(middle)) inside = middle;
    else outside = middle;
  }
  return inside;
}

/**
 * Judges the errors of the newest run against those of its level, as `compareErrorRates` judges two builds. The interval
 * is one of the error rate: from the fewest to the most errors, in so many requests, that this test takes for chance at
 * alpha 0.005. `minimumEffect` is the least difference of two rates that matters.
 */
export function newestErrors(
  level: readonly ErrorCount[],
  newest: ErrorCount,
  minimumEffect: number,
): NewestRun {
  const base = level.filter(({ count }) => count > 0).slice(-maximumHistory);
  const count = Math.round(newest.count);
  if (base.length < minimumHistory || count === 0) return { verdict: 'cannot-tell', interval: null };
  const all = sumOfCounts(base);
  const usual = all.errors / all.count;
  const isChance = (errors: number): boolean =>
    (compareErrorRates(base, [{ errors, count }])?.p ?? 1) >= errorAlertProbability;
  const lower = lastThatHolds(Math.floor(usual * count), 0, isChance) / count;
  const upper = lastThatHolds(Math.ceil(usual * count), count, isChance) / count;
  const rate = newest.errors / newest.count;
  const isOutside = rate < lower || rate > upper;
  const matters = Math.abs(rate - usual) >= minimumEffect;
  return {
    verdict: !isOutside || !matters ? 'no-change-shown' : rate > usual ? 'worse' : 'better',
    interval: { lower, upper },
  };
}
