import { isWorse, type Direction } from './direction.ts';
import type { Interval } from './interval.ts';
import { newestRun, type NewestRun } from './newest-run.ts';
import { noiseOf, pottsSegmentation } from './potts.ts';
import { relativeChange, type LevelChange } from './relative-change.ts';
import { withoutRamps } from './ramp.ts';
import { median } from './robust.ts';
import { mergeSteps } from './segment-merge.ts';
import { placedSteps } from './step-place.ts';

/** Below this many runs a history has no change points, only a prediction for the newest run. */
export const minimumRuns = 10;

/** A change point is confirmed when at least this many runs stand on its new level. */
export const confirmingRuns = 5;

/** A run costs at most the square of this many noise units. */
const outlierLimit = 4;

/** Settings of the search; the defaults are those that docs/statistics.md gives scores for. */
export interface ChangePointOptions {
  /** Default `lower`. */
  direction?: Direction;
  /** Smallest change worth naming, as a share of the level before; default 0: whatever exceeds the noise. */
  minimumEffect?: number;
  /** First indices after an environment break: nothing is compared across them. */
  breaks?: readonly number[];
}

/** The first run of a new level. */
export interface ChangePoint extends LevelChange {
  /** 0-based index of the first value of the new level. */
  index: number;
  certainty: 'confirmed' | 'suspected';
  verdict: 'worse' | 'better';
  /** Values on the level before and on the new one. */
  countBefore: number;
  countAfter: number;
}

/** The first run of a level that is no news, and the medians of the level before and of its own. */
export type MinorStep = Pick<ChangePoint, 'index' | 'before' | 'after'>;

/** Everything that a history of one metric says about itself. */
export interface ChangeAnalysis {
  changePoints: ChangePoint[];
  /** Steps that exceed the noise but are small beside those around them, or part of a slope: data, not news. */
  minor: MinorStep[];
  /** Worked out when it is asked for: most callers look at the levels alone. */
  readonly newest: NewestRun;
  /**
   * Index of the first run of the newest level, minor steps and breaks included: the runs from here on are those that
   * a new build is compared with. 0 for an empty history.
   */
  levelStart: number;
}

interface Stretch {
  values: Float64Array;
  offset: number;
}

function stretchesOf(values: Float64Array, breaks: readonly number[]): Stretch[] {
  const starts = [...new Set([0, ...breaks.filter((at) => at > 0 && at < values.length)])].sort(
    (a, b) => a - b,
  );
  return starts.map((start, i) => ({
    values: values.subarray(start, starts[i + 1] ?? values.length),
    offset: start,
  }));
}

/** Candidates (all that exceed the noise) and, among them, those that stand out and are no part of a slope. */
interface Steps {
  noise: number;
  all: number[];
  kept: number[];
}

function findSteps(values: Float64Array, minimumEffect: number): Steps {
  const noSteps = { noise: 0, all: [], kept: [] };
  if (values.length < minimumRuns) return noSteps;
  const isPositive = values.every((value) => value > 0);
  const scaled = isPositive ? values.map(Math.log) : values;
  const noise = noiseOf(scaled);
  if (!(noise > 0)) return noSteps;
  const candidates = pottsSegmentation(scaled, noise, {
    outlierLimit: 4,
    penalty: 10 * Math.log(values.length),
  });
  if (candidates.length === 0) return { noise, all: [], kept: [] };
  const effect = (before: number, after: number): number =>
    Math.abs(isPositive ? Math.expm1(after - before) : (after - before) / before) / minimumEffect;
  const rules = {
    minimumStep: noise,
    minimumRangeShare: 0,
    surroundings: 3,
    ...(minimumEffect > 0 && { furtherScore: effect }),
  };
  const all = placedSteps(scaled, mergeSteps(scaled, candidates, rules));
  const standing = mergeSteps(scaled, all, { ...rules, minimumRangeShare: 0.2 });
  return { noise, all, kept: withoutRamps(scaled, standing, { noise, outlierLimit }) };
}

function describe(
  stretch: Stretch,
  steps: readonly number[],
  noise: number,
  direction: Direction,
): ChangePoint[] {
  const { values, offset } = stretch;
  return steps.map((start, i) => {
    const before = values.subarray(steps[i - 1] ?? 0, start);
    const after = values.subarray(start, steps[i + 1] ?? values.length);
    const change = relativeChange(before, after, noise);
    return {
      index: start + offset,
      ...change,
      certainty: after.length >= confirmingRuns ? 'confirmed' : 'suspected',
      verdict: isWorse(change.after - change.before, direction) ? 'worse' : 'better',
      countBefore: before.length,
      countAfter: after.length,
    };
  });
}

function minorSteps({ stretch, all, kept }: Steps & { stretch: Stretch }): MinorStep[] {
  const { values, offset } = stretch;
  return all.flatMap((start, i) => {
    if (kept.includes(start)) return [];
    const before = median(values.subarray(all[i - 1] ?? 0, start));
    const after = median(values.subarray(start, all[i + 1] ?? values.length));
    return { index: start + offset, before, after };
  });
}

/**
 * The change points of one metric's history, oldest first, one value per run, and what the newest run looks like
 * against its level. Values must be finite; direction says which way is better.
 *
 * Robust Potts segmentation with merging, without the stairs of slopes: docs/statistics.md, "Change points". Linear in the number of runs.
 * A stretch of fewer than 10 runs, or without any noise, has none. A constant series that jumps once has noise by
 * the fallback of `noiseOf`.
 */
export function changePoints(history: ArrayLike<number>, options: ChangePointOptions = {}): ChangeAnalysis {
  const { direction = 'lower', minimumEffect = 0, breaks = [] } = options;
  const values = new Float64Array(history);
  const found = stretchesOf(values, breaks).map((stretch) => ({
    stretch,
    ...findSteps(stretch.values, minimumEffect),
  }));
  const { stretch: last, all } = found.at(-1)!;
  return {
    changePoints: found.flatMap(({ stretch, kept, noise }) => describe(stretch, kept, noise, direction)),
    minor: found.flatMap(minorSteps),
    levelStart: last.offset + (all.at(-1) ?? 0),
    get newest() {
      return newestRun(last.values, { direction, minimumEffect, levelStarts: all });
    },
  };
}

/** The interval of a change as a pair, for JSON. */
export function asPair(interval: Interval | null): [number, number] | null {
  return interval === null ? null : [interval.lower, interval.upper];
}
