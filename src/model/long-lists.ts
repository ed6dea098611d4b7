/*
 * Math.min(...values) and list.push(...items) pass each value as an argument, and a call may have about a hundred thousand
 * of them: these take any number.
 */

/** As a list: its iterator would make an object for each number, and lists are searched all the time. */
const listOf = (values: Iterable<number>): readonly number[] =>
  Array.isArray(values) ? (values as readonly number[]) : [...values];

/** The smallest of many numbers; Infinity of none, NaN if one is. */
export const smallest = (values: Iterable<number>): number =>
  listOf(values).reduce((least, value) => Math.min(least, value), Infinity);

/** The largest of many numbers; -Infinity of none, NaN if one is. */
export const largest = (values: Iterable<number>): number =>
  listOf(values).reduce((most, value) => Math.max(most, value), -Infinity);

/** Adds items to the end of a list, however many. */
export function append<T>(list: T[], items: Iterable<T>): void {
  for (const item of items) list.push(item);
}

/** Adds a value to the list of a key, in place: a copy of the list for each value would take time that grows with its square. */
export function pushTo<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
