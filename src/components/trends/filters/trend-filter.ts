import { at } from '../../../model/checked.ts';
import type { TrendBreak, TrendLevel, TrendPoint, TrendSeries } from '../../../model/trend.ts';
import type { PackedSeries, TrendData, TrendPlace } from '../trend-data.ts';

/** What a reader chose to see of a page of trends; null where nothing is chosen. Days are of UTC, both included. */
export interface TrendFilter {
  readonly endpoint: string | null;
  readonly scenario: string | null;
  readonly environment: string | null;
  readonly since: string | null;
  readonly until: string | null;
}

const names = ['endpoint', 'scenario', 'environment', 'since', 'until'] as const;
const day = /^\d{4}-\d{2}-\d{2}$/;

/** Nothing chosen. */
export const noFilter: TrendFilter = {
  endpoint: null,
  scenario: null,
  environment: null,
  since: null,
  until: null,
};

/** What the search part of an address asks for. What is no day is no bound. */
export function readFilter(search: string): TrendFilter {
  const parameters = new URLSearchParams(search);
  const text = (name: string): string | null => {
    const value = parameters.get(name)?.trim() ?? '';
    return value === '' ? null : value;
  };
  const dayOf = (name: string): string | null => (day.test(text(name) ?? '') ? text(name) : null);
  return {
    endpoint: text('endpoint'),
    scenario: text('scenario'),
    environment: text('environment'),
    since: dayOf('since'),
    until: dayOf('until'),
  };
}

/** The search part of an address that asks for a filter: `?scenario=Buying`; empty where nothing is chosen. */
export function searchOf(filter: TrendFilter): string {
  const parameters = new URLSearchParams();
  for (const name of names) {
    const value = filter[name];
    if (value !== null) parameters.set(name, value);
  }
  const text = parameters.toString();
  return text === '' ? '' : `?${text}`;
}

/** True where everything is shown. */
export const isEverything = (filter: TrendFilter): boolean => names.every((name) => filter[name] === null);

/** Whether a series or place is of the chosen endpoint and scenario. */
export const isPlaceShown = (
  { page, scenario }: Pick<TrendPlace | PackedSeries, 'page' | 'scenario'>,
  filter: TrendFilter,
): boolean =>
  (filter.endpoint === null || filter.endpoint === page) &&
  (filter.scenario === null || filter.scenario === scenario);

/** The ids of the runs that a filter leaves: of its environment and days, with a figure at one of its places. */
export function shownRuns({ runs, environments, places }: TrendData, filter: TrendFilter): Set<string> {
  const chosen = places.filter((place) => isPlaceShown(place, filter)).map(({ absent }) => new Set(absent));
  return new Set(
    runs
      .filter(({ startedAt, environment }, i) => {
        const date = startedAt?.slice(0, 10) ?? '';
        return (
          (filter.environment === null || environments[environment]?.id === filter.environment) &&
          (filter.since === null || date >= filter.since) &&
          (filter.until === null || (date !== '' && date <= filter.until)) &&
          chosen.some((absent) => !absent.has(i))
        );
      })
      .map(({ run }) => run),
  );
}

/**
 * A series of which only some runs are shown. Change points and levels stay those of the full history; a level is
 * drawn as far as its runs are shown, a cut where runs on both sides of it are.
 */
export function narrowed(series: TrendSeries, shown: ReadonlySet<string>): TrendSeries {
  const indexes = series.points.flatMap(({ run }, i) => (shown.has(run) ? [i] : []));
  const points = indexes.map((i) => at(series.points, i));
  const newest = points.at(-1)?.run === series.newest?.run ? series.newest : null;
  return {
    ...series,
    points,
    levels: series.levels.flatMap((level) => clipped(level, indexes)),
    changePoints: series.changePoints.flatMap((change) => {
      const index = indexes.indexOf(change.index);
      return index < 0 ? [] : [{ ...change, index }];
    }),
    breaks: joined(series.breaks, indexes, points),
    newest,
    drift: newest === null ? null : series.drift,
  };
}

function clipped(level: TrendLevel, indexes: readonly number[]): TrendLevel[] {
  const from = indexes.findIndex((i) => i >= level.from);
  const to = indexes.findLastIndex((i) => i <= level.to);
  return from < 0 || to < from ? [] : [{ ...level, from, to }];
}

/** Cuts between runs that are shown. Where the other environment is left out, its cuts are, too. */
function joined(
  breaks: readonly TrendBreak[],
  indexes: readonly number[],
  points: readonly TrendPoint[],
): TrendBreak[] {
  const byIndex = new Map<number, TrendBreak>();
  for (const cut of breaks) {
    const index = indexes.findIndex((i) => i >= cut.index);
    if (index < 1) continue;
    const isSame = at(points, index).environment === at(points, index - 1).environment;
    if (cut.kind === 'environment' && isSame) continue;
    const known = byIndex.get(index);
    byIndex.set(index, {
      ...cut,
      index,
      label: known === undefined ? cut.label : `${known.label}; ${cut.label}`,
    });
  }
  return [...byIndex.values()];
}

/** "12 of 340 runs, scenario Buying, since 2026-03-01": what a page shows. */
export function filterText(data: TrendData, filter: TrendFilter): string {
  const shown = shownRuns(data, filter).size;
  const { endpoint, scenario, since, until } = filter;
  const environment =
    data.environments.find(({ id }) => id === filter.environment)?.name ?? filter.environment;
  const label = data.pages.find(({ slug }) => slug === endpoint)?.label ?? endpoint;
  const parts = [
    `${shown} of ${data.runs.length} ${data.runs.length === 1 ? 'run' : 'runs'}`,
    label ?? '',
    scenario === null ? '' : `scenario ${scenario}`,
    environment === null ? '' : `environment ${environment}`,
    since === null ? '' : `since ${since}`,
    until === null ? '' : `until ${until}`,
  ];
  return parts.filter((part) => part !== '').join(', ');
}
