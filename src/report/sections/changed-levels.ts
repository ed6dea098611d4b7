import { formatMetric } from '../../model/format.ts';
import { metricOf } from '../../model/metrics.ts';
import type { ReportedChangePoint, RunReport } from '../../model/run-report.ts';
import type { Block, Cell, TableBlock } from '../../model/section.ts';
import type { PlaceText } from '../place-text.ts';
import { text } from './cells.ts';
import { changeCell, changeTone, changeWord } from './change-cells.ts';

/** Rows shown at once; the smaller changes are folded away. */
const openRows = 5;

/** Worse before better, large before small; the median and the errors before what follows from them. */
function weight({ metric, verdict, relative }: ReportedChangePoint): number {
  const leads = metric === 'response.p50' || metric === 'errors.rate' || !metric.startsWith('response.');
  return (verdict === 'worse' ? 4 : 0) + (leads ? 2 : 0) + Math.min(1, Math.abs(relative));
}

/** A step that failures may explain: the error rate of its scenario stepped the other way with the same run. */
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

function changePointRow(
  point: ReportedChangePoint,
  placeText: PlaceText,
  isBeside: boolean,
): Record<string, Cell> {
  const beside = `${point.verdict === 'worse' ? 'fewer' : 'more'} requests fail since the same run, so the load is not the same`;
  return {
    metric: text(metricOf(point.metric).label, { note: placeText(point) }),
    since: text(point.run, { note: `last before: ${point.lastBefore}` }),
    before: text(formatMetric(point.before, point.metric)),
    after: text(formatMetric(point.after, point.metric)),
    change: changeCell(point),
    verdict: text(`${changeWord(point.metric, point.verdict)}, ${point.certainty}`, {
      tone: isBeside ? 'neutral' : changeTone(point.verdict),
      ...(isBeside && { note: beside }),
    }),
  };
}

const levels = (count: number): string => `${count} ${count === 1 ? 'level' : 'levels'}`;

/** Steps that came after the baseline stand open; older levels, which reach this run unchanged, are folded away. */
export function changedLevels({ id, context }: RunReport, placeText: PlaceText): Block[] {
  const { changePoints: points, baseline } = context;
  const isNew = ({ run, lastBefore }: ReportedChangePoint): boolean =>
    run === id || lastBefore === baseline?.id;
  const byWeight = points.toSorted((a, b) => weight(b) - weight(a));
  const rowsOf = (some: readonly ReportedChangePoint[]): Record<string, Cell>[] =>
    some.map((point) => changePointRow(point, placeText, isBesideErrors(point, points)));
  const fresh = byWeight.filter(isNew);
  const older = byWeight.filter((point) => !isNew(point));
  return [
    ...(fresh.length === 0
      ? []
      : [
          changePointTable(
            'change-points',
            'Levels of the history that changed since the baseline',
            rowsOf(fresh),
          ),
        ]),
    ...(older.length === 0
      ? []
      : [
          {
            kind: 'fold',
            summary: `${levels(older.length)} that changed earlier and ${older.length === 1 ? 'has' : 'have'} held since`,
            blocks: [
              changePointTable(
                'older-change-points',
                'Levels that changed earlier and reach this run',
                rowsOf(older),
              ),
            ],
          } as const,
        ]),
  ];
}

function changePointTable(id: string, caption: string, rows: readonly Record<string, Cell>[]): TableBlock {
  const folded = rows.slice(openRows);
  return {
    kind: 'table',
    id,
    caption,
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
      : { folded: { summary: `${levels(folded.length)} more that changed`, rows: folded } }),
  };
}
