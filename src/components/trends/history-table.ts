import {
  fixed,
  formatChange,
  formatNumber,
  formatPercent,
  noValue,
  unitLabel,
} from '../../model/text/format.ts';
import { seriesMetric, type TrendPoint, type TrendSeries } from '../../model/trend.ts';

/** A value and its change from the previous run. */
export interface HistoryCell {
  readonly text: string;
  readonly change: string;
}

/** All metrics of one place over the runs. */
export interface HistoryTable {
  readonly columns: readonly { readonly label: string; readonly unit: string }[];
  /** Older runs that are not listed. */
  readonly left: number;
  readonly rows: readonly { readonly point: TrendPoint; readonly cells: readonly HistoryCell[] }[];
}

/** Maximum number of runs in a table; the JSON of each run has its values. */
const mostRuns = 150;

/**
 * A row for each run, newest first; each value beside the change from the run before it that has one, whether that is
 * among the chosen runs or not.
 */
export function historyTable(
  trends: readonly TrendSeries[],
  isChosen: (run: string) => boolean = () => true,
): HistoryTable {
  const points = new Map<string, TrendPoint>();
  for (const { points: own } of trends.toSorted((a, b) => b.points.length - a.points.length))
    for (const point of own) if (!points.has(point.run)) points.set(point.run, point);
  const byDate = [...points.values()]
    .filter(({ run }) => isChosen(run))
    .toSorted((a, b) => (b.startedAt ?? '').localeCompare(a.startedAt ?? ''));
  const listed = byDate.slice(0, mostRuns);
  const isListed = new Set(listed.map(({ run }) => run));
  const cells = trends.map((series) => cellsByRun(series, isListed));
  return {
    columns: trends.map((series) => ({ label: seriesMetric(series), unit: unitLabel(series.unit) })),
    left: Math.max(0, byDate.length - mostRuns),
    rows: listed.map((point) => ({
      point,
      cells: cells.map((column) => column.get(point.run) ?? { text: noValue, change: '' }),
    })),
  };
}

/** The cells of some runs. */
function cellsByRun(
  { points, unit }: TrendSeries,
  wanted: ReadonlySet<string>,
): ReadonlyMap<string, HistoryCell> {
  const show = (value: number): string =>
    unit === 'count' || unit === 'users'
      ? fixed(value, 0)
      : unit === 'share'
        ? formatPercent(value)
        : formatNumber(value);
  const cells = new Map<string, HistoryCell>();
  for (const [i, { run, value, environment }] of points.entries()) {
    if (!wanted.has(run)) continue;
    const before = points[i - 1];
    const isComparable = before !== undefined && before.environment === environment && before.value !== 0;
    cells.set(run, {
      text: show(value),
      change: isComparable ? formatChange(value / before.value - 1) : '',
    });
  }
  return cells;
}
