import { numberAt } from './numbers.ts';

/**
 * The k-th smallest (from 0) of the first `length` values, which it leaves before it and the larger ones behind it
 * (Hoare's selection, CACM 4 (1961) 321-322): a median needs no more order than that. Values must not be NaN.
 */
export function select(values: Float64Array, length: number, k: number): number {
  let low = 0;
  let high = length - 1;
  while (low < high) {
    const pivot = values[(low + high) >>> 1] ?? NaN;
    let left = low;
    let right = high;
    while (left <= right) {
      while ((values[left] ?? NaN) < pivot) left++;
      while ((values[right] ?? NaN) > pivot) right--;
      if (left > right) break;
      const value = values[left] ?? NaN;
      values[left++] = values[right] ?? NaN;
      values[right--] = value;
    }
    if (k <= right) high = right;
    else if (k >= left) low = left;
    else break;
  }
  return numberAt(values, k);
}
