import { median } from './robust.ts';

/** Noise, however it wanders, does not jump by this many noise units from one run to the next. */
const largestJump = 5;

/** Medians of this many runs are compared, so that one outlier is no jump. */
const runs = 3;

/** How far the runs from an index on lie from those just before it; 0 where there are none. */
function jumpAt(values: Float64Array, index: number): number {
  const before = values.subarray(Math.max(0, index - runs), Math.max(0, index));
  const after = values.subarray(index, index + runs);
  return before.length === 0 || after.length === 0 ? 0 : Math.abs(median(after) - median(before));
}

/** Whether the values change from one run to the next by more than noise does. */
export const isJump = (values: Float64Array, step: number, noise: number): boolean =>
  jumpAt(values, step) >= largestJump * noise;

/** Whether that change also exceeds those just before and after it, as no jump on a slope does. */
export function isJumpOffSlope(values: Float64Array, step: number, noise: number): boolean {
  const around = Math.max(jumpAt(values, step - runs), jumpAt(values, step + runs));
  return jumpAt(values, step) - around >= largestJump * noise;
}
