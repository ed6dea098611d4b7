import { isCalled } from '../../model/metrics/called.ts';
import { basisText, rowBasis } from '../../model/text/basis.ts';
import { labelFor, type RunKind } from '../../model/run-kind.ts';
import { counted } from '../../model/text/counted.ts';
import { formatMetric } from '../../model/text/format.ts';
import { metricOf } from '../../model/metrics/metrics.ts';
import type { CommonChange, MetricChange } from '../../model/run-report.ts';
import type { Block, Cell, TableBlock } from '../../model/section.ts';
import { intervalNote } from '../../model/text/interval-note.ts';
import {
  changeCounts,
  quietCounts,
  quietTitle,
  wordedVerdict,
  wordingOf,
} from '../../model/text/verdict-wording.ts';
import { commonText } from '../words/common-text.ts';
import { rowAdvice } from '../diff-metric.ts';
import { foldedChanges } from '../folded-changes.ts';
import type { PlaceText } from '../words/place-text.ts';
import { measuredInBoth } from '../words/measured-in-both.ts';
import { text } from './cells.ts';
import { changeCell, changeTone } from './change-cells.ts';

/** Measures of this run that the baseline has in a unit that cannot be converted. */
const inOtherUnit = (changes: readonly MetricChange[], placeText: PlaceText): Block[] =>
  changes
    .filter(({ isOtherUnit, head }) => isOtherUnit === true && head !== null)
    .map((change) => {
      const place = placeText(change);
      const name = `${metricOf(change).label}${place === '' ? '' : ` of ${place}`}`;
      return { kind: 'text', text: `${name} is not compared: it is ${basisText(change.basis)}.` };
    });

/** Facts that the table shows at once: the head of the page draws more of them. */
const mostFacts = 5;

/** The metrics of two runs compared: changed, unchanged, and measured in one of them only. */
export function metricChanges(
  changes: readonly MetricChange[],
  placeText: PlaceText,
  common: CommonChange | null = null,
  kind: RunKind = 'load',
): Block[] {
  const both = measuredInBoth(changes);
  const lost = changes.filter((change) => change.head === null && change.isOtherUnit !== true);
  const added = changes.filter(
    (change) => change.base === null && change.head !== null && change.isOtherUnit !== true,
  );
  const inBoth = new Set(both.map(whereOf));
  const apart: Block[] = [
    ...inOtherUnit(changes, placeText),
    ...onlyIn('Measured in this run but not in the baseline', added, { placeText, inBoth }),
    ...onlyIn('Measured in the baseline but not in this run', lost, { placeText, inBoth }),
  ];
  if (both.length === 0)
    return changes.length === 0
      ? []
      : [
          { kind: 'text', text: 'No metric was measured in both runs, so nothing can be compared.' },
          ...apart,
        ];
  const called = both.filter(isCalled);
  const facts = foldedChanges(called);
  const undirected = both.filter(({ isUndirected }) => isUndirected === true);
  const all = [...facts.map(({ main }) => main), ...undirected];
  const [shown, further] = [all.slice(0, mostFacts), all.slice(mostFacts)];
  const same = facts.flatMap(({ others }) => others);
  const listed = new Set([...called, ...undirected]);
  const open = both.filter((change) => change.isLargestOpen === true && !listed.has(change));
  const quiet = both.filter((change) => !listed.has(change) && !open.includes(change));
  const isInconclusive = quiet.every(({ verdict }) => verdict === 'cannot-tell');
  const aboutZero = intervalNote(called);
  const block: TableBlock = {
    kind: 'table',
    id: 'changes',
    caption:
      shown.length > 0 || common?.certainty != null
        ? `Changes from the baseline: ${countsText(called, common)}`
        : isInconclusive
          ? 'Changes from the baseline: inconclusive'
          : 'Changes from the baseline: none detected',
    columns: [
      { key: 'metric', label: 'Metric', type: 'text' },
      { key: 'base', label: 'Baseline', type: 'number', isBefore: true },
      { key: 'head', label: 'This run', type: 'number' },
      { key: 'change', label: 'Change', type: 'number' },
      { key: 'verdict', label: 'Verdict', type: 'verdict' },
    ],
    // The largest change that could not be called is never folded away.
    rows: [...shown, ...open].map((change) => changeRow(change, placeText, kind)),
    isStacked: true,
    ...(quiet.length + same.length + further.length === 0
      ? {}
      : {
          folded: {
            summary:
              same.length + further.length === 0
                ? quietTitle(quiet)
                : [furtherText(further.length), sameText(same.length), quietCounts(quiet)]
                    .filter((part) => part !== '')
                    .join('; '),
            rows: [...further, ...same, ...quiet].map((change) => changeRow(change, placeText, kind)),
          },
        }),
    note: `A change is reported only if it is larger than both the noise between runs and the minimum effect. This table compares ${counted(both.length, 'metric')} at once, so an interval that excludes 0 is not enough by itself: such a change is inconclusive. A change is “possible” if the evidence is weak or repeats disagree.${aboutZero === null ? '' : ` ${aboutZero}`}`,
  };
  const shared = common === null ? null : commonText({ ...common, interval: pairOf(common.interval) }, kind);
  return [...(shared === null ? [] : [{ kind: 'text' as const, text: shared }]), block, ...apart];
}

/** The counts of the home page, where what all endpoints share is one of the changes. */
function countsText(called: readonly MetricChange[], common: CommonChange | null): string {
  if (common?.certainty == null) return changeCounts(called);
  const all = changeCounts([common, ...called]);
  return called.length === 0
    ? `${all}, common to every endpoint`
    : `${all}, one of them common to every endpoint`;
}

const pairOf = (interval: CommonChange['interval']): readonly [number, number] | null =>
  interval?.lower == null || interval.upper == null ? null : [interval.lower, interval.upper];

/** Further metrics of the changes that the table shows: other percentiles, error rates of endpoints. */
const sameText = (count: number): string =>
  count === 0 ? '' : `${counted(count, 'more metric')} that changed with these`;

const furtherText = (count: number): string => (count === 0 ? '' : counted(count, 'more change'));

/** The most places to name of those that only one run measured; the rest is counted. */
const mostNamed = 6;

/** The endpoint or scenario of a change, whatever the metric. */
const whereOf = ({ scenario, endpoint }: MetricChange): string => JSON.stringify([scenario, endpoint]);

/** How to name places, and those of which both runs measured some metric. */
interface Naming {
  readonly placeText: PlaceText;
  readonly inBoth: ReadonlySet<string>;
}

/** The places that only one of two runs measured, in one line. */
function onlyIn(what: string, changes: readonly MetricChange[], naming: Naming): Block[] {
  if (changes.length === 0) return [];
  const places = [...new Set(changes.map((change) => onlyInText(change, naming)))];
  const named = places.slice(0, mostNamed).join(', ');
  const more = places.length - mostNamed;
  return [{ kind: 'text', text: `${what}: ${more > 0 ? `${named} and ${more} more` : named}.` }];
}

/** An endpoint that only one run has needs only its name; others, a scenario or all requests also need the metric. */
function onlyInText(change: MetricChange, { placeText, inBoth }: Naming): string {
  const place = placeText(change);
  if (change.endpoint !== null && change.endpoint !== '*' && !inBoth.has(whereOf(change))) return place;
  const label = metricOf(change).label.toLowerCase();
  return place === '' ? label : `${label} of ${place}`;
}

function changeRow(change: MetricChange, placeText: PlaceText, kind: RunKind): Record<string, Cell> {
  const { certainty, basis } = change;
  const advice = rowAdvice(change.settle, change.isLargestOpen === true);
  // A change without a good direction has no verdict, but is a change.
  const verdict =
    change.isUndirected === true ? 'unknown' : wordedVerdict({ ...change, explained: change.isExplained });
  const rested = rowBasis(basis, change.shared);
  const place = placeText(change);
  const isChange = verdict === 'worse' || verdict === 'better' || verdict === 'unknown';
  const direction = verdict === 'unknown' ? '; direction unknown: set it in "measures" of project.json' : '';

  return {
    metric: text(labelFor(kind, metricOf(change).label), place === '' ? {} : { note: place }),
    base: text(formatMetric(change.base, change)),
    head: text(formatMetric(change.head, change)),
    change: changeCell(change),
    verdict: text(wordingOf(verdict, certainty).label, {
      tone: isChange ? changeTone(verdict) : verdict === 'cannot-tell' ? 'unsure' : 'neutral',
      ...(certainty === 'suspected' && { isPossible: true }),
      note: `${advice === null ? rested : `${rested}; ${advice}`}${direction}`,
    }),
  };
}
