import { at } from '../../model/checked.ts';
import { metricOf, type MetricId } from '../../model/metrics/metrics.ts';
import { isMeasure } from '../../model/metrics/measure-metrics.ts';
import type { StepVerdict } from '../../model/run-report.ts';
import type { TrendChangePoint, TrendPoint, TrendSeries } from '../../model/trend.ts';
import { withoutFollowing } from './following-changes.ts';
import { largest } from '../../model/long-lists.ts';

/** One metric whose level changed. */
export interface PlacedChange {
  readonly series: TrendSeries;
  readonly change: TrendChangePoint;
}

/** All that changed at one place with one run: to a reader one event, however many metrics tell of it. */
export interface ChangeGroup {
  /** "Pay"; a scenario's name where the change is of the whole of it. */
  readonly name: string;
  /** What the name leaves open: "in Buying", "whole scenario". */
  readonly note: string;
  readonly verdict: StepVerdict | 'mixed';
  /** Changes of the metrics that a reader looks for first, in their order. */
  readonly main: readonly PlacedChange[];
  readonly others: readonly PlacedChange[];
  /** What people said of it, each sentence once. */
  readonly remarks: readonly { readonly text: string; readonly link: string | null }[];
}

/** A run with which levels changed. */
export interface ChangedRun {
  readonly point: TrendPoint;
  /** Worse places first, then by size; places without a change of a main metric are not among them. */
  readonly groups: readonly ChangeGroup[];
  /** Places where only lesser metrics changed. */
  readonly minor: readonly ChangeGroup[];
}

/** What a change is judged and named by, most telling first; metrics that targets ask for join them. */
export const mainMetrics: readonly MetricId[] = [
  'response.p50',
  'response.mean',
  'response.p95',
  'errors.rate',
  'throughput.requestsPerSecond',
  'memory.growth',
  'memory.peak',
  'cpu.average',
];

/** True for what a reader looks for first: main metrics, measures, and those that targets ask for. */
export const isMain = ({ metric, targets, isOfBenchmarks }: TrendSeries): boolean =>
  targets.length > 0 ||
  isMeasure(metric) ||
  (mainMetrics.includes(metric) &&
    // Some benchmark tools print nothing but means, and few of them enough for a tail.
    metric !== (isOfBenchmarks === true ? 'response.p95' : 'response.mean'));

const rankOf = ({ series: { metric } }: PlacedChange): number => {
  const rank = mainMetrics.indexOf(metric);
  return rank < 0 ? mainMetrics.length : rank;
};

/**
 * The runs with which levels changed, newest first, each with its changes by place. A shift of all requests that follows
 * from one of an endpoint is no change of its own.
 */
export function changedRuns(trends: readonly TrendSeries[]): ChangedRun[] {
  const changes = withoutFollowing(trends).flatMap((series) =>
    series.changePoints.map((change) => ({ series, change })),
  );
  return [...Map.groupBy(changes, ({ change }) => change.run).values()]
    .map((ofRun) => {
      const groups = groupsOf(ofRun);
      const [{ series, change }] = ofRun as [PlacedChange];
      return {
        point: at(series.points, change.index),
        groups: groups.filter(({ main }) => main.length > 0),
        minor: groups.filter(({ main }) => main.length === 0),
      };
    })
    .toSorted((a, b) => (b.point.startedAt ?? '').localeCompare(a.point.startedAt ?? ''));
}

function groupsOf(changes: readonly PlacedChange[]): ChangeGroup[] {
  return [...Map.groupBy(changes, ({ series }) => placeKey(series)).values()]
    .map(groupOf)
    .toSorted((a, b) => verdictRank[a.verdict] - verdictRank[b.verdict] || sizeOf(b) - sizeOf(a));
}

const verdictRank = { worse: 0, mixed: 1, unknown: 2, better: 3 } as const;

/** Pooled requests and the scenario itself are one place: response times of the one, throughput of the other. */
const placeKey = ({ scenario, endpoint }: TrendSeries): string =>
  JSON.stringify([endpoint === '*' ? null : endpoint, scenario]);

function groupOf(changes: readonly PlacedChange[]): ChangeGroup {
  const [{ series }] = changes as [PlacedChange];
  const main = changes.filter((one) => isMain(one.series)).toSorted((a, b) => rankOf(a) - rankOf(b));
  const verdicts = new Set((main.length > 0 ? main : changes).map(({ change }) => change.verdict));
  const remarks = new Map(
    changes.flatMap(({ change: { status, reason, link } }) =>
      status === 'open' ? [] : [[`${status}: ${reason ?? ''}`, link] as const],
    ),
  );
  return {
    ...placeOf(series),
    verdict: verdicts.size > 1 ? 'mixed' : at([...verdicts], 0),
    main,
    others: changes.filter((one) => !isMain(one.series)),
    remarks: [...remarks].map(([text, link]) => ({ text, link })),
  };
}

function placeOf({ scenario, endpoint, label, metric }: TrendSeries): Pick<ChangeGroup, 'name' | 'note'> {
  if (endpoint === null || endpoint === '*')
    return { name: scenario ?? label, note: scenario === null ? '' : 'whole scenario' };
  if (scenario !== null) return { name: label, note: `in ${scenario}` };
  return { name: label, note: metricOf(metric).of === 'operation' ? 'memory' : '' };
}

/** How far the main metric that changed most has moved: ratios by their logarithm, shares by ten times their difference, from 0 the most. */
const sizeOf = ({ main, others }: ChangeGroup): number =>
  largest((main.length > 0 ? main : others).map(sizeOfChange));

const sizeOfChange = ({ series, change: { relative } }: PlacedChange): number =>
  relative === null
    ? Infinity
    : series.unit === 'share'
      ? Math.abs(relative) * 10
      : Math.abs(Math.log(Math.max(0.01, 1 + relative)));

/** The changes of main metrics at all places of a run, the largest first. */
export const bySize = (groups: readonly ChangeGroup[]): PlacedChange[] =>
  groups.flatMap(({ main }) => main).toSorted((a, b) => sizeOfChange(b) - sizeOfChange(a));

/** "3 worse, 12 better, 1 both ways": how many places went which way. */
export function tally(groups: readonly ChangeGroup[]): string {
  const of = (verdict: ChangeGroup['verdict']): number =>
    groups.filter((group) => group.verdict === verdict).length;
  return (
    [
      [of('worse'), 'regression'],
      [of('better'), 'improvement'],
      [of('mixed'), 'mixed'],
      [of('unknown'), 'change'],
    ] as const
  )
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${count} ${word}${count === 1 || word === 'mixed' ? '' : 's'}`)
    .join(', ');
}
