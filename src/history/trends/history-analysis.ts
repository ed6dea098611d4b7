import { metricOf, type MetricId, type MetricRef } from '../../model/metrics/metrics.ts';
import type { Project } from '../../model/documents/project.ts';
import type { ReportedChangePoint, ReportedDrift, StepVerdict } from '../../model/run-report.ts';
import {
  changePoints,
  smallestStep,
  type ChangeAnalysis,
  type ChangePoint,
  type ChangePointOptions,
  type MinorStep,
} from '../../stats/change-points.ts';
import { isDirected, isWorse, searchDirection } from '../../stats/direction.ts';
import { driftOf, minimumDriftRuns } from '../../stats/drift.ts';
import { mannKendall } from '../../stats/mann-kendall.ts';
import type { Place } from '../runs/annotation-scope.ts';
import { placeNumber } from '../runs/metric-index.ts';

/** Shares are compared by their difference: one per cent of errors more is what it is, whatever there was before. */
export const isComparedByDifference = (metric: MetricId | MetricRef): boolean =>
  metricOf(metric).unit === 'share';

const idOf = (metric: MetricId | MetricRef): MetricId =>
  typeof metric === 'string' ? metric : metric.metric;

/** The smallest change of a metric worth a verdict: the project's, else the metric's own. */
export const minimumEffectOf = (metric: MetricId | MetricRef, project: Project): number =>
  project.comparison.minimumEffect[idOf(metric)] ?? metricOf(metric).minimumEffect;

/** How change points of a metric are searched for: the same in a report, in trends and below a comparison. */
export function changePointOptions(metric: MetricId | MetricRef, project: Project): ChangePointOptions {
  return {
    direction: searchDirection(metricOf(metric).direction),
    minimumEffect: project.changePoints.minimumEffect ?? smallestStep,
  };
}

/** The change points of a metric's values, one per build. Steps of a share must also matter as a difference. */
export function analyseHistory(
  values: readonly number[],
  metric: MetricId | MetricRef,
  project: Project,
  breaks: readonly number[] = [],
): ChangeAnalysis {
  const analysis = changePoints(values, { ...changePointOptions(metric, project), breaks });
  if (!isComparedByDifference(metric)) return analysis;
  const least = minimumEffectOf(metric, project);
  const matters = ({ before, after }: ChangePoint): boolean => Math.abs(after - before) >= least;
  analysis.changePoints = analysis.changePoints.filter(matters);
  return analysis;
}

/** Analyses by place, so that a report and its comparison search the same history once. */
export class HistoryAnalyses {
  readonly #known = new Map<number, { values: readonly number[]; analysis: ChangeAnalysis }>();

  of(values: readonly number[], place: Place, project: Project): ChangeAnalysis {
    const number = placeNumber(place);
    const known = this.#known.get(number);
    if (known?.values.length === values.length && known.values.every((value, i) => value === values[i]))
      return known.analysis;
    const analysis = analyseHistory(values, place, project);
    this.#known.set(number, { values, analysis });
    return analysis;
  }
}

/**
 * Where levels begin, after the first, in ascending order: a new run is compared with the last one. Only steps that are large
 * enough to matter for this metric count. Smaller ones stay inside as noise, or a short history would leave too few runs to
 * compare with.
 */
export function comparedLevelStarts(
  { changePoints: steps, minor }: ChangeAnalysis,
  metric: MetricId | MetricRef,
  project: Project,
): number[] {
  const least = minimumEffectOf(metric, project);
  const matters = ({ before, after }: MinorStep): boolean =>
    Math.abs(after - before) >= least * (isComparedByDifference(metric) ? 1 : Math.abs(before));
  return [...steps, ...minor]
    .filter(matters)
    .map(({ index }) => index)
    .sort((a, b) => a - b);
}

/** The verdict on a step of a metric: none where the good direction is unknown. */
export const stepVerdict = (
  { verdict }: Pick<ChangePoint, 'verdict'>,
  metric: MetricId | MetricRef,
): StepVerdict => (isDirected(metricOf(metric).direction) ? verdict : 'unknown');

/** The size of a step as reports state it: relative, null from 0, or the difference for shares. */
export function stepSize(
  step: ChangePoint,
  metric: MetricId | MetricRef,
): Pick<ReportedChangePoint, 'relative' | 'interval'> {
  const { before, after, relative, interval } = step;
  if (!isComparedByDifference(metric)) return { relative, interval };
  // From 0 the interval is one of the difference already.
  const scale = relative === null ? 1 : Math.abs(before);
  return {
    relative: after - before,
    interval: interval === null ? null : { lower: interval.lower * scale, upper: interval.upper * scale },
  };
}

/**
 * A steady change of one level; null where there is none. The plain trend test is asked first: the full one, which
 * allows for values that resemble their neighbours, is dear and never finds what the plain one does not.
 */
export function driftOfLevel(
  level: readonly number[],
  metric: MetricId | MetricRef,
  project: Project,
): Pick<ReportedDrift, 'perRun' | 'interval' | 'runs' | 'verdict'> | null {
  if (level.length < minimumDriftRuns || isComparedByDifference(metric)) return null;
  const recent = level.slice(-500);
  if (mannKendall(recent).p >= 0.01) return null;
  const drift = driftOf(recent, minimumEffectOf(metric, project));
  if (drift === null) return null;
  const { perRun, interval, runs } = drift;
  const { direction } = metricOf(metric);
  return {
    perRun,
    interval,
    runs,
    verdict: !isDirected(direction) ? 'unknown' : isWorse(perRun, direction) ? 'worse' : 'better',
  };
}
