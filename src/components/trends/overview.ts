import { isCalled } from '../../model/metrics/called.ts';
import { counted } from '../../model/text/counted.ts';
import { entryOf } from '../../model/checked.ts';
import { isMeasure } from '../../model/metrics/measure-metrics.ts';
import { placeKey, metricKey } from '../../model/metrics/metric-value.ts';
import { formatMetric, formatStep } from '../../model/text/format.ts';
import type { RunReport } from '../../model/run-report.ts';
import type { TrendSeries } from '../../model/trend.ts';
import { headline } from '../../report/words/headline.ts';
import {
  bySize,
  changedRuns,
  isMain,
  mainMetrics,
  tally,
  type ChangedRun,
  type ChangeGroup,
} from './changed-runs.ts';
import { placed, reportedText } from './reported-words.ts';
import type { TrendPage } from '../../site/trend-pages.ts';

/** A series and the page with its details. */
export interface Shown {
  readonly series: TrendSeries;
  /** The part of the page's address below `/trends/`. */
  readonly page: string;
}

/** What the first page of trends shows. */
export interface Overview {
  readonly headline: string;
  readonly description: string;
  /** The latest changes, one series for each place; without changes, the main metrics. */
  readonly first: readonly Shown[];
  /** Other metrics with targets. */
  readonly targets: readonly Shown[];
  /** Breaks of the history that all shown series share; other breaks are in the captions. */
  readonly breaks: readonly string[];
}

/** Maximum number of charts on the page; the list below links to the others. */
const mostFirst = 6;
const mostTargets = 24;

/** The latest changes first, for each run the largest of each metric; then metrics with targets. */
export function overview(
  trends: readonly TrendSeries[],
  pages: readonly TrendPage[],
  newest: RunReport | undefined,
): Overview {
  const slugs = new Map(pages.flatMap((page) => page.series.map((series) => [series.key, page.slug])));
  const shown = (series: readonly TrendSeries[]): Shown[] =>
    series.map((one) => ({ series: one, page: entryOf(slugs, one.key) }));
  const runs = changedRuns(trends);
  const changed = runs.flatMap(({ groups }) => largestOfEachMetric(groups));
  const withMedian = new Set(trends.flatMap((one) => (one.metric === 'response.p50' ? placeKey(one) : [])));
  const unchanged = mainMetrics.flatMap((id) =>
    trends.filter(
      (one) =>
        one.metric === id &&
        isMain(one) &&
        one.points.length > 1 &&
        !isWithoutFailures(one) &&
        !(isMeanOfBenchmark(one) && withMedian.has(placeKey(one))),
    ),
  );
  const measures = trends.filter((one) => isMeasure(one.metric) && one.points.length > 1);
  const called = calledSeries(trends, newest);
  const first = [...new Set([...called, ...changed, ...unchanged, ...measures])].slice(0, mostFirst);
  const targets = trends
    .filter((series) => series.targets.length > 0 && !first.includes(series))
    .toSorted(byNews)
    .slice(0, mostTargets);
  return {
    ...words(trends, runs, newest),
    first: shown(first),
    targets: shown(targets),
    breaks: sharedBreaks([...first, ...targets]),
  };
}

/** The mean of a benchmark says beside its median the same again. */
const isMeanOfBenchmark = ({ metric, isOfBenchmarks }: TrendSeries): boolean =>
  metric === 'response.mean' && isOfBenchmarks === true;

/** A benchmark that has never failed has no error rate to follow. */
const isWithoutFailures = ({ metric, isOfBenchmarks, points }: TrendSeries): boolean =>
  isOfBenchmarks === true && metric === 'errors.rate' && points.every(({ value }) => value === 0);

/** What the heading is about in a run of benchmarks, which seldom has enough runs for a level shift: regressions first. */
function calledSeries(trends: readonly TrendSeries[], newest: RunReport | undefined): TrendSeries[] {
  if (newest === undefined || newest.measures.kind === 'load') return [];
  const called = newest.context.changes.filter(({ certainty }) => certainty !== null);
  const sorted = called.toSorted(
    (a, b) =>
      Number(b.verdict === 'worse') - Number(a.verdict === 'worse') ||
      Math.abs(b.relative ?? Infinity) - Math.abs(a.relative ?? Infinity),
  );
  const byKey = new Map(trends.map((series) => [series.key, series]));
  return sorted.flatMap((change) => byKey.get(metricKey(change)) ?? []);
}

/** One chart for each of six events shows more than six charts of one event. */
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

/** The breaks of the series if all have the same ones, else none. */
export function sharedBreaks(shown: readonly TrendSeries[]): readonly string[] {
  const cuts = shown.map(({ breaks }) => breaks.map(({ label }) => label));
  const [first] = cuts;
  return first !== undefined && cuts.every((one) => JSON.stringify(one) === JSON.stringify(first))
    ? first
    : [];
}

/** The heading is the latest report's own: past level shifts do not change what that report concludes. */
function words(
  trends: readonly TrendSeries[],
  changed: readonly ChangedRun[],
  newest: RunReport | undefined,
): { headline: string; description: string } {
  const runs = new Set(trends.flatMap(({ points }) => points.map(({ run }) => run))).size;
  if (runs === 0) return { headline: 'No trend yet', description: 'Trends begin with the second run.' };
  const history = shiftsText(changed, runs);
  if (newest === undefined) return { headline: history, description: latestRunSummary(trends) };
  return {
    headline: `${newest.measures.manifest.version ?? newest.id}: ${headline(newest)}`,
    description: `${history}. ${latestRunSummary(trends)}`,
  };
}

/** "Levels shifted with 12 of 57 runs, most recently with 1.7.0 (3 improvements)" */
function shiftsText(changed: readonly ChangedRun[], runs: number): string {
  const telling = changed.filter(({ groups }) => groups.length > 0);
  const [last] = telling;
  if (last === undefined) return `No level shift in ${counted(runs, 'run')}`;
  const name = last.point.version ?? last.point.run;
  return `Levels shifted with ${telling.length} of ${counted(runs, 'run')}, most recently with ${name} (${tally(last.groups)})`;
}

/** The latest run against its usual range in some series, in a sentence. */
export function latestRunSummary(trends: readonly TrendSeries[]): string {
  // What the latest run did not measure says nothing of it.
  const current = trends.filter((series) => series.isFormer !== true);
  const judged = current.flatMap(({ newest }) => (newest === null ? [] : [newest.verdict]));
  const outside = current.filter(({ newest }) => newest !== null && isCalled(newest));
  const reported = reportedText(trends);
  if (outside.length > 0)
    return [outsideText(outside, judged.length), ...(reported === null ? [] : [reported])].join(' ');
  if (reported !== null) return reported;
  if (current.length === 0 && trends.length > 0) return 'The latest run has no value of these metrics.';
  return judged.every((verdict) => verdict === 'cannot-tell')
    ? 'There are too few comparable versions to know the usual range of the latest run.'
    : 'The latest run is within its usual range.';
}

/** "In the latest run, 1 of 40 metrics is outside its usual range: ...": next to all others, so that one does not look like a regression. */
function outsideText(outside: readonly TrendSeries[], of: number): string {
  const which = outside.length > 2 ? '' : `: ${outside.map(standingText).join(' and ')}`;
  const are = outside.length === 1 ? 'is outside its' : 'are outside their';
  return `In the latest run, ${outside.length} of ${counted(of, 'metric')} ${are} usual range${which}. One run cannot show whether that lasts.`;
}

/** "mean response time of Pay in Buying, 5.26 ms (worse; usually 2.90 to 4.80 ms)" */
function standingText(series: TrendSeries): string {
  const { newest } = series;
  if (newest === null) return placed(series);
  const { lower = null, upper = null } = newest.expected ?? {};
  const usual = lower === null || upper === null ? '' : `; usually ${rangeText(lower, upper, series)}`;
  return `${placed(series)}, ${formatMetric(newest.value, series)} (${newest.verdict}${usual})`;
}

/** "2.90 to 4.80 ms"; one value where both print the same. */
function rangeText(lower: number, upper: number, series: TrendSeries): string {
  const [from, to] = [formatMetric(lower, series), formatMetric(upper, series)];
  return from === to ? to : formatStep(lower, upper, series).replace(' → ', ' to ');
}
