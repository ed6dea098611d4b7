import { formatChange, formatChangeRange } from '../../model/text/format.ts';
import type { LedgerEntry, RunReport } from '../../model/run-report.ts';
import { priorityRank } from '../../model/documents/commentary.ts';
import { effectWording } from '../../model/text/verdict-wording.ts';
import { plainText } from '../mdx/plain-text.ts';
import { failuresStep } from './failures.ts';
import { worstMissed } from './headline.ts';
import { placeTextOf } from './place-text.ts';
import { expectationText } from '../sections/recommendations.ts';
import { sentence, type ShortAnswer } from './short-answer.ts';

/** The author's conclusion; `check` compares it with the verdicts. */
export function conclusion({ commentary }: RunReport): ShortAnswer | null {
  if (commentary.conclusion === undefined) return null;
  return { label: 'Conclusion', text: sentence(plainText(commentary.conclusion)), section: 'conclusion' };
}

/** What a missed target asks for before anything else, where the author has no action items; null if all are met. */
function missedStep({ targets, measures }: RunReport): string | null {
  const missed = worstMissed(targets);
  if (missed === undefined) return null;
  const { endpoint, label } = missed;
  const of =
    endpoint === null || endpoint === '*' ? '' : ` by ${placeTextOf(measures)({ scenario: null, endpoint })}`;
  return `Find out why the target ${label} is not met${of}.`;
}

/** What failures and a missed target ask for, the failures first: the other values describe failed requests too. */
function urgentSteps(report: RunReport): Pick<ShortAnswer, 'text' | 'section'> | null {
  const [failures, missed] = [failuresStep(report), missedStep(report)];
  const text = [failures, missed].filter((step) => step !== null).join(' ');
  if (text === '') return null;
  return { text, section: failures === null ? 'performance-compared-to-target' : 'error-rates' };
}

/** The author's action items, else what failures and a missed target ask for; then the first open recommendation: by priority, then the latest. */
export function next(report: RunReport): ShortAnswer | null {
  const { commentary, context } = report;
  const open = [...context.own, ...context.ledger]
    .filter(({ status }) => status === 'open')
    .map(({ recommendation }) => recommendation);
  const first = open.toSorted((a, b) => priorityRank[a.priority] - priorityRank[b.priority])[0];
  const actions = commentary.actions.map((action) => sentence(plainText(action)));
  const urgent = actions.length > 0 ? null : urgentSteps(report);
  if (first === undefined && actions.length === 0 && urgent === null) return null;
  const count = open.length === 1 ? 'Open recommendation' : `First of ${open.length} open recommendations`;
  const recommended =
    first === undefined ? [] : [`${count} (${first.priority} priority): ${sentence(plainText(first.text))}`];
  return {
    label: 'To do',
    text: [...actions, ...(urgent === null ? [] : [urgent.text]), ...recommended].join(' '),
    section: actions.length > 0 ? 'conclusion' : (urgent?.section ?? 'recommendations'),
  };
}

/** The last recommendation that was implemented, with its expected and its measured effect. */
export function lastFix(report: RunReport): ShortAnswer | null {
  const { lastFix: fix } = report.context;
  if (fix === null || fix.measured === null || fix.verdict === null) return null;
  const expected = expectationText(fix.recommendation, placeTextOf(report.measures)) ?? '';
  const text = plainText(fix.recommendation.text).replace(/[.]$/, '');
  return {
    label: 'Last fix',
    text: `“${text}” (${fix.doneIn}). Expected: ${expected}; measured: ${measuredText(fix, fix.measured)}: ${effectWording[fix.verdict]}.`,
    section: 'recommendations',
  };
}

function measuredText({ measuredInterval }: LedgerEntry, measured: number): string {
  const { lower = null, upper = null } = measuredInterval ?? {};
  const range = lower === null || upper === null ? '' : ` (95% interval ${formatChangeRange(lower, upper)})`;
  return `${formatChange(measured)}${range}`;
}
