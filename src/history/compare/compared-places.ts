import { memoised, weaklyKept } from '../../model/memoised.ts';
import type { MetricValue } from '../../model/metrics/metric-value.ts';
import { isMeasure } from '../../model/metrics/measure-metrics.ts';
import { metricOf, type MetricId } from '../../model/metrics/metrics.ts';
import type { Project } from '../../model/documents/project.ts';
import type { RunKind } from '../../model/run-kind.ts';
import type { RunMeasures } from '../../model/run-measures.ts';
import type { TrendSeries } from '../../model/trend.ts';
import type { Place } from '../runs/annotation-scope.ts';
import { placeNumber } from '../runs/metric-index.ts';

/**
 * What a report compares with its baseline, besides the metrics that targets name. Benchmarks are compared by their
 * typical time: a tail of ten samples says nothing, and one of thousands of calls is mostly garbage collection.
 */
const always: Readonly<Record<RunKind, readonly MetricId[]>> = {
  load: [
    'response.p50',
    'response.p95',
    'response.p99',
    'errors.rate',
    'throughput.requestsPerSecond',
    'memory.peak',
    'memory.growth',
    'cpu.average',
  ],
  benchmark: ['response.p50', 'errors.rate', 'memory.peak', 'memory.growth', 'cpu.average'],
  resource: ['memory.peak', 'memory.growth', 'cpu.average'],
};

/** The metrics that a report of this kind follows: a fixed few, those of the project's targets, and measures. */
function isFollowed(project: Project, kind: RunKind): (metric: MetricId) => boolean {
  const wanted = new Set<MetricId>([...always[kind], ...project.targets.map(({ metric }) => metric)]);
  return (metric) => isMeasure(metric) || wanted.has(metric);
}

/**
 * The series that reports follow: as `isFollowed`, and means where there is no median. As in reports, all requests of a
 * scenario together count only where nothing finer has the metric, or where a target names them: a change of one endpoint
 * is one change, which one annotation accepts.
 */
export function followedSeries(
  trends: readonly TrendSeries[],
  project: Project,
  kind: RunKind,
): TrendSeries[] {
  const isWanted = isFollowed(project, kind);
  const medians = new Set(trends.flatMap((one) => (one.metric === 'response.p50' ? placeNumber(one) : [])));
  const isOnlyMean = ({ metric, scenario, endpoint }: TrendSeries): boolean =>
    metric === 'response.mean' && !medians.has(placeNumber({ metric: 'response.p50', scenario, endpoint }));
  const followed = trends.filter((one) => isWanted(one.metric) || isOnlyMean(one));
  const placeIn = ({ metric, scenario, points }: TrendSeries): string =>
    JSON.stringify([metric, scenario, points.at(-1)?.run]);
  const finer = new Set(followed.filter((one) => one.isTransaction !== true && isPart(one)).map(placeIn));
  const isBesideFiner = (one: TrendSeries): boolean =>
    isOfParts(one) && one.targets.length === 0 && finer.has(placeIn(one));
  return followed.filter((one) => !isBesideFiner(one));
}

const isOfEndpoint = (metric: MetricId): boolean => metricOf(metric).of === 'endpoint';

/** The rate of a scenario whose endpoints each have a test, and so a rate, of their own. */
const isRateOfAll = ({ metric, endpoint }: Place): boolean =>
  metric === 'throughput.requestsPerSecond' && endpoint === null;

/** True for a value of a scenario that values of its endpoints tell more exactly. Errors of all are a metric of their own. */
const isOfParts = (place: Place): boolean =>
  isRateOfAll(place) ||
  (place.endpoint === '*' && place.metric !== 'errors.rate' && isOfEndpoint(place.metric));

/** True for a value that makes the one of the whole scenario superfluous. */
const isPart = (place: Place): boolean => place.endpoint !== '*' && !isRateOfAll(place);

function selectValues(run: RunMeasures, project: Project): MetricValue[] {
  const isWanted = isFollowed(project, run.kind);
  const isAsked = (metric: MetricId): boolean => project.targets.some((one) => one.metric === metric);
  const finer = new Set<string>();
  const withMedian = new Set<number>();
  for (const { metric, scenario, endpoint, isTransaction = false } of run.metricValues) {
    if (!isTransaction && isPart({ metric, scenario, endpoint })) finer.add(`${metric} ${scenario ?? ''}`);
    if (metric === 'response.p50') withMedian.add(placeNumber({ metric, scenario, endpoint }));
  }
  return run.metricValues.filter(({ metric, scenario, endpoint, value }) => {
    // Benchmarks that fail are news, that none did is not.
    if (run.kind === 'benchmark' && metric === 'errors.rate' && value === 0 && !isAsked(metric)) return false;
    const needsMean =
      metric === 'response.mean' &&
      !withMedian.has(placeNumber({ metric: 'response.p50', scenario, endpoint }));
    if (!isWanted(metric) && !needsMean) return false;
    if (!finer.has(`${metric} ${scenario ?? ''}`)) return true;
    const place = { metric, scenario, endpoint };
    return !isOfParts(place) || (isRateOfAll(place) && isAsked(metric));
  });
}

/**
 * The metrics of a run that are compared. Pooled samples only where a scenario has nothing finer (but its error rate,
 * which is a metric of its own), the mean only where there is no median.
 */
export const comparedValues = (run: RunMeasures, project: Project): readonly MetricValue[] =>
  valuesOf(run)(project)();

const valuesOf = memoised((run: RunMeasures) =>
  memoised((project: Project) => weaklyKept(() => selectValues(run, project))),
);

/** The places compared between two runs: the head's, then those that only the base has. */
export function comparedPlaces(base: RunMeasures, head: RunMeasures, project: Project): Place[] {
  const places = new Map<number, Place>();
  for (const { metric, terms, scenario, endpoint } of [
    ...comparedValues(head, project),
    ...comparedValues(base, project),
  ]) {
    const number = placeNumber({ metric, scenario, endpoint });
    if (!places.has(number)) places.set(number, { metric, terms, scenario, endpoint });
  }
  return [...places.values()];
}
