import { smallest } from '../../model/long-lists.ts';

/** Most concurrent users that one load generator (one file) saw, by slice of time. */
export type UsersBySlice = ReadonlyMap<number, number>;

/** Generators that share more than this part of the shorter one's slices ran at once; less is where one takes over. */
const mostlyTogether = 0.5;

/**
 * Concurrent users by slice over several generators. Those that ran at once add up; the parts of a log that was split,
 * or tests one after the other, do not.
 */
export function usersTogether(generators: readonly UsersBySlice[]): Map<number, number> {
  const lines: Map<number, number>[] = [];
  for (const generator of generators.filter(({ size }) => size > 0).toSorted(byStart)) {
    const before = lines.find((line) => !ranAtOnce(line, generator));
    if (before === undefined) lines.push(new Map(generator));
    else takeHighest(before, generator);
  }
  const [first, ...others] = lines;
  if (first === undefined) return new Map();
  for (const other of others)
    for (const [index, users] of other) first.set(index, (first.get(index) ?? 0) + users);
  return first;
}

/** In an order of their own, so that the order of files changes nothing. */
const byStart = (a: UsersBySlice, b: UsersBySlice): number =>
  firstOf(a) - firstOf(b) || a.size - b.size || sumOf(a) - sumOf(b);

const firstOf = (users: UsersBySlice): number => smallest(users.keys());

const sumOf = (users: UsersBySlice): number => [...users.values()].reduce((sum, one) => sum + one, 0);

/** Concurrent users by slice over the parts of one log: the highest of a slice counts. */
export function highestUsers(parts: readonly UsersBySlice[]): Map<number, number> {
  const highest = new Map<number, number>();
  for (const part of parts) takeHighest(highest, part);
  return highest;
}

function ranAtOnce(a: UsersBySlice, b: UsersBySlice): boolean {
  const [shorter, longer] = a.size < b.size ? [a, b] : [b, a];
  let shared = 0;
  for (const index of shorter.keys()) if (longer.has(index)) shared++;
  return shared > shorter.size * mostlyTogether;
}

/** Adds the users of the same generator to those seen before: the highest of a slice counts. */
export function takeHighest(into: Map<number, number>, from: UsersBySlice): void {
  for (const [index, users] of from) if (users > (into.get(index) ?? -1)) into.set(index, users);
}

/** The same users in slices twice as wide. */
export function inWiderSlices(users: UsersBySlice): Map<number, number> {
  const wider = new Map<number, number>();
  for (const [index, count] of users) {
    const half = Math.floor(index / 2);
    if (count > (wider.get(half) ?? -1)) wider.set(half, count);
  }
  return wider;
}
