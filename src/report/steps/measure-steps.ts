import type { LatencyDigest, SliceDigest, SlicesDigest } from '../../model/documents/digest.ts';
import type { LoadStep } from '../../model/documents/manifest.ts';
import type { MetricId } from '../../model/metrics/metrics.ts';
import type { Target } from '../../model/documents/project.ts';
import type { StepMeasures } from '../../model/run-measures.ts';
import { metricOfShare, shareOfMetric } from '../../model/metrics/percentile-metrics.ts';
import {
  bucketValue,
  histogramCount,
  histogramEntries,
  histogramQuantiles,
  histogramRelativeError,
  joinBuckets,
  type Buckets,
} from '../../stats/histogram.ts';
import type { GatheredEndpoint, GatheredScenario } from '../measure/gather.ts';
import { percentiles } from '../measure/percentiles.ts';
import { errorInterval, intervalsAt, openInterval, percentileIntervals } from '../measure/run-intervals.ts';
import {
  isOfSteps,
  joinJudged,
  judgeByEndpoint,
  stepVerdict,
  type JudgedStep,
  type StepValue,
  type StepValues,
} from './step-verdict.ts';
import { slicesIn, stretchesOf, stretchesOfAll, type Stretch } from '../measure/stretches.ts';
import { holdsFor } from '../targets/target-scope.ts';

/** What each step came to, judged against every target but those on users, memory and processor. */
export function measureSteps(
  scenario: GatheredScenario,
  steps: readonly LoadStep[],
  targets: readonly Target[],
): StepMeasures[] {
  const pooled = scenario.pooled;
  if (pooled === null || pooled.digest.slices === null || pooled.digest.firstStartMs === null) return [];
  const originMs = pooled.digest.firstStartMs;
  return steps.flatMap((step) => measureStep({ scenario, pooled, step, originMs }, targets) ?? []);
}

interface StepOf {
  readonly scenario: GatheredScenario;
  readonly pooled: GatheredEndpoint;
  readonly step: LoadStep;
  readonly originMs: number;
}

function measureStep(
  { scenario, pooled, step, originMs }: StepOf,
  targets: readonly Target[],
): StepMeasures | null {
  const scopes = new Map<GatheredEndpoint, StepValues | null>();
  const own = ownShares(targets);
  const valuesOf = (one: GatheredEndpoint): StepValues | null => {
    // Each target asks for every endpoint.
    const known = scopes.get(one);
    if (known !== undefined) return known;
    const values = stepValues(slicesOfStep(one.digest.slices, step, originMs), step, one.rejected, own);
    scopes.set(one, values);
    return values;
  };
  const all = valuesOf(pooled);
  if (all === null) return null;
  const { users, startSeconds, durationSeconds } = step;
  const value = (metric: MetricId): number => all[metric]?.value ?? NaN;
  return {
    scenario: scenario.id,
    users,
    startSeconds,
    durationSeconds,
    count: value('throughput.totalRequests'),
    requestsPerSecond: value('throughput.requestsPerSecond'),
    errorRate: value('errors.rate'),
    p50: value('response.p50'),
    p95: value('response.p95'),
    p99: value('response.p99'),
    ...stepVerdict(verdictsOfStep(scenario, targets, all, valuesOf)),
  };
}

/** The slices of a step and its stretches; a step as long as the run has those of the run, which are known. */
interface StepSlices {
  readonly slices: readonly SliceDigest[];
  readonly stretches: readonly Stretch[];
}

function slicesOfStep(slices: SlicesDigest | null, step: LoadStep, originMs: number): StepSlices {
  const { startSeconds, durationSeconds } = step;
  const own = slicesIn(slices, originMs, { startSeconds, endSeconds: startSeconds + durationSeconds });
  const isAll = own.length === slices?.items.length;
  return { slices: own, stretches: isAll ? stretchesOfAll(slices) : stretchesOf(own) };
}

const shares = percentiles.map(([, p]) => p);

/** Percentiles of targets that are not in `percentiles`. */
const ownShares = (targets: readonly Target[]): number[] =>
  [...new Set(targets.flatMap(({ metric }) => shareOfMetric(metric) ?? []))].filter(
    (share) => !shares.includes(share),
  );

/** Percentiles that only targets ask for. */
function ownQuantiles(
  own: readonly number[],
  latency: LatencyDigest | null,
  stretches: readonly Stretch[],
  rejected: number,
): StepValues {
  const { histogram, count } = latency ?? {};
  if (latency === null || histogram == null || count == null || own.length === 0) return {};
  const values = histogramQuantiles(histogram, own);
  const intervals = intervalsAt(own, { ...latency, histogram, count }, stretches, rejected);
  return Object.fromEntries(
    own.map((share, i) => [
      metricOfShare(share),
      { value: values[i] ?? NaN, interval: openInterval(intervals[i]) },
    ]),
  );
}

/** The mean and the extremes, as the buckets give them. */
function summaryOf(latency: LatencyDigest | null): StepValues {
  const { histogram, count, min, max } = latency ?? {};
  if (histogram == null || !count || min == null || max == null) return {};
  const sum = histogramEntries(histogram).reduce((total, [index, n]) => total + bucketValue(index) * n, 0);
  const rounded = (value: number): StepValue => ({
    value,
    interval: null,
    tolerance: value * histogramRelativeError,
  });
  return {
    'response.mean': rounded(sum / count),
    'response.min': rounded(min),
    'response.max': rounded(max),
  };
}

function stepValues(
  { slices, stretches }: StepSlices,
  step: LoadStep,
  rejected: number,
  own: readonly number[],
): StepValues | null {
  const count = slices.reduce((sum, slice) => sum + slice.count, 0);
  if (count === 0) return null;
  const errors = slices.reduce((sum, slice) => sum + slice.errors, 0);
  const histogram = joinBuckets(stretches.map((stretch) => stretch.histogram));
  const values = histogramQuantiles(histogram, shares);
  const latency = latencyOf(histogram);
  const intervals = percentileIntervals(latency, stretches, rejected);
  const quantiles = percentiles.map(([name], i): [string, StepValue] => [
    `response.${name}`,
    { value: values[i] ?? NaN, interval: openInterval(intervals[name]) },
  ]);
  const plain = (value: number): StepValue => ({ value, interval: null });
  return {
    ...(Object.fromEntries(quantiles) as StepValues),
    ...ownQuantiles(own, latency, stretches, rejected),
    ...summaryOf(latency),
    'throughput.totalRequests': plain(count),
    'throughput.requestsPerSecond': plain(count / step.durationSeconds),
    'errors.rate': {
      value: errors / count,
      interval: openInterval(errorInterval(errors, count, stretches, rejected)),
    },
    'errors.count': plain(errors),
  };
}

/** What intervals need of the latencies in some slices. */
function latencyOf(histogram: Buckets): LatencyDigest | null {
  const count = histogramCount(histogram);
  if (count === 0) return null;
  const [min = null, max = null] = histogramQuantiles(histogram, [0, 1]);
  return {
    source: 'histogram',
    relativeError: histogramRelativeError,
    count,
    min,
    max,
    mean: null,
    m2: null,
    reportedStddev: null,
    quantiles: null,
    histogram,
  };
}

/** Verdicts of each target on requests, for each endpoint that it holds for. */
function verdictsOfStep(
  scenario: GatheredScenario,
  targets: readonly Target[],
  all: StepValues,
  valuesOf: (one: GatheredEndpoint) => StepValues | null,
): JudgedStep {
  const hasParts = scenario.endpoints.some(({ digest }) => digest.endpoint !== '*');
  const judged = targets.filter(isOfSteps).map((target) => {
    const namesOne = target.endpoint !== undefined && target.endpoint !== '*';
    const endpoints = [...scenario.endpoints, ...(namesOne ? scenario.transactions : [])].filter(
      ({ digest }) => holdsFor(target, scenario.id, digest.endpoint, hasParts),
    );
    const isPooled = target.endpoint === '*' && holdsFor(target, scenario.id, '*');
    const known = (one: GatheredEndpoint): StepValues | null | undefined =>
      one.digest.slices === null ? undefined : valuesOf(one);
    return judgeByEndpoint(target, isPooled ? [all] : endpoints.map(known));
  });
  return joinJudged(judged);
}
