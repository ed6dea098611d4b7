import { formatStep } from '../../model/text/format.ts';
import { metricOf, type MetricId } from '../../model/metrics/metrics.ts';
import type { TrendChangePoint, TrendPoint, TrendSeries } from '../../model/trend.ts';
import { wordingOf } from '../../model/text/verdict-wording.ts';

/** A change of one metric with one build; its depth is its size in three steps. */
export interface MatrixCell {
  /** What a reader who points at it sees: metric, place, values, verdict. */
  readonly title: string;
  /** The run whose page tells more. */
  readonly slug: string;
  readonly tone: 'worse' | 'better' | 'unknown';
  readonly depth: 1 | 2 | 3;
  readonly isSuspected: boolean;
  /** Direction of the value. */
  readonly sign: '+' | '−';
}

/** A place of the history, with its cells: a metric and then a build each; null without a change. */
export interface MatrixRow {
  readonly name: string;
  readonly note: string;
  readonly cells: readonly (readonly (MatrixCell | null)[])[];
}

/** Places down, builds across, a block for each metric. */
export interface ChangeMatrix {
  readonly caption: string;
  readonly metrics: readonly string[];
  readonly builds: readonly string[];
  readonly rows: readonly MatrixRow[];
}

/** Builds across one block, and places down, at most. */
const mostBuilds = 12;
const mostRows = 60;

/** What each matrix shows, in this order: response times and errors of endpoints, then what belongs to whole scenarios. */
const groups: readonly {
  readonly caption: string;
  readonly metrics: readonly MetricId[];
  readonly labels: readonly string[];
}[] = [
  {
    caption: 'Endpoints',
    metrics: ['response.p50', 'response.p95', 'errors.rate'],
    labels: ['Median', '95th percentile', 'Error rate'],
  },
  {
    caption: 'Scenarios and operations',
    metrics: ['throughput.requestsPerSecond', 'users.sustained', 'cpu.average', 'memory.growth'],
    labels: ['Requests/s', 'Sustained users', 'Average CPU', 'Memory growth'],
  },
];

const buildOf = ({ version, commit, run }: TrendPoint): string => version ?? commit?.slice(0, 7) ?? run;

/** The builds of all series in the order of their first runs, the newest ones only. */
function buildsOf(trends: readonly TrendSeries[]): string[] {
  const first = new Map<string, string>();
  for (const { points } of trends)
    for (const point of points) {
      const at = point.startedAt ?? '';
      const known = first.get(buildOf(point));
      if (known === undefined || at < known) first.set(buildOf(point), at);
    }
  return [...first]
    .toSorted(([, a], [, b]) => a.localeCompare(b))
    .map(([name]) => name)
    .slice(-mostBuilds);
}

/** The size of a change in three steps: any, beyond a factor of 1.5, beyond 4; of shares 1 and 10 points. */
export function depthOf({ relative }: Pick<TrendChangePoint, 'relative'>, isShare: boolean): 1 | 2 | 3 {
  if (relative === null || (!isShare && relative <= -1)) return 3;
  const [middle, high] = isShare ? [0.01, 0.1] : [Math.log(1.5), Math.log(4)];
  const size = isShare ? Math.abs(relative) : Math.abs(Math.log1p(relative));
  return size >= high ? 3 : size >= middle ? 2 : 1;
}

function cellOf(series: TrendSeries, change: TrendChangePoint, slug: string): MatrixCell {
  const { metric, label, scenario, unit } = series;
  const { before, after, verdict, certainty } = change;
  const place = scenario === null || scenario === label ? label : `${label} in ${scenario}`;
  return {
    title: `${metricOf(metric).label} of ${place}: ${formatStep(before, after, metric)}, ${wordingOf(verdict, certainty).label}`,
    slug,
    tone: verdict === 'worse' || verdict === 'better' ? verdict : 'unknown',
    depth: depthOf(change, unit === 'share'),
    isSuspected: certainty === 'suspected',
    sign: after > before ? '+' : '−',
  };
}

/** The last change of a series with each build; null where its level stayed. */
function cellsOf(series: TrendSeries | undefined, builds: readonly string[]): (MatrixCell | null)[] {
  const found = new Map<string, MatrixCell>();
  for (const change of series?.changePoints ?? []) {
    const point = series?.points[change.index];
    if (series !== undefined && point !== undefined)
      found.set(buildOf(point), cellOf(series, change, point.slug));
  }
  return builds.map((build) => found.get(build) ?? null);
}

const isEmpty = ({ cells }: MatrixRow): boolean =>
  cells.every((block) => block.every((cell) => cell === null));

function matrixOf(
  trends: readonly TrendSeries[],
  { caption, metrics, labels }: (typeof groups)[number],
): ChangeMatrix | null {
  const own = trends.filter(({ metric, points }) => metrics.includes(metric) && points.length > 1);
  const builds = buildsOf(own);
  const shown = metrics.filter((metric) => own.some((series) => series.metric === metric));
  const rows = [
    ...Map.groupBy(own, ({ scenario, endpoint }) => JSON.stringify([scenario, endpoint])).values(),
  ]
    .flatMap((same): MatrixRow[] => {
      const [first] = same;
      if (first === undefined) return [];
      const { label, scenario } = first;
      const cells = shown.map((metric) =>
        cellsOf(
          same.find((series) => series.metric === metric),
          builds,
        ),
      );
      return [{ name: label, note: scenario === null || scenario === label ? '' : scenario, cells }];
    })
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en') || a.note.localeCompare(b.note, 'en'));
  const changed = rows.filter((row) => !isEmpty(row)).slice(0, mostRows);
  if (changed.length === 0 || builds.length < 2) return null;
  const quiet = rows.length - changed.length;
  return {
    caption: quiet === 0 ? caption : `${caption}; ${quiet} without a level shift are left out`,
    metrics: shown.map((metric) => labels[metrics.indexOf(metric)] ?? metric),
    builds,
    rows: changed,
  };
}

/** Where levels changed, with which build, how much and in which direction; nothing without a change. */
export const changeMatrices = (trends: readonly TrendSeries[]): ChangeMatrix[] =>
  groups.flatMap((group) => matrixOf(trends, group) ?? []);
