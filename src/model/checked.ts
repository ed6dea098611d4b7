/**
 * Accessors for values that must be there. Where TypeScript cannot see why a value exists, name the reason: if it ever
 * stops holding, the error says which invariant broke instead of "cannot read properties of undefined".
 */

/** The value itself. Throws when it is missing; `invariant` says why it must exist. */
export function present<T>(value: T | null | undefined, invariant: string): T {
  if (value === null || value === undefined) throw new Error(`Broken invariant: ${invariant}.`);
  return value;
}

/** The entry at an index; negative indices count from the end. Throws when there is none. */
export function at<T>(list: ArrayLike<T>, index: number, invariant = 'the index lies inside the list'): T {
  const entry = list[index < 0 ? list.length + index : index];
  if (entry === undefined) throw new Error(`Broken invariant: ${invariant}.`);
  return entry;
}

/** The value of a key in a map. Throws when the key is missing. */
export function entryOf<K, V>(map: ReadonlyMap<K, V>, key: K, invariant?: string): V {
  const value = map.get(key);
  return value === undefined ? present(value, invariant ?? `the map has ${String(key)}`) : value;
}

/** A list with a first entry. */
export type AtLeastOne<T> = readonly [T, ...T[]];

/** What a group of a pattern matched. Throws for a group that took no part in the match. */
export const captured = (match: RegExpExecArray, group: number): string =>
  present(match[group], `group ${group} of the pattern is in every match`);
