import type { Numbers } from './numbers.ts';

/** Kendall's S of a series, and its values in order, which counting needs anyway. */
export interface KendallScore {
  /** Number of rising pairs minus falling pairs. */
  readonly s: number;
  readonly sorted: Float64Array;
}

/** Merges two ordered neighbours from `start` and from `middle` on; pairs of both that rise minus those that fall. */
function merge(from: Float64Array, to: Float64Array, start: number, middle: number, end: number): number {
  let s = 0;
  let next = start;
  let below = start;
  let notAbove = start;
  for (let i = middle; i < end; i++) {
    const value = from[i] ?? NaN;
    while (below < middle && (from[below] ?? NaN) < value) to[next++] = from[below++] ?? NaN;
    while (notAbove < middle && (from[notAbove] ?? NaN) <= value) notAbove++;
    s += below - start - (middle - notAbove);
    to[next++] = value;
  }
  while (below < middle) to[next++] = from[below++] ?? NaN;
  return s;
}

/** Counts rising and falling pairs while sorting by merging (Knight, JASA 61 (1966) 436-439). O(n log n). */
export function kendallScore(values: Numbers): KendallScore {
  const n = values.length;
  let from = new Float64Array(values);
  let to = new Float64Array(n);
  let s = 0;
  for (let width = 1; width < n; width *= 2) {
    for (let start = 0; start < n; start += 2 * width)
      s += merge(from, to, start, Math.min(n, start + width), Math.min(n, start + 2 * width));
    [from, to] = [to, from];
  }
  return { s, sorted: from };
}
