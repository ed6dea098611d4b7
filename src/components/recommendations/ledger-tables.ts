import { counted } from '../../model/text/counted.ts';
import { at } from '../../model/checked.ts';
import { effectWording } from '../../model/text/verdict-wording.ts';
import { formatChange, formatChangeRange, noValue } from '../../model/text/format.ts';
import type { AdjustmentEntry, LedgerEntry, RunReport } from '../../model/run-report.ts';
import type { Cell, Column, TableBlock, Tone } from '../../model/section.ts';
import { priorityRank } from '../../model/documents/commentary.ts';
import { placeTextOf, type PlaceText } from '../../report/words/place-text.ts';
import { plainText } from '../../report/mdx/plain-text.ts';
import { expectationText } from '../../report/sections/recommendations.ts';

/** The content of the recommendations page. */
export interface LedgerPage {
  readonly headline: string;
  readonly lede: string;
  /** One table for each status that occurs: open, done, rejected; then the settings that runs proposed. */
  readonly tables: readonly { readonly heading: string; readonly table: TableBlock }[];
}

/** A recommendation with its current status and the runs that state it, oldest first. */
interface CurrentEntry extends LedgerEntry {
  readonly statedIn: readonly string[];
}

type Row = Readonly<Record<string, Cell>>;

/** If several runs state a recommendation, the latest statement counts, as in the reports. */
function currentEntries(ledger: readonly LedgerEntry[]): CurrentEntry[] {
  return [...Map.groupBy(ledger, ({ recommendation }) => recommendation.id).values()].map((stated) => ({
    ...at(stated, -1),
    statedIn: stated.map(({ from }) => from),
  }));
}

const text = { type: 'text' } as const;
const last = { type: 'text', phone: 'last' } as const;
const recommendation: Column = { key: 'recommendation', label: 'Recommendation', ...text };
const priority: Column = { key: 'priority', label: 'Priority', ...last };
const expected: Column = { key: 'expected', label: 'Expected', ...last };
const recommendedIn: Column = { key: 'from', label: 'Recommended in', ...last };

const columns: Record<LedgerEntry['status'], readonly Column[]> = {
  open: [
    recommendation,
    priority,
    expected,
    { key: 'complexity', label: 'Complexity', ...last },
    recommendedIn,
  ],
  done: [
    recommendation,
    expected,
    { key: 'measured', label: 'Measured', ...last },
    { key: 'verdict', label: 'Verdict', type: 'verdict' },
    recommendedIn,
    { key: 'doneIn', label: 'Done in', ...last },
  ],
  rejected: [recommendation, priority, { key: 'reason', label: 'Reason', ...last }, recommendedIn],
};

const tones: Record<NonNullable<LedgerEntry['verdict']>, Tone> = {
  'as expected': 'good',
  'less than expected': 'unsure',
  'no effect shown': 'neutral',
  opposite: 'bad',
  'cannot tell': 'neutral',
};

/** The cell of a run, which leads to its report where there is one. */
function runCell(id: string | null, slugs: ReadonlyMap<string, string>): Cell {
  const slug = id === null ? undefined : slugs.get(id);
  return { text: id ?? noValue, ...(slug !== undefined && { href: `runs/${slug}/` }) };
}

type Effect = Pick<LedgerEntry, 'expected' | 'measured' | 'measuredInterval' | 'verdict' | 'doneIn'>;

function measuredCell({ measured, measuredInterval }: Effect): Cell {
  if (measured === null) return { text: noValue };
  const { lower = null, upper = null } = measuredInterval ?? {};
  const note = lower === null || upper === null ? null : formatChangeRange(lower, upper);
  return { text: formatChange(measured), ...(note !== null && { note: `95% interval ${note}` }) };
}

function verdictCell({ verdict, expected: impact, doneIn }: Effect): Cell {
  if (verdict !== null) return { text: effectWording[verdict], tone: tones[verdict] };
  const why = impact === null ? 'no metric stated' : doneIn === null ? 'no run stated' : 'not measured';
  return { text: noValue, note: why };
}

function rowOf(entry: CurrentEntry, slugs: ReadonlyMap<string, string>, placeText: PlaceText): Row {
  const { recommendation: stated, statedIn } = entry;
  const first = runCell(at(statedIn, 0), slugs);
  const again = statedIn.length === 1 ? null : `and ${counted(statedIn.length - 1, 'later run')}`;
  return {
    recommendation: { text: plainText(stated.text) },
    priority: { text: stated.priority },
    complexity: { text: stated.complexity ?? noValue },
    expected: { text: expectationText(stated, placeText) ?? noValue },
    reason: { text: stated.reason ?? noValue },
    measured: measuredCell(entry),
    verdict: verdictCell(entry),
    from: again === null ? first : { ...first, note: again },
    doneIn: runCell(entry.doneIn, slugs),
  };
}

/** Open ones by priority, the newest first; done ones by the run that has them, the newest first. */
function inOrder(entries: readonly CurrentEntry[], place: ReadonlyMap<string, number>): CurrentEntry[] {
  const at = (run: string | null): number => place.get(run ?? '') ?? -1;
  return entries.toSorted(
    (a, b) =>
      at(b.doneIn) - at(a.doneIn) ||
      priorityRank[a.recommendation.priority] - priorityRank[b.recommendation.priority] ||
      at(b.from) - at(a.from),
  );
}

function headlineOf(entries: readonly CurrentEntry[]): string {
  const of = (status: LedgerEntry['status']): number => entries.filter((one) => one.status === status).length;
  if (entries.length === 0) return 'No recommendation yet';
  const parts = [`${of('open')} open`, `${of('done')} done`, `${of('rejected')} rejected`];
  return `${counted(entries.length, 'recommendation')}: ${parts.filter((part) => !part.startsWith('0 ')).join(', ')}`;
}

function ledeOf(entries: readonly CurrentEntry[]): string {
  const judged = entries.flatMap(({ verdict }) => verdict ?? []);
  if (judged.length === 0) return 'Recommendations, their status, and their measured effect.';
  const [only, ...more] = judged;
  if (only !== undefined && more.length === 0) return `1 recommendation measured: ${effectWording[only]}.`;
  const of = (verdict: (typeof judged)[number], words: string): string => {
    const n = judged.filter((one) => one === verdict).length;
    return n === 0 ? '' : `${n} ${words}`;
  };
  const parts = [
    of('as expected', 'as expected'),
    of('less than expected', 'smaller'),
    of('no effect shown', 'not detected'),
    of('opposite', 'opposite'),
    of('cannot tell', 'inconclusive'),
  ];
  return `${counted(judged.length, 'effect')} measured: ${parts.filter((part) => part !== '').join(', ')}.`;
}

const headings: Record<LedgerEntry['status'], string> = { open: 'Open', done: 'Done', rejected: 'Rejected' };
const captions: Record<LedgerEntry['status'], string> = {
  open: 'Open recommendations, by priority',
  done: 'Recommendations carried out, and their effect: the run with the change against its baseline',
  rejected: 'Rejected recommendations',
};

/** The settings that runs proposed: made once a later run records the proposed value. Null where none was proposed. */
function proposalTable(
  proposals: readonly AdjustmentEntry[],
  slugs: ReadonlyMap<string, string>,
  placeText: PlaceText,
): TableBlock | null {
  if (proposals.length === 0) return null;
  return {
    kind: 'table',
    id: 'settings',
    caption: 'Configuration changes and their measured effect: the run with the change against its baseline',
    columns: [
      { key: 'key', label: 'Setting', type: 'code' },
      { key: 'from', label: 'From', ...text, isBefore: true },
      { key: 'to', label: 'To', ...text },
      expected,
      { key: 'measured', label: 'Measured', ...last },
      { key: 'verdict', label: 'Verdict', type: 'verdict' },
      { key: 'proposedIn', label: 'Proposed in', ...last },
      { key: 'doneIn', label: 'Done in', ...last },
    ],
    isStacked: true,
    rows: proposals.map((entry) => ({
      key: { text: entry.adjustment.key },
      from: { text: String(entry.adjustment.from ?? noValue) },
      to: { text: String(entry.adjustment.to) },
      expected: { text: expectationText(entry.adjustment, placeText) ?? noValue },
      measured: measuredCell(entry),
      verdict: entry.doneIn === null ? { text: noValue, note: 'not done yet' } : verdictCell(entry),
      proposedIn: runCell(entry.from, slugs),
      doneIn: runCell(entry.doneIn, slugs),
    })),
  };
}

/** The ledger of all runs as tables: what was recommended where, what became of it, and what it gained. */
export function ledgerPage(
  ledger: readonly LedgerEntry[],
  reports: readonly RunReport[],
  proposals: readonly AdjustmentEntry[] = [],
): LedgerPage {
  const slugs = new Map(reports.map(({ id, slug }) => [id, slug]));
  const place = new Map(reports.map(({ id }, i) => [id, i]));
  const entries = currentEntries(ledger);
  const placeText = placeTextOf(...reports.map(({ measures }) => measures));
  const tables = (['open', 'done', 'rejected'] as const).flatMap((status) => {
    const mine = inOrder(
      entries.filter((one) => one.status === status),
      place,
    );
    if (mine.length === 0) return [];
    const table: TableBlock = {
      kind: 'table',
      id: status,
      caption: captions[status],
      columns: columns[status],
      isStacked: true,
      rows: mine.map((entry) => rowOf(entry, slugs, placeText)),
    };
    return { heading: headings[status], table };
  });
  const proposed = proposalTable(proposals, slugs, placeText);
  return {
    headline: headlineOf(entries),
    lede: ledeOf(entries),
    tables: [...tables, ...(proposed === null ? [] : [{ heading: 'Proposed settings', table: proposed }])],
  };
}
