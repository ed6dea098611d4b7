import { formatMetric } from '../../model/format.ts';
import { metricOf } from '../../model/metrics.ts';
import type { MetricChange } from '../../model/run-report.ts';
import type { Block, Cell, TableBlock } from '../../model/section.ts';
import type { PlaceText } from '../place-text.ts';
import { text } from './cells.ts';
import { changeCell, changeTone, changeWord } from './change-cells.ts';

/** Every figure of either run against the other's: what changed, what did not, and what only one of them has. */
export function changedFigures(changes: readonly MetricChange[], placeText: PlaceText): Block[] {
  const both = changes.filter(({ base, head }) => base !== null && head !== null);
  const lost = changes.filter((change) => change.head === null);
  const added = changes.filter((change) => change.base === null && change.head !== null);
  const apart: Block[] = [
    ...onlyIn('Measured here and not in the baseline', added, placeText),
    ...onlyIn('Measured in the baseline and not here', lost, placeText),
  ];
  if (both.length === 0)
    return changes.length === 0
      ? []
      : [
          { kind: 'text', text: 'No figure was measured in both runs, so nothing can be compared.' },
          ...apart,
        ];
  const shown = both
    .filter(({ verdict }) => verdict === 'worse' || verdict === 'better')
    .toSorted((a, b) => changeRank(a) - changeRank(b));
  const quiet = both.filter((change) => !shown.includes(change));
  const isUntold = quiet.every(({ verdict }) => verdict === 'cannot-tell');
  const block: TableBlock = {
    kind: 'table',
    id: 'changes',
    caption:
      shown.length > 0
        ? `Against the baseline: ${tally(shown)}`
        : isUntold
          ? 'Whether a figure changed cannot be told'
          : 'No figure changed by more than the noise',
    columns: [
      { key: 'metric', label: 'Metric', type: 'text' },
      { key: 'base', label: 'Baseline', type: 'number' },
      { key: 'head', label: 'This run', type: 'number' },
      { key: 'change', label: 'Change', type: 'number' },
      { key: 'verdict', label: 'Verdict', type: 'verdict' },
    ],
    rows: shown.map((change) => changeRow(change, placeText)),
    ...(quiet.length === 0
      ? {}
      : {
          folded: {
            summary: quietText(quiet),
            rows: quiet.map((change) => changeRow(change, placeText)),
          },
        }),
    note: `A change is called one only when it is larger than the noise between runs and than the smallest effect worth reporting. ${figures(both.length)} are compared at once, so an interval that leaves out 0 is not enough alone. Suspected: the evidence is weak, or repeats disagree.`,
  };
  return [block, ...apart];
}

/** Worse before better, sure before suspected; figures of one kind stay in their order. */
const changeRank = ({ verdict, certainty }: MetricChange): number =>
  (verdict === 'worse' ? 0 : 2) + (certainty === 'confirmed' ? 0 : 1);

const figures = (count: number): string => `${count} ${count === 1 ? 'figure' : 'figures'}`;

/** "3 figures worse (1 of them suspected), 8 better". */
function tally(shown: readonly MetricChange[]): string {
  const parts = (['worse', 'better'] as const).flatMap((verdict) => {
    const mine = shown.filter((change) => change.verdict === verdict);
    const suspected = mine.filter(({ certainty }) => certainty === 'suspected').length;
    const unsure =
      suspected === 0 ? '' : suspected === mine.length ? ' (suspected)' : ` (${suspected} of them suspected)`;
    return mine.length === 0 ? [] : [{ count: mine.length, text: `${verdict}${unsure}` }];
  });
  return parts.map(({ count, text }, i) => `${i === 0 ? figures(count) : count} ${text}`).join(', ');
}

/** "63 figures without a change shown, 21 that cannot be told". */
function quietText(quiet: readonly MetricChange[]): string {
  const unknown = quiet.filter(({ verdict }) => verdict === 'cannot-tell').length;
  const still = quiet.length - unknown;
  if (unknown === 0) return `${figures(still)} without a change shown`;
  if (still === 0) return `${figures(unknown)} that cannot be told`;
  return `${figures(still)} without a change shown, ${unknown} that cannot be told`;
}

/** Places named of those that only one of two runs has; the rest is counted. */
const mostNamed = 6;

/** The places whose figures only one of two runs has, in one line: nothing of them can be compared. */
function onlyIn(what: string, changes: readonly MetricChange[], placeText: PlaceText): Block[] {
  if (changes.length === 0) return [];
  const places = [...new Set(changes.map((change) => onlyInText(change, placeText(change))))];
  const named = places.slice(0, mostNamed).join(', ');
  const more = places.length - mostNamed;
  return [{ kind: 'text', text: `${what}: ${more > 0 ? `${named} and ${more} more` : named}.` }];
}

/** An endpoint goes by its name alone; of a scenario or of all requests the metric has to be told. */
function onlyInText(change: MetricChange, place: string): string {
  if (change.endpoint !== null && change.endpoint !== '*') return place;
  const label = metricOf(change.metric).label.toLowerCase();
  return place === '' ? label : `${label} of ${place}`;
}

const verdictWords = {
  same: 'same',
  'no-change-shown': 'no change shown',
  'cannot-tell': 'cannot tell',
} as const;

function changeRow(change: MetricChange, placeText: PlaceText): Record<string, Cell> {
  const { metric, verdict, certainty, basis, settle } = change;
  const isChange = verdict === 'worse' || verdict === 'better';
  const word = isChange
    ? `${changeWord(metric, verdict)}${certainty === null ? '' : `, ${certainty}`}`
    : verdictWords[verdict];
  return {
    metric: text(metricOf(metric).label, { note: placeText(change) }),
    base: text(formatMetric(change.base, metric)),
    head: text(formatMetric(change.head, metric)),
    change: changeCell(change),
    verdict: text(word, {
      tone: isChange ? changeTone(verdict) : 'neutral',
      note: settle === undefined ? basis : `${basis}; ${settle}`,
    }),
  };
}
