import { placeKey } from '../../model/metrics/metric-value.ts';
import { shortVersions } from '../../model/text/short-versions.ts';
import { formatStep } from '../../model/text/format.ts';
import { buildKey, buildName } from '../../history/runs/build.ts';
import type { MetricId } from '../../model/metrics/metrics.ts';
import { seriesMetric, type TrendChangePoint, type TrendPoint, type TrendSeries } from '../../model/trend.ts';
import { wordingOf } from '../../model/text/verdict-wording.ts';
import { largest } from '../../model/long-lists.ts';
import { withoutFollowing } from './following-changes.ts';

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

/** The builds of all series, as their first points, in the order of their first runs; the newest ones only. */
function buildsOf(trends: readonly TrendSeries[]): TrendPoint[] {
  const first = new Map<string, TrendPoint>();
  for (const { points } of trends)
    for (const point of points) {
      const known = first.get(buildKey(point));
      if (known === undefined || (point.startedAt ?? '') < (known.startedAt ?? ''))
        first.set(buildKey(point), point);
    }
  return [...first.values()]
    .toSorted((a, b) => (a.startedAt ?? '').localeCompare(b.startedAt ?? ''))
    .slice(-mostBuilds);
}

/** What builds are called. Builds that share a version are distinguished by their commit. */
function namesOf(builds: readonly TrendPoint[]): string[] {
  const names = shortVersions(builds.map(buildName));
  const isShared = (name: string): boolean => names.filter((other) => other === name).length > 1;
  return builds.map(({ commit, run }, i) => {
    const name = names[i] ?? run;
    return isShared(name) ? `${name} (${commit?.slice(0, 7) ?? run})` : name;
  });
}

/** The size of a change in three steps: any, beyond a factor of 1.5, beyond 4; of shares 1 and 10 points. */
export function depthOf({ relative }: Pick<TrendChangePoint, 'relative'>, isShare: boolean): 1 | 2 | 3 {
  if (relative === null || (!isShare && relative <= -1)) return 3;
  const [middle, high] = isShare ? [0.01, 0.1] : [Math.log(1.5), Math.log(4)];
  const size = isShare ? Math.abs(relative) : Math.abs(Math.log1p(relative));
  return size >= high ? 3 : size >= middle ? 2 : 1;
}

function cellOf(series: TrendSeries, change: TrendChangePoint, slug: string): MatrixCell {
  const { label, scenario, unit } = series;
  const { before, after, verdict, certainty } = change;
  const place = scenario === null || scenario === label ? label : `${label} in ${scenario}`;
  return {
    title: `${seriesMetric(series)} of ${place}: ${formatStep(before, after, series)}, ${wordingOf(verdict, certainty).label}`,
    slug,
    tone: verdict === 'worse' || verdict === 'better' ? verdict : 'unknown',
    depth: depthOf(change, unit === 'share'),
    isSuspected: certainty === 'suspected',
    sign: after > before ? '+' : '−',
  };
}

const factor = ({ relative }: TrendChangePoint): number =>
  relative === null || relative <= -1 ? Infinity : Math.abs(Math.log1p(relative));

/** How far the largest change of a place went, over all its metrics; places are cut by it. */
const largestChange = (same: readonly TrendSeries[]): number =>
  Math.max(0, largest(same.flatMap(({ changePoints }) => changePoints.map(factor))));

/** The last change of a series with each build; null where its level stayed. */
function cellsOf(series: TrendSeries | undefined, builds: readonly TrendPoint[]): (MatrixCell | null)[] {
  const found = new Map<string, MatrixCell>();
  for (const change of series?.changePoints ?? []) {
    const point = series?.points[change.index];
    if (series !== undefined && point !== undefined)
      found.set(buildKey(point), cellOf(series, change, point.slug));
  }
  return builds.map((build) => found.get(buildKey(build)) ?? null);
}

const isEmpty = ({ cells }: MatrixRow): boolean =>
  cells.every((block) => block.every((cell) => cell === null));

/** The row of a place, with the size of its largest change. */
interface SizedRow {
  readonly row: MatrixRow;
  readonly size: number;
}

function rowOf(
  same: readonly TrendSeries[],
  shown: readonly MetricId[],
  builds: readonly TrendPoint[],
): SizedRow[] {
  const [first] = same;
  if (first === undefined) return [];
  const { label, scenario } = first;
  const cells = shown.map((metric) =>
    cellsOf(
      same.find((series) => series.metric === metric),
      builds,
    ),
  );
  const note = scenario === null || scenario === label ? '' : scenario;
  return [{ row: { name: label, note, cells }, size: largestChange(same) }];
}

/** What the matrix leaves out, as a sentence's end; nothing where it shows all. */
function leftOut(quiet: number, cut: number): string {
  return [
    ...(quiet === 0 ? [] : [`; ${quiet} without a level shift are left out`]),
    ...(cut === 0 ? [] : [`; ${cut} with smaller level shifts are left out`]),
  ].join('');
}

function matrixOf(
  trends: readonly TrendSeries[],
  { caption, metrics, labels }: (typeof groups)[number],
): ChangeMatrix | null {
  const own = trends.filter(({ metric, points }) => metrics.includes(metric) && points.length > 1);
  const builds = buildsOf(own);
  const shown = metrics.filter((metric) => own.some((series) => series.metric === metric));
  const places = Map.groupBy(own, placeKey);
  const rows = [...places.values()].flatMap((same) => rowOf(same, shown, builds));
  const changed = rows.filter(({ row }) => !isEmpty(row)).toSorted((a, b) => b.size - a.size);
  if (changed.length === 0 || builds.length < 2) return null;
  return {
    caption: `${caption}${leftOut(rows.length - changed.length, Math.max(0, changed.length - mostRows))}`,
    metrics: shown.map((metric) => labels[metrics.indexOf(metric)] ?? metric),
    builds: namesOf(builds),
    rows: changed
      .slice(0, mostRows)
      .map(({ row }) => row)
      .toSorted((a, b) => a.name.localeCompare(b.name, 'en') || a.note.localeCompare(b.note, 'en')),
  };
}

/** Where levels changed, with which build, how much and in which direction; nothing without a change. */
export function changeMatrices(trends: readonly TrendSeries[]): ChangeMatrix[] {
  const own = withoutFollowing(trends);
  return groups.flatMap((group) => matrixOf(own, group) ?? []);
}
