import type { TrendChangePoint, TrendSeries } from '../../model/trend.ts';
import type { MetricId } from '../../model/metrics/metrics.ts';

/** What names a level shift. */
export interface WantedChange {
  readonly metric: MetricId;
  readonly scenario?: string | undefined;
  readonly endpoint?: string | undefined;
  /** The first run of the new level. */
  readonly run?: string | undefined;
}

/** A level shift and the history that it is in. */
export interface FoundChange {
  readonly series: TrendSeries;
  readonly change: TrendChangePoint;
}

const matches =
  ({ metric, scenario, endpoint }: WantedChange) =>
  (series: TrendSeries): boolean =>
    series.metric === metric &&
    (scenario === undefined || series.scenario === scenario) &&
    (endpoint === undefined || series.endpoint === endpoint);

const changesOf = (trends: readonly TrendSeries[], wanted: WantedChange): FoundChange[] =>
  trends
    .filter(matches(wanted))
    .flatMap((series) => series.changePoints.map((change) => ({ series, change })));

/** The first runs of all level shifts that match, but for the run; oldest first. */
export const changedRuns = (trends: readonly TrendSeries[], wanted: WantedChange): string[] => [
  ...new Set(
    changesOf(trends, wanted)
      .toSorted((a, b) => momentOf(a).localeCompare(momentOf(b)))
      .map(({ change }) => change.run),
  ),
];

const momentOf = ({ series, change }: FoundChange): string => series.points[change.index]?.startedAt ?? '';

const sizeOf = ({ change: { before, after } }: FoundChange): number =>
  before > 0 && after > 0 ? Math.abs(Math.log(after / before)) : Infinity;

/** True if the first change is to be preferred. By default the latest confirmed regression, then the largest. */
function compare(a: FoundChange, b: FoundChange): number {
  const rank = ({ change: { verdict, certainty, status } }: FoundChange): number =>
    (verdict === 'worse' ? 4 : 0) + (certainty === 'confirmed' ? 2 : 0) + (status === 'open' ? 1 : 0);
  return rank(b) - rank(a) || momentOf(b).localeCompare(momentOf(a)) || sizeOf(b) - sizeOf(a);
}

/** The level shift that is meant; null if there is none. */
export function findChange(trends: readonly TrendSeries[], wanted: WantedChange): FoundChange | null {
  const found = changesOf(trends, wanted).filter(
    ({ change }) => wanted.run === undefined || change.run === wanted.run,
  );
  return found.toSorted(compare)[0] ?? null;
}
