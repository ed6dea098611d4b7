import { counted } from '../../model/text/counted.ts';
import { at } from '../../model/checked.ts';
import { formatChange, formatChangeRange, formatNumber } from '../../model/text/format.ts';
import { certaintyText } from '../../model/text/verdict-wording.ts';
import type { HistoryChangePoint, HistoryTrend, WholeHistory } from '../../model/documents/history-trend.ts';
import type { TrendPoint } from '../../model/trend.ts';

/** Maximum number of charts and rows on a page. */
export const mostCharts = 24;
export const mostChanges = 200;

/** A change point with the series that it is in. */
export interface HistoryChange {
  readonly trend: HistoryTrend;
  readonly change: HistoryChangePoint;
  readonly point: TrendPoint;
}

/** Heading of a history's page, and the order of its charts. */
export interface HistoryPage {
  readonly headline: string;
  readonly lede: string;
  /** Newest change first, then as the files have them. */
  readonly figures: readonly HistoryTrend[];
  /** Newest first. */
  readonly changes: readonly HistoryChange[];
  readonly changeCount: number;
}

/** The day of a point. */
export const dayOf = (point: TrendPoint | undefined): string => point?.startedAt?.slice(0, 10) ?? '';

/** A value with its unit as the file has it. */
export const valueText = (value: number, { unit }: Pick<HistoryTrend, 'unit'>): string =>
  `${Math.abs(value) >= 1e-4 || value === 0 ? formatNumber(value) : value.toPrecision(3)} ${unit}`.trim();

const verdictWords = { worse: ' (regression)', better: ' (improvement)', unknown: '' } as const;

/** "+27% (regression), 100 ms to 127 ms"; from 0 there is no percentage. */
export function changeText(
  { relative, verdict, before, after }: HistoryChangePoint,
  trend: HistoryTrend,
): string {
  const size = relative === null ? 'from 0' : formatChange(relative);
  return `${size}${verdictWords[verdict]}, ${valueText(before, trend)} to ${valueText(after, trend)}`;
}

/** The 95% interval of a change: of the difference where the level before is 0. */
export function intervalText({ interval, relative }: HistoryChangePoint, trend: HistoryTrend): string {
  if (interval?.lower == null || interval.upper == null) return 'no interval';
  const { lower, upper } = interval;
  return `95% interval ${relative === null ? `${valueText(lower, trend)} to ${valueText(upper, trend)}` : formatChangeRange(lower, upper)}`;
}

/** The first files of a history with their rows, and how many more there are. */
export function filesText({ files }: WholeHistory): string {
  const named = files.slice(0, 3).map(({ file, rows }) => `${file} (${counted(rows, 'row')})`);
  const left = files.length - named.length;
  return `${named.join(', ')}${left > 0 ? ` and ${left} more` : ''}`;
}

const latestPointTexts = {
  worse: ' The latest point is worse than its usual range.',
  better: ' The latest point is better than its usual range.',
  'no-change-shown': '',
  'cannot-tell': '',
};

/** One sentence or two under a picture: present level, last change, the newest point, other units. */
export function trendSentence(trend: HistoryTrend): string {
  const { levels, changePoints, newest, otherUnits, points } = trend;
  const level = at(levels, -1);
  const change = changePoints.at(-1);
  const last =
    change === undefined
      ? 'No change point.'
      : `Last change ${dayOf(points[change.index])}: ${changeText(change, trend)}, ${certaintyText[change.certainty]}.`;
  const others =
    otherUnits.length === 0
      ? ''
      : ` The unit was ${otherUnits.join(', ')} at other times, shown as a separate series.`;
  return `Level ${valueText(level.value, trend)} over the last ${counted(level.to - level.from + 1, 'point')}. ${last}${latestPointTexts[newest?.verdict ?? 'cannot-tell']}${others}`;
}

const lastChange = ({ changePoints, points }: HistoryTrend): string =>
  points[changePoints.at(-1)?.index ?? -1]?.startedAt ?? '';

function headlineOf({ name }: WholeHistory, changes: readonly HistoryChange[]): string {
  if (changes.length === 0) return `${name}: no change point`;
  const worse = changes.filter(({ change }) => change.verdict === 'worse').length;
  const better = changes.filter(({ change }) => change.verdict === 'better').length;
  return `${name}: ${counted(changes.length, 'change')} (${counted(worse, 'regression')}, ${counted(better, 'improvement')})`;
}

function ledeOf({ trends, tools, files }: WholeHistory): string {
  const days = trends.flatMap(({ points }) => [dayOf(points[0]), dayOf(points.at(-1))]).sort();
  const points = trends.reduce((sum, trend) => sum + trend.points.length, 0);
  const refused = files.reduce((sum, file) => sum + file.refused, 0);
  const lost = refused === 0 ? '' : ` ${counted(refused, 'row')} could not be read.`;
  return `${trends.length} series of ${counted(points, 'point')} from ${days[0] ?? ''} to ${days.at(-1) ?? ''}, recorded by ${tools.join(' and ')}.${lost}`;
}

/** The heading of a project that has nothing but whole histories: that of the only one, else how many there are. */
export function historiesHeadline(histories: readonly WholeHistory[]): string | null {
  const [first] = histories;
  if (first === undefined) return null;
  return histories.length === 1 ? historyPage(first).headline : `${histories.length} histories`;
}

/** The page of a whole history. */
export function historyPage(history: WholeHistory): HistoryPage {
  const changes = history.trends
    .flatMap((trend) =>
      trend.changePoints.map((change) => ({ trend, change, point: at(trend.points, change.index) })),
    )
    .toSorted((a, b) => (b.point.startedAt ?? '').localeCompare(a.point.startedAt ?? ''));
  return {
    headline: headlineOf(history, changes),
    lede: ledeOf(history),
    figures: history.trends
      .filter(({ points }) => points.length > 1)
      .toSorted((a, b) => lastChange(b).localeCompare(lastChange(a)))
      .slice(0, mostCharts),
    changes: changes.slice(0, mostChanges),
    changeCount: changes.length,
  };
}
