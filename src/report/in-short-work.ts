import { formatChange } from '../model/format.ts';
import type { LedgerEntry, RunReport } from '../model/run-report.ts';
import { priorityRank, type Recommendation } from '../model/commentary.ts';
import { plainText } from './mdx/plain-text.ts';
import { placeTextOf } from './place-text.ts';
import { expectationText } from './sections/recommendations.ts';
import { sentence, type ShortAnswer } from './short-answer.ts';

/** What the author of a run concludes from it; `check` holds it against the verdicts. */
export function conclusion({ commentary }: RunReport): ShortAnswer | null {
  if (commentary.conclusion === undefined) return null;
  return { label: 'Conclusion', text: sentence(plainText(commentary.conclusion)), section: 'conclusion' };
}

/** What the author asks for, then the open recommendation to begin with: the highest priority, the newest first. */
export function next({ commentary, context }: RunReport): ShortAnswer | null {
  const open: Recommendation[] = [
    // What became of it later is not known on the day of this report.
    ...commentary.recommendations.filter(({ status }) => status !== 'rejected'),
    ...context.ledger.filter(({ status }) => status === 'open').map(({ recommendation }) => recommendation),
  ];
  const first = open.toSorted((a, b) => priorityRank[a.priority] - priorityRank[b.priority])[0];
  const actions = commentary.actions.map((action) => sentence(plainText(action)));
  if (first === undefined && actions.length === 0) return null;
  const count =
    open.length === 1 ? 'The open recommendation' : `First of ${open.length} open recommendations`;
  const recommended =
    first === undefined ? [] : `${count}, ${first.priority} priority: ${sentence(plainText(first.text))}`;
  return {
    label: 'To do',
    text: actions.concat(recommended).join(' '),
    section: actions.length > 0 ? 'conclusion' : 'recommendations',
  };
}

const outcomes: Record<NonNullable<LedgerEntry['verdict']>, string> = {
  'as expected': 'It worked as expected',
  'less than expected': 'It gained less than expected',
  'no effect shown': 'No effect is shown',
  opposite: 'It did the opposite',
  'cannot tell': 'Whether it worked cannot be told',
};

/** The last recommendation that was carried out: what it was to gain and what it gained. */
export function lastFix(report: RunReport): ShortAnswer | null {
  const { lastFix: fix } = report.context;
  if (fix === null || fix.measured === null || fix.verdict === null) return null;
  const expected = expectationText(fix.recommendation, placeTextOf(report.measures)) ?? '';
  const text = plainText(fix.recommendation.text).replace(/[.]$/, '');
  return {
    label: 'Last fix',
    text: `${outcomes[fix.verdict]}: “${text}” (${fix.doneIn}). Expected: ${expected}; measured: ${measuredText(fix)}.`,
    section: 'recommendations',
  };
}

function measuredText({ measured, measuredInterval }: LedgerEntry): string {
  const { lower = null, upper = null } = measuredInterval ?? {};
  const range =
    lower === null || upper === null ? '' : ` (between ${formatChange(lower)} and ${formatChange(upper)})`;
  return `${formatChange(measured!)}${range}`;
}
