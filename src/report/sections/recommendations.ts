import { formatChange, formatChangeRange, noValue } from '../../model/text/format.ts';
import { metricOf } from '../../model/metrics/metrics.ts';
import type { LedgerEntry } from '../../model/run-report.ts';
import type { Block, Cell, Column, TableBlock, Tone } from '../../model/section.ts';
import type { Recommendation } from '../../model/documents/commentary.ts';
import { effectWording } from '../../model/text/verdict-wording.ts';
import { plainText } from '../mdx/plain-text.ts';
import { placeTextOf, type PlaceText } from '../words/place-text.ts';
import { text } from './cells.ts';
import type { SectionInput, SectionRule } from './section-rule.ts';

const priorities = ['high', 'medium', 'low'] as const;
const tones: Record<Recommendation['priority'], Tone> = { high: 'bad', medium: 'unsure', low: 'neutral' };

export const recommendations: SectionRule = {
  id: 'recommendations',
  heading: 'Recommendations: high, medium, low priority',
  short: 'Recommendations',
  ofBenchmarks: 'with-data',
  empty: {
    text: 'No recommendations, and none open from earlier runs.',
    hint: 'Add "recommendations" to the run’s MDX: id, priority, text, expectedImpact, complexity.',
  },
  blocks: ({ report }: SectionInput): Block[] => {
    const placeText = placeTextOf(report.measures);
    const { id, context } = report;
    const { own, ledger, lastFix } = context;
    const left = own.filter(({ status }) => status !== 'done');
    const implemented = [
      ...own.filter(({ status }) => status === 'done'),
      // One that this run implemented is in the ledger already.
      ...(lastFix === null || lastFix.doneIn === id ? [] : [lastFix]),
    ];
    const entries = [...left, ...ledger].toSorted((a, b) => rank(a) - rank(b));
    const rows = [...entries, ...implemented].map((entry) => row(entry, id, placeText));
    return rows.length === 0 ? [] : [table(rows)];
  },
};

/** High priority first; an earlier run's after this one's, and what is settled last. */
const rank = ({ recommendation, status }: LedgerEntry): number =>
  priorities.indexOf(recommendation.priority) + (status === 'open' ? 0 : priorities.length);

/** The expected effect of a recommendation as text; null if none is stated. */
export function expectationText(
  { expectedImpact }: Pick<Recommendation, 'expectedImpact'>,
  placeText: PlaceText,
): string | null {
  if (expectedImpact === undefined) return null;
  if (typeof expectedImpact === 'string') return expectedImpact;
  const { metric, scenario = null, endpoint = null, change } = expectedImpact;
  const scope = placeText({ scenario, endpoint });
  return `${metricOf(metric).label}${scope === '' ? '' : ` of ${scope}`} ${formatChange(change)}`;
}

/** Columns without a value in any row are left out. */
function table(rows: readonly Readonly<Record<string, Cell>>[]): TableBlock {
  const has = (key: string): boolean => rows.some((one) => one[key]?.text !== noValue);
  const columns: readonly Column[] = [
    { key: 'text', label: 'Recommendation', type: 'text' },
    { key: 'priority', label: 'Priority', type: 'verdict' },
    { key: 'expected', label: 'Expected impact', type: 'text', phone: 'last' },
    { key: 'complexity', label: 'Complexity', type: 'text', phone: 'last' },
    { key: 'from', label: 'Since', type: 'text', phone: 'last' },
    { key: 'status', label: 'Status', type: 'verdict' },
    { key: 'measured', label: 'Measured', type: 'number', phone: 'last' },
  ];
  return {
    kind: 'table',
    id: 'recommended',
    caption: 'Open recommendations by priority, then what was done',
    columns: columns.filter(({ key }) => has(key)),
    rows,
    isStacked: true,
  };
}

const statusTone: Record<LedgerEntry['status'], Tone> = { open: 'unsure', done: 'good', rejected: 'neutral' };

/** A recommendation, and its status as of the run. */
function row(entry: LedgerEntry, run: string, placeText: PlaceText): Record<string, Cell> {
  const { recommendation: one, from, status, doneIn, measured } = entry;
  return {
    priority: text(one.priority, { tone: tones[one.priority] }),
    text: text(plainText(one.text)),
    expected: text(expectationText(one, placeText)),
    complexity: text(one.complexity),
    from: text(from === run ? 'this run' : from),
    status: text(doneIn === null ? status : `${status} in ${doneIn}`, {
      tone: statusTone[status],
      ...(status === 'rejected' && one.reason !== undefined && { note: one.reason }),
    }),
    measured: text(measured === null ? null : formatChange(measured), effectNote(entry)),
  };
}

/** The interval of a measured effect, and how it compares with the expectation. */
function effectNote({ measuredInterval, verdict }: LedgerEntry): { note?: string } {
  const { lower = null, upper = null } = measuredInterval ?? {};
  const parts = [
    lower === null || upper === null ? null : formatChangeRange(lower, upper),
    verdict === null ? null : effectWording[verdict],
  ].filter((part) => part !== null);
  return parts.length === 0 ? {} : { note: parts.join(', ') };
}
