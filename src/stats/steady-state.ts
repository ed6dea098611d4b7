import { numberAt } from './numbers.ts';
import { noiseOf, pottsSegmentation } from './potts.ts';
import { median, sortedCopy } from './robust.ts';
import { mergeSteps } from './segment-merge.ts';
import { quantile } from './quantile.ts';

/** Where a run settles. */
export interface SteadyState {
  /** Index of the first slice of the steady state; 0: steady from the start; null: none found. */
  from: number | null;
  /** One past its last slice: shorter than the run when the last slices differ (a ramp down). */
  to: number;
  /** Median of the steady slices; null without a steady state. */
  level: number | null;
  /** First slices of all levels found, 0 included. */
  levelStarts: number[];
}

/** A steady state that begins after this share of the run is none. */
const latestStart = 0.8;
/** Levels this close are one level. */
const levelTolerance = 0.02;
/** A last level shorter than this share of the run is an end effect. */
const shortestEnd = 0.05;

/**
 * The steady state of a run from one figure per equal time slice (or iteration): pass the median latency of each
 * slice, NaN for slices without requests. Robust Potts on logarithms as for histories; the steady state is the last
 * level, extended back over levels within max(2%, one noise unit) of it; none when it begins after 80% of the run.
 * A last level of less than 5% of the run (ramp down) is left out. Fewer than 10 slices: no answer (`from` null).
 */
export function steadyState(sliceMedians: ArrayLike<number>): SteadyState {
  const values = fillGaps(sliceMedians);
  const n = values.length;
  const isSettled = { from: 0, to: n, level: median(values), levelStarts: [0] };
  if (n < 10) return { ...isSettled, from: null, level: null };
  const scaled = values.every((value) => value > 0) ? values.map(Math.log) : values;
  const noise = noiseOf(scaled);
  if (!(noise > 0)) return isSettled;
  const starts = [0, ...stepsOf(scaled, noise)];
  const levels = starts.map((start, i) => median(scaled.subarray(start, starts[i + 1] ?? n)));
  let last = starts.length - 1;
  if (last > 0 && n - numberAt(starts, last) < shortestEnd * n) last--;
  const to = starts[last + 1] ?? n;
  const sorted = sortedCopy(scaled);
  const scale = scaled === values ? Math.abs(quantile(sorted, 0.5)) : 1;
  const tolerance = Math.max(levelTolerance * scale, noise);
  let first = last;
  while (first > 0 && Math.abs(numberAt(levels, first - 1) - numberAt(levels, last)) <= tolerance) first--;
  const from = numberAt(starts, first);
  if (from > latestStart * n) return { from: null, to, level: null, levelStarts: starts };
  return { from, to, level: median(values.subarray(from, to)), levelStarts: starts };
}

function stepsOf(scaled: Float64Array, noise: number): number[] {
  const candidates = pottsSegmentation(scaled, noise, {
    outlierLimit: 4,
    penalty: 10 * Math.log(scaled.length),
  });
  return mergeSteps(scaled, candidates, noise);
}

/** A slice without requests takes the value before it (the first ones the first that has one). */
function fillGaps(values: ArrayLike<number>): Float64Array {
  const filled = Float64Array.from(values);
  let last = Array.from(values).find((value) => !Number.isNaN(value)) ?? NaN;
  filled.forEach((value, i) => {
    if (Number.isNaN(value)) filled[i] = last;
    else last = value;
  });
  return Number.isNaN(last) ? new Float64Array(0) : filled;
}
