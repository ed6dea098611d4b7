import { at } from '../model/checked.ts';
import { isWorse, type Direction } from './direction.ts';
import type { Interval } from './interval.ts';
import { findSteps, type Steps } from './find-steps.ts';
import { confirmingRuns } from './prediction.ts';
import { newestRun, type NewestRun } from './newest-run.ts';
import { relativeChange, type LevelChange } from './relative-change.ts';
import { median } from './robust.ts';

/** Steps below this share of the level are not named, unless the project says otherwise. */
export const smallestStep = 0.01;

/** Settings of the search; the defaults are those that docs/statistics.md gives scores for. */
export interface ChangePointOptions {
  /** Default `lower`. */
  direction?: Direction;
  /** Smallest change worth naming, as a share of the level before; default 0.01. */
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
  /** Steps that may as well be part of a slope or of a noise that wanders: data, not news. */
  minor: MinorStep[];
  /** Computed on first use: most callers look at the levels alone. */
  readonly newest: NewestRun;
  /** The index from which values may be compared with the newest one, and where levels start, counted from there. */
  readonly newestStretch: { readonly offset: number; readonly levelStarts: readonly number[] };
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
  const starts = [...new Set([0, ...breaks.filter((at) => at < values.length)])].sort((a, b) => a - b);
  return starts.map((start, i) => ({
    values: values.subarray(start, starts[i + 1] ?? values.length),
    offset: start,
  }));
}

function describe(stretch: Stretch, { noise, kept, isSettled }: Steps, direction: Direction): ChangePoint[] {
  const { values, offset } = stretch;
  return kept.map((start, i) => {
    const before = values.subarray(kept[i - 1] ?? 0, start);
    const after = values.subarray(start, kept[i + 1] ?? values.length);
    const change = relativeChange(before, after, noise);
    return {
      index: start + offset,
      ...change,
      certainty: after.length >= confirmingRuns && at(isSettled, i) ? 'confirmed' : 'suspected',
      verdict: isWorse(change.after - change.before, direction) ? 'worse' : 'better',
      countBefore: before.length,
      countAfter: after.length,
    };
  });
}

function minorSteps({ values, offset }: Stretch, { all, kept }: Steps): MinorStep[] {
  return all.flatMap((start, i) => {
    if (kept.includes(start)) return [];
    const before = median(values.subarray(all[i - 1] ?? 0, start));
    const after = median(values.subarray(start, all[i + 1] ?? values.length));
    return { index: start + offset, before, after };
  });
}

/**
 * The change points of one metric's history, oldest first, one value per run, and how the newest run compares with its
 * level. Values must be finite; direction says which way is better.
 *
 * `findSteps` says how: docs/statistics.md, "Change points". Linear in the number of runs. A stretch of fewer than 10
 * runs, or without any noise, has none.
 */
export function changePoints(history: ArrayLike<number>, options: ChangePointOptions = {}): ChangeAnalysis {
  const { direction = 'lower', minimumEffect = smallestStep, breaks = [] } = options;
  const values = new Float64Array(history);
  const found = stretchesOf(values, breaks).map((stretch) => ({
    stretch,
    steps: findSteps(stretch.values, minimumEffect),
  }));
  const last = at(found, -1, 'a history has at least one stretch');
  const levelStarts = last.steps.all;
  return {
    changePoints: found.flatMap(({ stretch, steps }) => describe(stretch, steps, direction)),
    minor: found.flatMap(({ stretch, steps }) => minorSteps(stretch, steps)),
    levelStart: last.stretch.offset + (levelStarts.at(-1) ?? 0),
    newestStretch: { offset: last.stretch.offset, levelStarts },
    get newest() {
      return newestRun(last.stretch.values, { direction, minimumEffect, levelStarts });
    },
  };
}

/** The interval of a change as a pair, for JSON. */
export function asPair(interval: Interval | null): [number, number] | null {
  return interval === null ? null : [interval.lower, interval.upper];
}
