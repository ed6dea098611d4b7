import type { DiffNote } from '../model/diff.ts';
import type { Finding } from '../model/finding.ts';
import { formatChange } from '../model/format.ts';
import type { LedgerEntry, RunReport } from '../model/run-report.ts';
import type { Commentary } from '../model/commentary.ts';
import { judgementOf, judgementText, lists } from '../report/judgements.ts';

/** What a diff asks of a finding. */
export type NamedFinding = Pick<Finding, 'id' | 'title'>;

/** A finding with what people said of it after its sentence. */
export function judgedFinding(finding: Finding, words: Commentary): NamedFinding {
  const said = judgementOf(words, finding);
  return {
    id: finding.id,
    title: said === undefined ? finding.title : `${finding.title} (${judgementText(said)})`,
  };
}

/** Findings of one side that the other has not. */
export function findingsMissing(of: readonly NamedFinding[], among: readonly NamedFinding[]): DiffNote[] {
  const known = new Set(among.map(({ id }) => id));
  return of.filter(({ id }) => !known.has(id)).map(({ id, title }) => ({ id, text: title }));
}

function effectText({ expected, measured, measuredInterval, verdict }: LedgerEntry): string {
  const hoped = expected === null ? '' : `Expected ${formatChange(expected.change)}`;
  if (measured === null) return verdict === null ? hoped : `${hoped}; ${verdict}`;
  const { lower, upper } = measuredInterval ?? { lower: null, upper: null };
  const bounds =
    lower === null || upper === null ? '' : ` (${formatChange(lower)} to ${formatChange(upper)})`;
  return `${hoped}, measured ${formatChange(measured)}${bounds}: ${verdict ?? ''}`;
}

/** Earlier recommendations that this run has, with what they gained. */
export function followedUp({ id, context }: RunReport): DiffNote[] {
  return context.ledger
    .filter(({ doneIn }) => doneIn === id)
    .map((entry) => {
      const { recommendation, from } = entry;
      const effect = effectText(entry);
      const text = `${recommendation.text} (recommended by ${from})${effect === '' ? '' : `. ${effect}`}`;
      return { id: recommendation.id, text };
    });
}

/** Words that stand in one text. */
const spoken = ['title', 'summary', 'trends', 'scaling', 'notes', 'conclusion', 'actions'] as const;

function textOf(words: Commentary | null, key: (typeof spoken)[number]): string {
  const said = words?.[key] ?? [];
  return typeof said === 'string' ? said : said.join(' ');
}

/** What is said of a run and was not said of another (null: nothing was). */
export const wordsSaid = (base: Commentary | null, head: Commentary): DiffNote[] =>
  wordsChanged(base, head).filter(({ text }) => text !== '');

/** What is said of a run otherwise than before; what is no longer said has an empty text. */
export function wordsChanged(base: Commentary | null, head: Commentary): DiffNote[] {
  const texts = spoken
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

/** What people said of each finding, by the finding's id, or by the place of one that they added. */
const judgementsOf = (words: Commentary | null): Map<string, string> =>
  new Map(
    lists.flatMap((list) =>
      (words?.[list] ?? []).map((one, i): [string, string] => [
        one.finding === undefined ? `${list}.${one.id ?? i + 1}` : `finding.${one.finding}`,
        [one.status === 'added' ? '' : judgementText(one), one.text ?? ''].filter(Boolean).join('. '),
      ]),
    ),
  );

/** Findings that are judged otherwise than before; a judgement that is no longer there has an empty text. */
function judgementsChanged(base: Commentary | null, head: Commentary): DiffNote[] {
  const before = judgementsOf(base);
  const now = judgementsOf(head);
  return [...new Set([...before.keys(), ...now.keys()])]
    .filter((id) => before.get(id) !== now.get(id))
    .map((id) => ({ id, text: now.get(id) ?? '' }));
}
