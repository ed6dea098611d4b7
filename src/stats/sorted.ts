/** How many of the ascending values are at most `limit` (binary search). */
export function countWithin(sorted: ArrayLike<number>, limit: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? NaN) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
