import { counted } from './counted.ts';
import type { DiffVerdict } from '../documents/diff.ts';
import type { Certainty, LedgerEntry } from '../run-report.ts';

/** How one verdict reads in each place that prints it. */
export interface VerdictWording {
  /** In a table cell, a badge or a list, and after a number: "possible regression". */
  readonly label: string;
  /** After the name of a metric: "possibly regressed". */
  readonly verb: string;
}

/** A verdict of a comparison or of a step; `unknown` is a change whose good direction is unknown. */
export type WordedVerdict = DiffVerdict | 'unknown';

const certain: Record<WordedVerdict, VerdictWording> = {
  worse: { label: 'regression', verb: 'regressed' },
  better: { label: 'improvement', verb: 'improved' },
  mixed: { label: 'mixed', verb: 'changed both ways' },
  same: { label: 'unchanged', verb: 'is unchanged' },
  'no-change-shown': { label: 'no change detected', verb: 'shows no change' },
  'cannot-tell': { label: 'inconclusive', verb: 'is inconclusive' },
  unknown: { label: 'change', verb: 'changed' },
};

const suspected: Partial<Record<WordedVerdict, VerdictWording>> = {
  worse: { label: 'possible regression', verb: 'possibly regressed' },
  better: { label: 'possible improvement', verb: 'possibly improved' },
  unknown: { label: 'possible change', verb: 'possibly changed' },
};

/** The wording of a verdict. Pages, twins, diffs and badges all take it from here, so that one verdict has one name. */
export const wordingOf = (verdict: WordedVerdict, certainty: Certainty | null = null): VerdictWording =>
  (certainty === 'suspected' ? suspected[verdict] : undefined) ?? certain[verdict];

/** A verdict with its certainty, of which lists are counted. */
export interface CountedVerdict {
  readonly verdict: DiffVerdict;
  readonly certainty: Certainty | null;
}

/** The shape of each verdict: colour is never the only signal, and Markdown has none. */
export function markOf({ verdict, certainty }: CountedVerdict): string {
  const isSuspected = certainty === 'suspected';
  if (verdict === 'worse') return isSuspected ? '△' : '▲';
  if (verdict === 'better') return isSuspected ? '○' : '●';
  return verdict === 'cannot-tell' ? '◇' : '–';
}

/** "2 regressions, 1 possible regression, 8 improvements"; empty where nothing changed. */
export function changeCounts(changes: readonly CountedVerdict[]): string {
  const parts = (['worse', 'better'] as const).flatMap((verdict) =>
    (['confirmed', 'suspected'] as const).flatMap((certainty) => {
      const count = changes.filter(
        (one) => one.verdict === verdict && (one.certainty ?? 'confirmed') === certainty,
      ).length;
      return count === 0 ? [] : counted(count, wordingOf(verdict, certainty).label);
    }),
  );
  return parts.join(', ');
}

/** "63 metrics unchanged, 21 inconclusive": what `changeCounts` leaves out; empty where nothing is left. */
export function quietCounts(changes: readonly CountedVerdict[]): string {
  const inconclusive = changes.filter(({ verdict }) => verdict === 'cannot-tell').length;
  const unchanged = changes.filter(
    ({ verdict }) => verdict === 'same' || verdict === 'no-change-shown',
  ).length;
  if (unchanged === 0) return inconclusive === 0 ? '' : `${counted(inconclusive, 'metric')} inconclusive`;
  return `${counted(unchanged, 'metric')} unchanged${inconclusive === 0 ? '' : `, ${inconclusive} inconclusive`}`;
}

/** What the effect of a recommendation or an adjustment is called. */
export const effectWording: Readonly<Record<NonNullable<LedgerEntry['verdict']>, string>> = {
  'as expected': 'as expected',
  'less than expected': 'smaller than expected',
  'no effect shown': 'no effect detected',
  opposite: 'opposite effect',
  'cannot tell': 'inconclusive',
};
