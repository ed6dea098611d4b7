/** The entry with the largest value, the first of equals; undefined where none has a value. */
export function largestBy<T>(all: readonly T[], valueOf: (one: T) => number | null): T | undefined {
  let largest: T | undefined;
  let most = -Infinity;
  for (const one of all) {
    const value = valueOf(one);
    if (value === null || value <= most) continue;
    largest = one;
    most = value;
  }
  return largest;
}
