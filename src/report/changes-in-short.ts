import type { ChangesInShort, MetricChange, RunContext } from '../model/run-report.ts';
import { measuredInBoth } from './words/measured-in-both.ts';

const isCalled = ({ verdict, certainty }: MetricChange): boolean =>
  verdict === 'worse' || verdict === 'better' || certainty !== null;

const isOpen = ({ verdict }: MetricChange): boolean => verdict === 'cannot-tell';

/** What lists of runs say of all changes of a run. */
export function shortened(changes: readonly MetricChange[]): ChangesInShort {
  const both = measuredInBoth(changes);
  return {
    count: changes.length,
    called: changes.filter(isCalled),
    told: changes.filter((one) => !isOpen(one)).length,
    inBoth: both.length,
    openInBoth: both.filter(isOpen).length,
  };
}

/** The changes of a run in short. Where that is kept, the changes themselves are not read. */
export const changesInShort = (context: Pick<RunContext, 'changes' | 'inShort'>): ChangesInShort =>
  context.inShort ?? shortened(context.changes);
