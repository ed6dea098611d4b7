import type { Annotation } from '../model/annotations.ts';
import type { MetricId } from '../model/metrics.ts';
import type { Project } from '../model/project.ts';
import type { RunMeasures } from '../model/run-measures.ts';
import { batchBounds } from '../stats/batch-means.ts';
import { compareErrorRates, type ErrorCount } from '../stats/compare-error-rates.ts';
import type { Interval } from '../stats/interval.ts';
import { mean } from '../stats/moments.ts';
import { minimumHistory } from '../stats/prediction.ts';
import { median } from '../stats/robust.ts';
import { moreRunsToCompare } from '../stats/runs-to-compare.ts';
import { compareRuns, type RunEvidence } from '../stats/run-evidence.ts';
import { annotationFor, type Place } from './annotation-scope.ts';
import { errorCountOf, figureAt, placeNumber } from './figure-index.ts';
import {
  comparedLevelStart,
  isComparedByDifference,
  minimumEffectOf,
  type HistoryAnalyses,
} from './history-analysis.ts';
import { buildValues, sinceAnnotated, valuesOf, type BuildGroup } from './scenario-history.ts';

/** Two runs and what is known around them, for one scenario. */
export interface Sides {
  readonly base: RunMeasures;
  readonly head: RunMeasures;
  /** The points of the comparable history up to the base, oldest first. */
  readonly points: readonly BuildGroup[];
  /** Comparable runs of the base's build, the base among them. */
  readonly baseRuns: readonly RunMeasures[];
  /** The head and its repeats. */
  readonly headRuns: readonly RunMeasures[];
  readonly project: Project;
  readonly annotations: readonly Annotation[];
  readonly analyses: HistoryAnalyses;
}

/** A difference and what it rests on, not yet judged. */
export interface Evidence {
  /** head / base - 1 against the base's level; for shares the difference. Null when it cannot be said. */
  readonly relative: number | null;
  readonly interval: Interval | null;
  readonly p: number | null;
  readonly isWithinRuns: boolean;
  /** Runs of the head that it rests on. */
  readonly countHead: number;
  /** Share of these runs that show the difference by themselves; see `agreementOf`. */
  readonly agreement?: number;
  readonly basis: string;
  /** More runs of the head that would be likely to settle it; see `moreRunsToCompare`. Asked for where nothing is settled. */
  readonly moreRuns?: () => number | null;
}

const runCount = (count: number): string => `${count} ${count === 1 ? 'run' : 'runs'}`;

function basisOf({ method, countBase, countHead }: RunEvidence): string {
  switch (method) {
    case 'repeats':
      return `${runCount(countBase)} against ${countHead}`;
    case 'history':
      return `history of ${runCount(countBase)}`;
    case 'batches':
      return `one run against one, in ${Math.min(countBase, countHead)} stretches of time`;
    case 'none':
      return 'one figure of each run, whose scatter nothing shows';
  }
}

/**
 * The values of the level that the base stands on. It is looked for with the head in place, as its report does, and the
 * head then left out.
 */
function levelBefore(sides: Sides, place: Place): readonly number[] {
  const { points, headRuns, annotations, project, analyses } = sides;
  const since = sinceAnnotated(points, place, annotations);
  const before = buildValues(since, place, annotations).values;
  const values = [...before, median(valuesOf(headRuns, place, annotations))];
  const analysis = analyses.of(values, place, project);
  return before.slice(comparedLevelStart(analysis, place.metric, project));
}

/** Means of equal stretches of a curve. */
function batchMeans(points: readonly (number | null)[]): number[] {
  return batchBounds(points.length).flatMap(([from, to]) => {
    const known = points.slice(from, to).filter((value) => value !== null);
    return known.length === 0 ? [] : mean(known);
  });
}

/** A figure in stretches of time of one run; none where only an aggregate is known. */
function batchesOf(run: RunMeasures, { metric, scenario, endpoint }: Place): readonly number[] {
  if (metric === 'response.p50' || metric === 'response.p95') {
    const rows = endpoint === '*' ? [...run.response, ...run.pooled] : run.response;
    const row = rows.find((one) => one.scenario === scenario && one.endpoint === endpoint);
    return row?.batches?.[metric === 'response.p50' ? 'p50' : 'p95'] ?? [];
  }
  if (metric === 'throughput.requestsPerSecond') {
    const timeline = run.timelines.find((one) => one.scenario === scenario && one.source === 'samples');
    return batchMeans(timeline?.points.map((point) => point.requestsPerSecond) ?? []);
  }
  if (metric === 'cpu.average') {
    const curve = run.cpuCurves.find((one) => one.scenario === scenario);
    return batchMeans(curve?.points.map((point) => point.percent) ?? []);
  }
  return [];
}

/** Growth is compared as final / base, which is above 0 and so has a logarithm. */
const shifted = (metric: MetricId, values: readonly number[]): readonly number[] =>
  metric === 'memory.growth' ? values.map((value) => value + 1) : values;

/** The level of the history; where that is too short, the repeats of the base's build stand for it. */
function baseValues(sides: Sides, place: Place): readonly number[] {
  const level = levelBefore(sides, place);
  if (level.length >= minimumHistory) return level;
  const repeats = valuesOf(sides.baseRuns, place, sides.annotations);
  return repeats.length < 3 ? level : repeats;
}

/** Half a unit of the last digit that either side prints; 0 where figures are not rounded. */
function roundingOf({ base, head }: Sides, place: Place): number {
  const number = placeNumber(place);
  return Math.max(...[base, head].map((run) => figureAt(run, number)?.tolerance ?? 0));
}

/**
 * The share of the head's runs that stand off the base's level the same way as their mean, by the minimum effect and by
 * more than rounding on both sides can make.
 */
function agreementOf(
  head: readonly number[],
  { base, relative }: RunEvidence,
  least: number,
  rounding: number,
): number {
  const sign = Math.sign(relative ?? 0);
  const shows = head.filter((value) => {
    const difference = (value - base) * sign;
    return difference > 2 * rounding && difference >= least * Math.abs(base);
  });
  return shows.length / head.length;
}

function compareValues(sides: Sides, place: Place): Evidence {
  const base = shifted(place.metric, baseValues(sides, place));
  const head = shifted(place.metric, valuesOf(sides.headRuns, place, []));
  const rounding = roundingOf(sides, place);
  const evidence = compareRuns({
    base,
    head,
    baseBatches: batchesOf(sides.base, place),
    headBatches: batchesOf(sides.head, place),
    rounding,
  });
  const scale = isComparedByDifference(place.metric) ? Math.abs(evidence.base) : 1;
  const { relative, interval, p, method, countHead } = evidence;
  const minimumEffect = minimumEffectOf(place.metric, sides.project) / (scale || 1);
  return {
    relative: relative === null ? null : relative * scale,
    interval: interval === null ? null : { lower: interval.lower * scale, upper: interval.upper * scale },
    p: relative === null ? null : p,
    isWithinRuns: method === 'batches',
    countHead: method === 'batches' ? 1 : countHead,
    agreement: agreementOf(head, evidence, minimumEffect, rounding),
    basis: basisOf(evidence),
    moreRuns: () => moreRunsToCompare({ base, head, minimumEffect }),
  };
}

const nothing: Evidence = {
  relative: null,
  interval: null,
  p: null,
  isWithinRuns: true,
  countHead: 1,
  basis: 'one figure of each run, whose scatter nothing shows',
};

/** The runs of the base's level of error rates, the newest 50. */
function runsOfLevel(
  { points, headRuns, annotations, project, analyses }: Sides,
  place: Place,
): RunMeasures[] {
  const since = sinceAnnotated(points, place, annotations);
  const { values, groups } = buildValues(since, place, annotations);
  const analysis = analyses.of([...values, median(valuesOf(headRuns, place, annotations))], place, project);
  const level = groups.slice(comparedLevelStart(analysis, place.metric, project));
  const isCounted = ({ id }: RunMeasures): boolean =>
    annotationFor(annotations, 'ignore', id, place) === null;
  return (level.length === 0 ? groups.slice(-1) : level)
    .flatMap(({ runs }) => runs.filter(isCounted))
    .slice(-50);
}

function compareErrors(sides: Sides, place: Place): Evidence {
  const counts = (runs: readonly RunMeasures[]): ErrorCount[] =>
    runs.flatMap((run) => errorCountOf(run, place) ?? []);
  const base = counts(runsOfLevel(sides, place));
  const evidence = compareErrorRates(base, counts(sides.headRuns));
  if (evidence === null) return nothing;
  const { difference, interval, p, isWithinRuns } = evidence;
  const basis = isWithinRuns
    ? `requests of ${runCount(base.length)} against ${sides.headRuns.length}`
    : `history of ${runCount(base.length)}`;
  return { relative: difference, interval, p, isWithinRuns, countHead: sides.headRuns.length, basis };
}

/** What two runs and their history say about one figure: the method follows from what there is. */
export const figureEvidence = (sides: Sides, place: Place): Evidence =>
  place.metric === 'errors.rate' ? compareErrors(sides, place) : compareValues(sides, place);
