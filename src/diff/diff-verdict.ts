import { isCalled } from '../model/metrics/called.ts';
import type { DiffVerdict } from '../model/documents/diff.ts';
import { wordingOf } from '../model/text/verdict-wording.ts';

/**
 * One verdict of many: something worse and something better is `mixed`. With neither, it is the verdict of most, never
 * the kindest of them: `no-change-shown` only where at least half are so judged or `same`, `same` only where all are.
 * `empty` says what no verdict at all comes to.
 */
export function diffVerdict(
  verdicts: readonly DiffVerdict[],
  empty: DiffVerdict = 'cannot-tell',
): DiffVerdict {
  const count = (...wanted: DiffVerdict[]): number => verdicts.filter((one) => wanted.includes(one)).length;
  if (verdicts.length === 0) return empty;
  if (count('mixed') > 0 || (count('worse') > 0 && count('better') > 0)) return 'mixed';
  if (count('worse') > 0) return 'worse';
  if (count('better') > 0) return 'better';
  if (count('same') === verdicts.length) return 'same';
  return 2 * count('same', 'no-change-shown') > verdicts.length ? 'no-change-shown' : 'cannot-tell';
}

/** "no change detected", "inconclusive" or "unchanged": what the metrics without a change come to, never the kindest. */
export function quietVerdictText(metrics: readonly { readonly verdict: DiffVerdict }[]): string {
  const quiet = metrics.filter((one) => !isCalled(one)).map(({ verdict }) => verdict);
  return wordingOf(diffVerdict(quiet, 'no-change-shown')).label;
}
