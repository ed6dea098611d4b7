import type { DiffVerdict } from '../model/diff.ts';

/**
 * One verdict of many: something worse and something better is `mixed`; with neither, what most can be said for sure.
 * Nothing that could be told is `cannot-tell`; `empty` says what no verdict at all comes to.
 */
export function diffVerdict(
  verdicts: readonly DiffVerdict[],
  empty: DiffVerdict = 'cannot-tell',
): DiffVerdict {
  const has = (verdict: DiffVerdict): boolean => verdicts.includes(verdict);
  if (verdicts.length === 0) return empty;
  if (has('mixed') || (has('worse') && has('better'))) return 'mixed';
  if (has('worse')) return 'worse';
  if (has('better')) return 'better';
  if (has('no-change-shown')) return 'no-change-shown';
  return has('same') ? 'same' : 'cannot-tell';
}
