import { isJumpOffSlope } from './abrupt-step.ts';
import { numberAt } from './numbers.ts';
import { median } from './robust.ts';
import { robustLine, type RobustLine } from './theil-sen.ts';
import { largest } from '../model/long-lists.ts';

/** Longer stretches are thinned to about this many points (medians of neighbours) before a line is put through. */
const linePoints = 100;

/** The price of a distance, in noise units squared, bounded as in the Potts fit. */
export interface Misfit {
  noise: number;
  outlierLimit: number;
}

function misfitOf(
  values: Float64Array,
  fit: (index: number) => number,
  { noise, outlierLimit }: Misfit,
): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) {
    const distance = (numberAt(values, i) - fit(i)) / noise;
    total += Math.min(distance * distance, outlierLimit ** 2);
  }
  return total;
}

function lineThrough(values: Float64Array): (index: number) => number {
  const { slope, intercept } = thinnedLine(values);
  return (index) => intercept + slope * index;
}

function thinnedLine(values: Float64Array): RobustLine {
  if (values.length <= linePoints) return robustLine(values);
  const size = Math.ceil(values.length / linePoints);
  const medians: number[] = [];
  const places: number[] = [];
  for (let start = 0; start < values.length; start += size) {
    const end = Math.min(values.length, start + size);
    medians.push(median(values.subarray(start, end)));
    places.push((start + end - 1) / 2);
  }
  return robustLine(medians, places);
}

/** How badly two levels fit, the second one from `step` on. */
function stepMisfit(values: Float64Array, step: number, misfit: Misfit): number {
  const before = median(values.subarray(0, step));
  const after = median(values.subarray(step));
  return misfitOf(values, (i) => (i < step ? before : after), misfit);
}

/** How much better one straight line fits the two levels around a step than the step does; above 0: a ramp. */
function rampGain(values: Float64Array, step: number, misfit: Misfit): number {
  return stepMisfit(values, step, misfit) - misfitOf(values, lineThrough(values), misfit);
}

/**
 * Whether one straight line (Theil-Sen) fits the values better than any one step between two levels of at least two
 * values, under the same bounded cost. False for fewer than 4 values.
 */
export function isSlope(values: Float64Array, misfit: Misfit): boolean {
  if (values.length < 4) return false;
  if (misfit.noise === 0) return true; // All differences are equal.
  const line = misfitOf(values, lineThrough(values), misfit);
  for (let step = 2; step <= values.length - 2; step++)
    if (stepMisfit(values, step, misfit) <= line) return false;
  return true;
}

/**
 * The steps without those that only cut a slope into stairs: where one straight line (Theil-Sen) through both levels
 * fits better than the step, under the same bounded cost. Jumps off the slope always stay. The clearest ramp goes first, until none is left.
 */
export function withoutRamps(values: Float64Array, steps: readonly number[], misfit: Misfit): number[] {
  const kept = [...steps];
  const gainAt = (i: number): number => {
    const start = kept[i - 1] ?? 0;
    const around = values.subarray(start, kept[i + 1] ?? values.length);
    const step = numberAt(kept, i) - start;
    return isJumpOffSlope(around, step, misfit.noise) ? -Infinity : rampGain(around, step, misfit);
  };
  const gains = kept.map((_, i) => gainAt(i));
  while (gains.length > 0) {
    const clearest = gains.indexOf(largest(gains));
    if (numberAt(gains, clearest) <= 0) break;
    kept.splice(clearest, 1);
    gains.splice(clearest, 1);
    for (const i of [clearest - 1, clearest]) if (i >= 0 && i < kept.length) gains[i] = gainAt(i);
  }
  return kept;
}
