import { describe, expect, it } from 'vitest';
import {
  highestUsers,
  inWiderSlices,
  takeHighest,
  usersTogether,
} from '../../../src/ingest/record/generators.ts';

const line = (from: number, ...users: readonly number[]): Map<number, number> =>
  new Map(users.map((some, i) => [from + i, some]));
const together = (...generators: readonly Map<number, number>[]): [number, number][] =>
  [...usersTogether(generators)].toSorted(([a], [b]) => a - b);

describe('users of several load generators', () => {
  it('add up where the generators ran at once', () => {
    expect(together(line(0, 5, 5, 5), line(0, 2, 3, 4))).toEqual([...line(0, 7, 8, 9)]);
    // Two of three slices are shared: more than half.
    expect(together(line(0, 5, 5, 5), line(1, 2, 2, 2))).toEqual([...line(0, 5, 7, 7, 2)]);
    expect(together(line(0, 1, 1), line(0, 1, 1), line(0, 1, 1))).toEqual([...line(0, 3, 3)]);
  });

  it('do not where one takes over from the other', () => {
    expect(together(line(0, 5, 5), line(2, 3, 3))).toEqual([...line(0, 5, 5, 3, 3)]);
    // One of two slices is shared, which is no more than half: the highest counts.
    expect(together(line(0, 5, 5), line(1, 9, 3))).toEqual([...line(0, 5, 9, 3)]);
    expect(together(line(0, 5, 5), line(1, 4, 3))).toEqual([...line(0, 5, 5, 3)]);
  });

  it('are the same whatever the order of the files', () => {
    const parts = [line(0, 5, 5, 5), line(3, 6, 6), line(0, 2, 2, 2, 2), line(0, 7, 7, 7)];
    const expected = together(...parts);
    expect(together(...parts.toReversed())).toEqual(expected);
    expect(together(...[2, 0, 3, 1].map((i) => parts[i]!))).toEqual(expected);
  });

  it('of the shorter one decide: a short test within a long one adds up', () => {
    expect(together(line(0, 5, 5, 5, 5, 5, 5), line(2, 1))).toEqual([...line(0, 5, 5, 6, 5, 5, 5)]);
  });

  it('of nothing are none', () => {
    expect(together()).toEqual([]);
    expect(together(new Map(), line(3, 4))).toEqual([[3, 4]]);
  });

  it('of the parts of one log are the highest of each slice', () => {
    expect([...highestUsers([line(0, 5, 1), line(1, 3, 0)])]).toEqual([...line(0, 5, 3, 0)]);
    const into = line(0, 5);
    takeHighest(into, line(0, 5, 0));
    expect([...into]).toEqual([...line(0, 5, 0)]);
  });

  it('of slices twice as wide are the higher of each two', () => {
    expect([...inWiderSlices(line(1, 5, 2, 7, 0))]).toEqual([
      [0, 5],
      [1, 7],
      [2, 0],
    ]);
    expect([...inWiderSlices(line(-1, 3))]).toEqual([[-1, 3]]);
  });
});
