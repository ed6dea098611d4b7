import { at, entryOf } from '../../model/checked.ts';
import type { TrendSeries } from '../../model/trend.ts';
import { memoised } from '../../model/memoised.ts';
import type { Shown } from '../../site/incremental/incremental.ts';
import { commitsOf, comparisonsOf } from '../../project/comparisons.ts';
import { latestReport } from '../../project/latest-report.ts';
import type { Workspace } from '../../project/workspace.ts';
import { comparedPairs } from './compared-pairs.ts';
import { overview, type Overview } from './overview.ts';
import { surroundingsKey, surroundingsOf } from './surroundings.ts';
import { packSeries, type TrendData, type TrendPlace, type TrendRun } from './trend-data.ts';
import { namedTrends, trendPages, type TrendPage } from '../../site/trend-pages.ts';

/** All pages of trends and what the first one shows: made once for all that ask in one build. */
export interface TrendSite {
  readonly trends: readonly TrendSeries[];
  readonly pages: readonly TrendPage[];
  readonly first: Overview;
}

/** The pages of trends of a workspace. */
export const trendSite = memoised((workspace: Workspace): TrendSite => {
  const trends = namedTrends(workspace.trends, workspace.reports);
  const pages = trendPages(trends);
  return { trends, pages, first: overview(trends, pages, latestReport(workspace)) };
});

/** What the pages of trends show besides the site's frame: they link to each other and to comparisons. */
export const shownByTrends = (workspace: Workspace): Shown => ({
  trends: true,
  values: [
    trendSite(workspace).pages.map(({ slug, label }) => [slug, label]),
    ...[...comparisonsOf(workspace)].map(([slug, pair]) => [slug, commitsOf(pair, workspace)]),
  ],
});

/** The runs that any of the series has, oldest first, each with its environment. */
function runsOf(
  series: readonly TrendSeries[],
  { reports, project }: Workspace,
): Pick<TrendData, 'runs' | 'environments'> {
  const found: string[] = [];
  const numberOf = (key: string): number => {
    const known = found.indexOf(key);
    return known < 0 ? found.push(key) - 1 : known;
  };
  const runs = new Map<string, TrendRun>();
  for (const { points, environments: own } of series) {
    const keys = own.map(surroundingsKey);
    for (const { run, slug, startedAt, version, commit, release, environment } of points)
      if (!runs.has(run))
        runs.set(run, {
          run,
          slug,
          startedAt,
          version,
          commit,
          ...(release !== undefined && { release }),
          environment: numberOf(at(keys, environment)),
        });
  }
  return {
    environments: surroundingsOf(found, project.comparison.fingerprint),
    runs: reports.flatMap(({ id }) => runs.get(id) ?? []),
  };
}

function placesOf(page: TrendPage, numberOf: ReadonlyMap<string, number>): TrendPlace[] {
  return [...Map.groupBy(page.series, ({ scenario }) => scenario)].map(([scenario, series]) => {
    const having = new Set(series.flatMap(({ points }) => points.map(({ run }) => run)));
    const absent = [...numberOf].flatMap(([run, number]) => (having.has(run) ? [] : number));
    return { page: page.slug, label: page.label, scenario, absent };
  });
}

/** A series of which only the change points are told. */
const changesOnly = (series: TrendSeries): TrendSeries => ({
  ...series,
  points: series.changePoints.map(({ index }) => at(series.points, index)),
  changePoints: series.changePoints.map((change, index) => ({ ...change, index })),
  levels: [],
  breaks: [],
});

function dataOf(workspace: Workspace, pages: readonly TrendPage[], whole: readonly TrendSeries[]): TrendData {
  const all = pages.flatMap(({ series }) => series);
  const { runs, environments } = runsOf(all, workspace);
  const numbers = new Map(runs.map(({ run }, i) => [run, i]));
  const numberOf = (run: string): number => entryOf(numbers, run);
  const pageOf = new Map(pages.flatMap((page) => page.series.map((one) => [one, page.slug])));
  const isWhole = new Set(whole);
  const others = all.filter((one) => !isWhole.has(one) && one.changePoints.length > 0);
  const changed = new Set(all.flatMap(({ changePoints }) => changePoints.map(({ run }) => run)));
  return {
    schemaVersion: 1,
    runs,
    environments,
    places: pages.flatMap((page) => placesOf(page, numbers)),
    pages: trendSite(workspace).pages.map(({ slug, label }) => ({ slug, label })),
    series: [
      ...whole.map((one) => packSeries(one, { page: entryOf(pageOf, one), isWhole: true, numberOf })),
      ...others.map((one) =>
        packSeries(changesOnly(one), { page: entryOf(pageOf, one), isWhole: false, numberOf }),
      ),
    ],
    compared: [...changed].flatMap((run) => {
      const pairs = comparedPairs(workspace, run);
      return pairs.length === 0 ? [] : [[run, pairs] as const];
    }),
  };
}

/** The data of the page of an endpoint: all its series. The page and its file are made of it. */
export const pageData = (workspace: Workspace, page: TrendPage): TrendData => dataOfPages(workspace)(page);

const dataOfPages = memoised((workspace: Workspace) =>
  memoised((page: TrendPage) => dataOf(workspace, [page], page.series)),
);

/** The data of the first page: the series that it pictures, and the change points of all others. */
export const overviewData = memoised((workspace: Workspace): TrendData => {
  const { pages, first } = trendSite(workspace);
  const pictured = [...first.first, ...first.targets].map(({ series }) => series);
  return dataOf(workspace, pages, pictured);
});
