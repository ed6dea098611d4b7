import { changedMetrics } from '../../diff/changed.ts';
import type { DiffRun } from '../../model/documents/diff.ts';
import { foldedChanges } from '../../report/folded-changes.ts';
import type { Group } from './metric-table.ts';

/** Of the changes that are not proven so many are shown: the largest. */
const mostOpen = 6;

/**
 * The largest changes that are not proven, one of each endpoint: where more evidence is worth most. Without an
 * interval nothing says how large a change may be, and a value of 0 has no ratio: those are left to the folded lists.
 */
export function largestOpen({ metrics }: Pick<DiffRun, 'metrics'>): Group[] {
  const open = metrics.filter(
    ({ verdict, relative, interval, shared }) =>
      shared !== true &&
      (verdict === 'cannot-tell' || verdict === 'no-change-shown') &&
      interval !== null &&
      relative !== null &&
      relative > -1 &&
      relative !== 0,
  );
  const facts = foldedChanges(open)
    .slice(0, mostOpen)
    .map(({ main }) => ({ main, others: [] }));
  return facts.length === 0 ? [] : [{ heading: 'Largest differences not detected as changes', facts }];
}

/** "Regressions", "Possible improvements" where none of them is confirmed. */
function headingOf(verdict: 'worse' | 'better', facts: Group['facts']): string {
  const noun = verdict === 'worse' ? 'regressions' : 'improvements';
  const isConfirmed = facts.some(({ main }) => main.certainty === 'confirmed');
  return isConfirmed ? `${noun.charAt(0).toUpperCase()}${noun.slice(1)}` : `Possible ${noun}`;
}

/** Regressions, then improvements, each fact once. */
export function changedGroups(run: DiffRun): Group[] {
  const facts = foldedChanges(changedMetrics(run));
  return (['worse', 'better'] as const).flatMap((verdict) => {
    const own = facts.filter(({ main }) => main.verdict === verdict);
    return own.length === 0 ? [] : [{ heading: headingOf(verdict, own), facts: own }];
  });
}
