import type { DiffNote } from '../model/documents/diff.ts';
import type { Finding } from '../model/finding.ts';
import { formatChange } from '../model/text/format.ts';
import type { LedgerEntry, RunReport } from '../model/run-report.ts';
import type { Commentary } from '../model/documents/commentary.ts';
import { effectWording } from '../model/text/verdict-wording.ts';
import { judgementOf, judgementText, lists } from '../report/judgements.ts';

/** The part of a finding that a diff needs. */
export type NamedFinding = Pick<Finding, 'id' | 'title'>;

/** A finding with people's judgement appended to its title. */
export function judgedFinding(finding: Finding, words: Commentary): NamedFinding {
  const said = judgementOf(words, finding);
  return {
    id: finding.id,
    title: said === undefined ? finding.title : `${finding.title} (${judgementText(said)})`,
  };
}

/** Findings of one run that the other run does not have. */
export function findingsMissing(of: readonly NamedFinding[], among: readonly NamedFinding[]): DiffNote[] {
  const known = new Set(among.map(({ id }) => id));
  return of.filter(({ id }) => !known.has(id)).map(({ id, title }) => ({ id, text: title }));
}

function effectText({ expected, measured, measuredInterval, verdict }: LedgerEntry): string {
  const stated = expected === null ? '' : `Expected ${formatChange(expected.change)}`;
  if (measured === null) return verdict === null ? stated : `${stated}; ${effectWording[verdict]}`;
  const { lower, upper } = measuredInterval ?? { lower: null, upper: null };
  const bounds =
    lower === null || upper === null ? '' : ` (${formatChange(lower)} to ${formatChange(upper)})`;
  return `${stated}, measured ${formatChange(measured)}${bounds}: ${verdict === null ? '' : effectWording[verdict]}`;
}

/** Recommendations that this run implements, with their measured effect. */
export function followedUp({ id, context }: RunReport): DiffNote[] {
  return [...context.own, ...context.ledger]
    .filter(({ doneIn }) => doneIn === id)
    .map((entry) => {
      const { recommendation, from } = entry;
      const effect = effectText(entry);
      const by = from === id ? '' : ` (recommended by ${from})`;
      const text = `${recommendation.text}${by}${effect === '' ? '' : `. ${effect}`}`;
      return { id: recommendation.id, text };
    });
}

/** The parts of the commentary that are plain text. */
const textKeys = ['title', 'summary', 'trends', 'scaling', 'notes', 'conclusion', 'actions'] as const;

function textOf(words: Commentary | null, key: (typeof textKeys)[number]): string {
  const said = words?.[key] ?? [];
  return typeof said === 'string' ? said : said.join(' ');
}

/** Commentary on a run that differs from another run's commentary (null: that run has none). */
export const changedCommentary = (base: Commentary | null, head: Commentary): DiffNote[] =>
  wordsChanged(base, head).filter(({ text }) => text !== '');

/** The parts of the commentary that changed; a removed part has an empty text. */
export function wordsChanged(base: Commentary | null, head: Commentary): DiffNote[] {
  const texts = textKeys
    .map((key) => ({ id: key, text: textOf(head, key), before: textOf(base, key) }))
    .filter(({ text, before }) => text !== before)
    .map(({ id, text }) => ({ id, text }));
  const said = [...texts, ...judgementsChanged(base, head)];
  const { meetsRequirements } = head;
  if (meetsRequirements === base?.meetsRequirements) return said;
  const text =
    meetsRequirements === undefined
      ? ''
      : meetsRequirements
        ? 'meets the requirements'
        : 'does not meet the requirements';
  return [...said, { id: 'meetsRequirements', text }];
}

/** Judgements by the id of their finding, or by the position of a finding that people added. */
const judgementsOf = (words: Commentary | null): Map<string, string> =>
  new Map(
    lists.flatMap((list) =>
      (words?.[list] ?? []).map((one, i): [string, string] => [
        one.finding === undefined ? `${list}.${one.id ?? i + 1}` : `finding.${one.finding}`,
        [one.status === 'added' ? '' : judgementText(one), one.text ?? ''].filter(Boolean).join('. '),
      ]),
    ),
  );

/** Judgements that changed; a removed judgement has an empty text. */
function judgementsChanged(base: Commentary | null, head: Commentary): DiffNote[] {
  const before = judgementsOf(base);
  const now = judgementsOf(head);
  return [...new Set([...before.keys(), ...now.keys()])]
    .filter((id) => before.get(id) !== now.get(id))
    .map((id) => ({ id, text: now.get(id) ?? '' }));
}
