import { metricOf } from '../../model/metrics.ts';
import type { TrendSeries } from '../../model/trend.ts';
import {
  bySize,
  changedRuns,
  mainMetrics,
  tally,
  type ChangedRun,
  type ChangeGroup,
} from './changed-runs.ts';
import type { TrendPage } from './trend-pages.ts';

/** A series and the page that tells more of it. */
export interface Shown {
  readonly series: TrendSeries;
  /** The part of the page's address below `/trends/`. */
  readonly page: string;
}

/** What the first page of trends shows. */
export interface Overview {
  readonly headline: string;
  readonly description: string;
  /** What changed last, one series a place; where nothing changed, what a reader looks for first. */
  readonly first: readonly Shown[];
  /** What else targets ask for. */
  readonly targets: readonly Shown[];
  /** Where history is cut, when it is cut alike in all that is shown; else the captions say it. */
  readonly breaks: readonly string[];
}

/** A page shows no more pictures than these; the list beneath leads to the others. */
const mostFirst = 6;
const mostTargets = 24;

/** The newest changes first, of each run the largest of each metric; then what targets ask for. */
export function overview(trends: readonly TrendSeries[], pages: readonly TrendPage[]): Overview {
  const slugs = new Map(pages.flatMap((page) => page.series.map((series) => [series.key, page.slug])));
  const shown = (series: readonly TrendSeries[]): Shown[] =>
    series.map((one) => ({ series: one, page: slugs.get(one.key)! }));
  const runs = changedRuns(trends);
  const changed = runs.flatMap(({ groups }) => largestOfEachMetric(groups));
  const unchanged = mainMetrics.flatMap((id) =>
    trends.filter(({ metric, points }) => metric === id && points.length > 1),
  );
  const first = [...new Set([...changed, ...unchanged])].slice(0, mostFirst);
  const targets = trends
    .filter((series) => series.targets.length > 0 && !first.includes(series))
    .toSorted(byNews)
    .slice(0, mostTargets);
  return {
    ...words(trends, runs),
    first: shown(first),
    targets: shown(targets),
    breaks: sharedBreaks([...first, ...targets]),
  };
}

/** Six pictures of one event teach less than one picture each of six. */
function largestOfEachMetric(groups: readonly ChangeGroup[]): TrendSeries[] {
  const byMetric = new Map<string, TrendSeries>();
  for (const { series } of bySize(groups))
    if (!byMetric.has(series.metric)) byMetric.set(series.metric, series);
  return [...byMetric.values()];
}

/** Newest change first, then the order of the series. */
const byNews = (a: TrendSeries, b: TrendSeries): number => lastChange(b).localeCompare(lastChange(a));

const lastChange = (series: TrendSeries): string =>
  series.points[series.changePoints.at(-1)?.index ?? -1]?.startedAt ?? '';

/** Where all of some series are cut, if they are cut alike. */
export function sharedBreaks(shown: readonly TrendSeries[]): readonly string[] {
  const cuts = shown.map(({ breaks }) => breaks.map(({ label }) => label));
  const [first] = cuts;
  return first !== undefined && cuts.every((one) => JSON.stringify(one) === JSON.stringify(first))
    ? first
    : [];
}

function words(
  trends: readonly TrendSeries[],
  changed: readonly ChangedRun[],
): { headline: string; description: string } {
  const runs = new Set(trends.flatMap(({ points }) => points.map(({ run }) => run))).size;
  if (runs === 0) return { headline: 'No trend yet', description: 'Trends begin with the second run.' };
  const telling = changed.filter(({ groups }) => groups.length > 0);
  const [last] = telling;
  if (last === undefined)
    return { headline: `No change shown over ${count(runs, 'run')}`, description: standingText(trends) };
  const places = telling.reduce((sum, { groups }) => sum + groups.length, 0);
  const name = last.point.version ?? last.point.run;
  return {
    headline: `${count(places, 'change')} over ${runs} runs; the last with ${name} at ${count(last.groups.length, 'place')}: ${tally(last.groups)}`,
    description: standingText(trends),
  };
}

/** How the newest run stands in some series, in a sentence. */
export function standingText(trends: readonly TrendSeries[]): string {
  const judged = trends.flatMap(({ newest }) => (newest === null ? [] : [newest.verdict]));
  const apart = trends.filter(({ newest }) => newest?.verdict === 'worse' || newest?.verdict === 'better');
  const names = apart.length > 2 ? `${apart.length} metrics` : apart.map(placed).join(' and ');
  if (apart.length > 0)
    return `The newest run stands apart from its level in ${names}; the next runs will show whether it stays.`;
  return judged.every((verdict) => verdict === 'cannot-tell')
    ? 'There are too few comparable versions yet to say where the newest run was to be expected.'
    : 'The newest run stands where it was expected, as far as the noise lets anyone tell.';
}

/** "mean response time of Pay in Buying" */
const placed = ({ metric, label, scenario }: TrendSeries): string =>
  `${metricOf(metric).label.toLowerCase()} of ${label}${scenario === null || scenario === label ? '' : ` in ${scenario}`}`;

const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;
