import { formatChange, formatChangeIn, formatMetric } from '../../model/format.ts';
import { metricOf } from '../../model/metrics.ts';
import type { FigureChange, ReportedChangePoint, ReportedDrift, RunReport } from '../../model/run-report.ts';
import type { Block, Cell, TableBlock, Tone } from '../../model/section.ts';
import { placeTextOf, type PlaceText } from '../place-text.ts';
import { text } from './cells.ts';
import type { SectionInput, SectionRule } from './section-rule.ts';

export const trendsFromPreviousTests: SectionRule = {
  id: 'trends-from-previous-tests',
  heading: 'Trends from previous tests',
  short: 'Trends',
  empty: {
    text: 'There is no earlier run to compare with.',
    hint: 'Trends appear once a second comparable run is committed.',
  },
  blocks: ({ report }: SectionInput): Block[] => {
    const { context, words } = report;
    const said = words.trends.map((markdown) => ({ kind: 'words', markdown }) as const);
    if (context.earlierRuns === 0) return said;
    const placeText = placeTextOf(report.measures);
    return [
      { kind: 'text', text: baselineText(report) },
      ...changePointBlocks(context.changePoints, placeText),
      ...driftBlocks(context.drifts, placeText),
      ...changeBlocks(context.changes, placeText),
      ...said,
    ];
  },
};

function baselineText({ context }: RunReport): string {
  const runs = `${context.earlierRuns} earlier ${context.earlierRuns === 1 ? 'run' : 'runs'}`;
  if (context.baseline === null)
    return `Nothing is compared: ${context.noBaseline ?? `there is no baseline among ${runs}`}.`;
  return `Compared with ${context.baseline.id} (${context.baseline.why}); ${runs} known when this one was made.`;
}

/** "slower", "faster", "fewer", as the metric has it. */
export function changeWord(metric: string, verdict: 'worse' | 'better'): string {
  if (metric.startsWith('response.')) return verdict === 'worse' ? 'slower' : 'faster';
  return verdict;
}

const tone = (verdict: 'worse' | 'better'): Tone => (verdict === 'worse' ? 'bad' : 'good');

type Change = Pick<FigureChange, 'metric' | 'relative' | 'interval'>;

function changeCell({ metric, relative, interval }: Change): Cell {
  const show = (change: number): string => formatChangeIn(metricOf(metric).unit, change);
  const hasBounds = interval !== null && interval.lower !== null && interval.upper !== null;
  const note = hasBounds ? { note: `${show(interval.lower)} to ${show(interval.upper)}` } : {};
  return text(relative === null ? null : show(relative), note);
}

/** Rows shown at once; the smaller changes are folded away. */
const openRows = 8;

/** Worse before better, large before small; the median and the errors before what follows from them. */
function weight({ metric, verdict, relative }: ReportedChangePoint): number {
  const leads = metric === 'response.p50' || metric === 'errors.rate' || !metric.startsWith('response.');
  return (verdict === 'worse' ? 4 : 0) + (leads ? 2 : 0) + Math.min(1, Math.abs(relative));
}

function changePointRow(point: ReportedChangePoint, placeText: PlaceText): Record<string, Cell> {
  return {
    metric: text(metricOf(point.metric).label, { note: placeText(point) }),
    since: text(point.run, { note: `last before: ${point.lastBefore}` }),
    before: text(formatMetric(point.before, point.metric)),
    after: text(formatMetric(point.after, point.metric)),
    change: changeCell(point),
    verdict: text(`${changeWord(point.metric, point.verdict)}, ${point.certainty}`, {
      tone: tone(point.verdict),
    }),
  };
}

function changePointBlocks(points: readonly ReportedChangePoint[], placeText: PlaceText): TableBlock[] {
  if (points.length === 0) return [];
  const rows = points
    .toSorted((a, b) => weight(b) - weight(a))
    .map((point) => changePointRow(point, placeText));
  const folded = rows.slice(openRows);
  return [
    {
      kind: 'table',
      id: 'change-points',
      caption: 'Levels that changed and reach this run',
      columns: [
        { key: 'metric', label: 'Metric', type: 'text' },
        { key: 'since', label: 'Since run', type: 'text' },
        { key: 'before', label: 'Before', type: 'number' },
        { key: 'after', label: 'After', type: 'number' },
        { key: 'change', label: 'Change', type: 'number' },
        { key: 'verdict', label: 'Verdict', type: 'verdict' },
      ],
      rows: rows.slice(0, openRows),
      ...(folded.length === 0
        ? {}
        : { folded: { summary: `${folded.length} more levels that changed`, rows: folded } }),
    },
  ];
}

function driftBlocks(drifts: readonly ReportedDrift[], placeText: PlaceText): Block[] {
  return drifts.map((drift) => ({
    kind: 'text',
    tone: tone(drift.verdict),
    text: `${metricOf(drift.metric).label} of ${placeText(drift)} drifts without a step: ${formatChange(drift.perRun)} per run over ${drift.runs} runs.`,
  }));
}

function changeBlocks(changes: readonly FigureChange[], placeText: PlaceText): Block[] {
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
  const shown = both.filter(({ verdict }) => verdict === 'worse' || verdict === 'better');
  const quiet = both.filter((change) => !shown.includes(change));
  const isUntold = quiet.every(({ verdict }) => verdict === 'cannot-tell');
  const block: TableBlock = {
    kind: 'table',
    id: 'changes',
    caption:
      shown.length > 0
        ? 'Figures that changed by more than the noise'
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
            summary: `${quiet.length} figures without a change shown`,
            rows: quiet.map((change) => changeRow(change, placeText)),
          },
        }),
    note: 'A change is called one only when it is larger than the noise between runs and than the smallest effect worth reporting.',
  };
  return [block, ...apart];
}

/** Places named of those that only one of two runs has; the rest is counted. */
const mostNamed = 6;

/** The places whose figures only one of two runs has, in one line: nothing of them can be compared. */
function onlyIn(what: string, changes: readonly FigureChange[], placeText: PlaceText): Block[] {
  if (changes.length === 0) return [];
  const places = [...new Set(changes.map((change) => onlyInText(change, placeText(change))))];
  const named = places.slice(0, mostNamed).join(', ');
  const more = places.length - mostNamed;
  return [{ kind: 'text', text: `${what}: ${more > 0 ? `${named} and ${more} more` : named}.` }];
}

/** An endpoint goes by its name alone; of a scenario or of all requests the metric has to be told. */
function onlyInText(change: FigureChange, place: string): string {
  if (change.endpoint !== null && change.endpoint !== '*') return place;
  const label = metricOf(change.metric).label.toLowerCase();
  return place === '' ? label : `${label} of ${place}`;
}

const verdictWords = {
  same: 'same',
  'no-change-shown': 'no change shown',
  'cannot-tell': 'cannot tell',
} as const;

function changeRow(change: FigureChange, placeText: PlaceText): Record<string, Cell> {
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
      tone: isChange ? tone(verdict) : 'neutral',
      note: settle === undefined ? basis : `${basis}; ${settle}`,
    }),
  };
}
