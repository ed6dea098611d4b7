import { counted } from '../../model/text/counted.ts';
import type { RunContext } from '../../model/run-report.ts';
import { changesInShort } from '../changes-in-short.ts';

type ComparedContext = Pick<RunContext, 'baseline' | 'paired'>;

/** What the changes of a report are from: "8 interleaved pairs (base 6151be4)", else the id of its baseline; null for neither. */
export const comparedWith = ({ baseline, paired }: ComparedContext): string | null =>
  paired === undefined
    ? (baseline?.id ?? null)
    : `${counted(paired.count, 'interleaved pair')} (base ${paired.base})`;

/** Why a report with a baseline compares nothing with it: "no metric in common"; null if something is compared. */
export function whyNotCompared({
  baseline,
  paired,
  ...context
}: Pick<RunContext, 'baseline' | 'paired' | 'changes' | 'inShort'>):
  'no metric in common' | 'not comparable' | null {
  if (baseline === null || paired !== undefined) return null;
  const { count, inBoth } = changesInShort(context);
  if (count > 0 && inBoth === 0) return 'no metric in common';
  return baseline.isComparable === false ? 'not comparable' : null;
}

/** "since r1"; "in 8 interleaved pairs (base 6151be4)". */
export const sinceBaseline = (context: ComparedContext): string =>
  `${context.paired === undefined ? 'since' : 'in'} ${comparedWith(context) ?? 'the baseline'}`;

/** "means of 8 pairs": what both values of a change are, where they are of no single run; else null. */
export const meansOfPairs = ({ pairs }: { readonly pairs?: number | undefined }): string | null =>
  pairs === undefined ? null : `${pairs === 1 ? 'values' : 'means'} of ${counted(pairs, 'pair')}`;

/** Explains both values of a change in a report that pairs decide; null in any other. */
export const pairsNote = ({ paired }: ComparedContext): string | null =>
  paired === undefined
    ? null
    : 'Values of base and head are means over the pairs, geometric if all are above 0. All other tables show this run.';
