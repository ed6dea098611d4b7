import { formatChange } from '../../model/format.ts';
import { metricOf } from '../../model/metrics.ts';
import type { LedgerEntry, RunReport } from '../../model/run-report.ts';
import type { Block, ItemBlock, Tone } from '../../model/section.ts';
import type { Recommendation } from '../../model/commentary.ts';
import { effectWording } from '../../model/verdict-wording.ts';
import { placeTextOf, type PlaceText } from '../place-text.ts';
import type { SectionInput, SectionRule } from './section-rule.ts';

const priorities = ['high', 'medium', 'low'] as const;
const headings = { high: 'High priority', medium: 'Medium priority', low: 'Low priority' };
const tones: Record<Recommendation['priority'], Tone> = { high: 'bad', medium: 'unsure', low: 'neutral' };

export const recommendations: SectionRule = {
  id: 'recommendations',
  heading: 'Recommendations: high, medium, low priority',
  short: 'Recommendations',
  empty: {
    text: 'No recommendations, and none open from earlier runs.',
    hint: 'Add "recommendations" to the run’s MDX: id, priority, text, expectedImpact, complexity.',
  },
  blocks: ({ report }: SectionInput): Block[] => {
    const placeText = placeTextOf(report.measures);
    const { own, ledger } = report.context;
    const left = own.filter(({ status }) => status !== 'done');
    return [
      ...priorities.flatMap((priority) =>
        ownItems(
          headings[priority],
          left.filter(({ recommendation }) => recommendation.priority === priority),
          placeText,
        ),
      ),
      ...ownItems(
        'Implemented',
        own.filter(({ status }) => status === 'done'),
        placeText,
      ),
      ...earlier(ledger, placeText),
      ...carriedOut(report, placeText),
    ];
  },
};

/** The last recommendation that an earlier run implemented; those of this run are listed with the others. */
function carriedOut({ id, context }: RunReport, placeText: PlaceText): Block[] {
  const { lastFix } = context;
  if (lastFix === null || lastFix.doneIn === id) return [];
  return [{ kind: 'heading', text: 'Last implemented' }, ledgerItem(lastFix, placeText)];
}

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

const ownItems = (heading: string, own: readonly LedgerEntry[], placeText: PlaceText): Block[] =>
  own.length === 0 ? [] : [{ kind: 'heading', text: heading }, ...own.map((one) => ownItem(one, placeText))];

const rejectedText = ({ reason }: Recommendation): string =>
  reason === undefined ? 'rejected' : `rejected: ${reason}`;

function ownItem(entry: LedgerEntry, placeText: PlaceText): ItemBlock {
  const { recommendation: one, status } = entry;
  const expected = expectationText(one, placeText);
  return {
    kind: 'item',
    id: `recommendation-${one.id}`,
    title: one.text,
    mark:
      status === 'done'
        ? { text: status, tone: ledgerTone.done }
        : { text: one.priority, tone: tones[one.priority] },
    facts: [
      ...(expected === null ? [] : [{ label: 'Expected impact', value: expected }]),
      ...(one.complexity === undefined ? [] : [{ label: 'Complexity', value: one.complexity }]),
      ...(status === 'rejected' ? [{ label: 'Status', value: rejectedText(one) }] : []),
      ...effectFacts(entry),
    ],
    paragraphs: [],
  };
}

function earlier(ledger: readonly LedgerEntry[], placeText: PlaceText): Block[] {
  if (ledger.length === 0) return [];
  return [
    { kind: 'heading', text: 'From earlier runs' },
    ...ledger.map((entry) => ledgerItem(entry, placeText)),
  ];
}

const ledgerTone: Record<LedgerEntry['status'], Tone> = { open: 'unsure', done: 'good', rejected: 'neutral' };

/** An earlier recommendation and its status as of this run. */
function ledgerItem(entry: LedgerEntry, placeText: PlaceText): ItemBlock {
  const { recommendation, from, status } = entry;
  const expected = expectationText(recommendation, placeText);
  return {
    kind: 'item',
    id: `recommendation-${from}-${recommendation.id}`,
    title: recommendation.text,
    mark: { text: status, tone: ledgerTone[status] },
    facts: [
      { label: 'Recommended in', value: from },
      { label: 'Priority', value: recommendation.priority },
      ...(expected === null ? [] : [{ label: 'Expected', value: expected }]),
      ...effectFacts(entry),
    ],
    paragraphs: [],
  };
}

/** The run that has the change, and what it gained. */
function effectFacts({ doneIn, measured, measuredInterval, verdict }: LedgerEntry): ItemBlock['facts'] {
  const { lower = null, upper = null } = measuredInterval ?? {};
  const range = lower === null || upper === null ? '' : ` [${formatChange(lower)}, ${formatChange(upper)}]`;
  return [
    ...(doneIn === null ? [] : [{ label: 'Done in', value: doneIn }]),
    ...(measured === null ? [] : [{ label: 'Measured', value: `${formatChange(measured)}${range}` }]),
    ...(verdict === null ? [] : [{ label: 'Effect', value: effectWording[verdict] }]),
  ];
}
