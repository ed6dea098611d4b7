import { capitalised } from './capitalised.ts';
import { counted } from './counted.ts';
import { fixed } from './format.ts';
import type { DiffVerdict } from '../documents/diff.ts';
import type { Certainty, LedgerEntry } from '../run-report.ts';

/** How one verdict reads in each place that prints it. */
export interface VerdictWording {
  /** In a table cell, a badge or a list, and after a number: "possible regression". */
  readonly label: string;
  /** After the name of a metric: "possibly regressed". */
  readonly verb: string;
}

/**
 * A verdict of a comparison or of a step; `unknown` is a change whose good direction is unknown, `shared` one that is part
 * of what all endpoints share, `explained` the change of a total that is the change of one of its parts.
 */
export type WordedVerdict = DiffVerdict | 'unknown' | 'shared' | 'explained';

const certain: Record<WordedVerdict, VerdictWording> = {
  worse: { label: 'regression', verb: 'regressed' },
  better: { label: 'improvement', verb: 'improved' },
  mixed: { label: 'mixed', verb: 'changed both ways' },
  same: { label: 'unchanged', verb: 'is unchanged' },
  'no-change-shown': { label: 'no change detected', verb: 'shows no change' },
  'cannot-tell': { label: 'inconclusive', verb: 'is inconclusive' },
  unknown: { label: 'change', verb: 'changed' },
  shared: { label: 'part of the common change', verb: 'changed as all endpoints did' },
  explained: { label: 'explained by one endpoint', verb: 'changed as one endpoint did' },
};

const suspected: Partial<Record<WordedVerdict, VerdictWording>> = {
  worse: { label: 'possible regression', verb: 'possibly regressed' },
  better: { label: 'possible improvement', verb: 'possibly improved' },
  unknown: { label: 'possible change', verb: 'possibly changed' },
};

/** What is printed of a change: its verdict, or which other change it is part of. */
export function wordedVerdict({
  verdict,
  shared,
  explained,
}: Readonly<{
  verdict: DiffVerdict;
  shared?: true | undefined;
  explained?: true | undefined;
}>): WordedVerdict {
  if (shared === true) return 'shared';
  return explained === true ? 'explained' : verdict;
}

/** The wording of a verdict. Pages, twins, diffs and badges all take it from here, so that one verdict has one name. */
export const wordingOf = (verdict: WordedVerdict, certainty: Certainty | null = null): VerdictWording =>
  (certainty === 'suspected' ? suspected[verdict] : undefined) ?? certain[verdict];

/** What readers see of a certainty: `suspected` is the value in JSON. */
export const certaintyText: Readonly<Record<Certainty, string>> = {
  confirmed: 'confirmed',
  suspected: 'possible',
};

/** A verdict with its certainty, of which lists are counted. */
export interface CountedVerdict {
  readonly verdict: DiffVerdict;
  readonly certainty: Certainty | null;
  readonly shared?: true | undefined;
  readonly base?: number | null;
  readonly head?: number | null;
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

/** A verdict other than a change, and how many metrics have it, in words. */
export interface QuietCount {
  readonly verdict: DiffVerdict;
  readonly text: string;
}

/** "Unchanged" is shown by equivalence. "No change detected" is the lack of evidence, and never counted with it. */
const quietTexts: readonly (readonly [
  verdict: DiffVerdict | 'shared' | 'apart',
  text: (metrics: string) => string,
])[] = [
  ['shared', (metrics) => `${metrics} in the common change`],
  ['same', (metrics) => `${metrics} unchanged`],
  ['no-change-shown', (metrics) => `no change detected in ${metrics}`],
  ['cannot-tell', (metrics) => `${metrics} inconclusive`],
  ['apart', (metrics) => `${metrics} in one run only`],
];

/** What a change without a call is counted as. A metric that one of the runs lacks was not compared at all. */
function quietKind({ verdict, shared, base, head }: CountedVerdict): DiffVerdict | 'shared' | 'apart' {
  if (shared === true) return 'shared';
  return verdict === 'cannot-tell' && (base === null || head === null) ? 'apart' : verdict;
}

/** What `changeCounts` leaves out, by verdict; the first count names what is counted. */
export function quietParts(changes: readonly CountedVerdict[]): QuietCount[] {
  return quietTexts
    .map(([verdict, text]) => ({
      verdict:
        verdict === 'shared'
          ? ('no-change-shown' as const)
          : verdict === 'apart'
            ? ('cannot-tell' as const)
            : verdict,
      text,
      count: changes.filter((one) => quietKind(one) === verdict).length,
    }))
    .filter(({ count }) => count > 0)
    .map(({ verdict, text, count }, i) => ({
      verdict,
      text: text(i === 0 ? counted(count, 'metric') : fixed(count, 0)),
    }));
}

/** "12 metrics unchanged, no change detected in 66, 21 inconclusive"; empty where nothing is left. */
export const quietCounts = (changes: readonly CountedVerdict[]): string =>
  quietParts(changes)
    .map(({ text }) => text)
    .join(', ');

/** The same with a capital letter, for the summary of a fold. */
export const quietTitle = (changes: readonly CountedVerdict[]): string => capitalised(quietCounts(changes));

/** What the effect of a recommendation or an adjustment is called. */
export const effectWording: Readonly<Record<NonNullable<LedgerEntry['verdict']>, string>> = {
  'as expected': 'as expected',
  'less than expected': 'smaller than expected',
  'no effect shown': 'no effect detected',
  opposite: 'opposite effect',
  'cannot tell': 'inconclusive',
};
