import { counted } from '../../model/text/counted.ts';
import { formatMetric } from '../../model/text/format.ts';
import { metricOf } from '../../model/metrics/metrics.ts';
import type { ReportedChangePoint, RunReport } from '../../model/run-report.ts';
import type { Block, Cell, TableBlock } from '../../model/section.ts';
import { wordingOf } from '../../model/text/verdict-wording.ts';
import { foldedChanges, type FoldedChange } from '../folded-changes.ts';
import { alsoText } from '../words/also-text.ts';
import type { PlaceText } from '../words/place-text.ts';
import { text } from './cells.ts';
import { changeCell, changeTone } from './change-cells.ts';

/** Rows shown at once; the smaller changes are folded away. */
const openRows = 5;

/** Regressions before improvements, large before small; median and error rate before the metrics that follow them. */
function weight({ metric, verdict, relative }: ReportedChangePoint): number {
  const leads = metric === 'response.p50' || metric === 'errors.rate' || !metric.startsWith('response.');
  return (verdict === 'worse' ? 4 : 0) + (leads ? 2 : 0) + Math.min(1, Math.abs(relative ?? 1));
}

/** A level shift that failures may explain: the scenario's error rate shifted the other way in the same run. */
function isBesideErrors(point: ReportedChangePoint, points: readonly ReportedChangePoint[]): boolean {
  if (!point.metric.startsWith('response.') && point.metric !== 'cpu.average') return false;
  return points.some(
    ({ metric, scenario, run, verdict }) =>
      metric === 'errors.rate' &&
      scenario === point.scenario &&
      run === point.run &&
      verdict !== point.verdict,
  );
}

type Fact = FoldedChange<ReportedChangePoint>;

/** Further metrics named beside one. */
const mostNamed = 3;

/** Shifts of one run that state one fact: the percentiles of an endpoint, the errors of its endpoints. */
const factsOf = (points: readonly ReportedChangePoint[]): Fact[] =>
  [...Map.groupBy(points, ({ run }) => run).values()]
    .flatMap((ofRun) => foldedChanges(ofRun))
    .toSorted((a, b) => weight(b.main) - weight(a.main));

function changePointRow(
  fact: Fact,
  placeText: PlaceText,
  isBeside: boolean,
  baseline: string | undefined,
): Record<string, Cell> {
  const point = fact.main;
  const beside = `${point.verdict === 'worse' ? 'fewer' : 'more'} requests fail since the same run, so the load differs`;
  return {
    metric: text(metricOf(point).label, {
      note: [placeText(point), alsoText(fact, mostNamed)].filter((part) => part !== '').join(', '),
    }),
    since: text(
      point.run,
      point.lastBefore === baseline ? {} : { note: `last run before: ${point.lastBefore}` },
    ),
    before: text(formatMetric(point.before, point)),
    after: text(formatMetric(point.after, point)),
    change: changeCell({ ...point, isAbsolute: point.relative === null }),
    verdict: text(wordingOf(point.verdict, point.certainty).label, {
      tone: isBeside ? 'neutral' : changeTone(point.verdict),
      ...(point.certainty === 'suspected' && { isPossible: true }),
      ...(isBeside && { note: beside }),
    }),
  };
}

/** Leads to the level shifts that no table of this page lists. */
const allShifts = (count: number): Block[] =>
  count <= 0
    ? []
    : [
        {
          kind: 'facts',
          facts: [
            {
              label: counted(count, 'more level shift'),
              value: text('Changes, latest first', { href: 'trends/#changes' }),
            },
          ],
        },
      ];

/**
 * Level shifts after the baseline are open. The largest of the older ones, whose level still holds, are folded: the
 * page of all trends lists the rest.
 */
export function changedLevels({ id, context }: RunReport, placeText: PlaceText): Block[] {
  const { changePoints: points, baseline } = context;
  const isNew = ({ run, lastBefore }: ReportedChangePoint): boolean =>
    run === id || lastBefore === baseline?.id;
  const rowsOf = (facts: readonly Fact[]): Record<string, Cell>[] =>
    facts.map((fact) => changePointRow(fact, placeText, isBesideErrors(fact.main, points), baseline?.id));
  const fresh = factsOf(points.filter(isNew));
  const others = fresh.flatMap((fact) => fact.others).map((main) => ({ main, others: [] }));
  const older = factsOf(points.filter((point) => !isNew(point)));
  const olderCount = older.reduce((sum, fact) => sum + 1 + fact.others.length, 0);
  return [
    ...(fresh.length === 0
      ? []
      : [
          changePointTable('change-points', 'Level shifts since the baseline', rowsOf(fresh), rowsOf(others)),
        ]),
    ...(older.length === 0
      ? []
      : [
          {
            kind: 'fold',
            summary: counted(olderCount, 'earlier level shift'),
            blocks: [
              changePointTable(
                'older-change-points',
                'Earlier level shifts, unchanged since',
                rowsOf(older.slice(0, openRows)),
              ),
              ...allShifts(olderCount - Math.min(openRows, older.length)),
            ],
          } as const,
        ]),
  ];
}

/** The largest facts; `others` are the metrics that state the same ones, which are folded with the rest. */
function changePointTable(
  id: string,
  caption: string,
  rows: readonly Record<string, Cell>[],
  others: readonly Record<string, Cell>[] = [],
): TableBlock {
  const folded = [...rows.slice(openRows), ...others];
  return {
    kind: 'table',
    id,
    caption,
    columns: [
      { key: 'metric', label: 'Metric', type: 'text' },
      { key: 'since', label: 'Since run', type: 'text', phone: 'last' },
      { key: 'before', label: 'Before', type: 'number', isBefore: true },
      { key: 'after', label: 'After', type: 'number' },
      { key: 'change', label: 'Change', type: 'number' },
      { key: 'verdict', label: 'Verdict', type: 'verdict' },
    ],
    rows: rows.slice(0, openRows),
    isStacked: true,
    ...(folded.length === 0
      ? {}
      : { folded: { summary: counted(folded.length, 'more level shift'), rows: folded } }),
  };
}
