import { expect, it } from 'vitest';
import { append, largest, smallest } from '../../src/model/long-lists.ts';

const million = Array.from({ length: 1_000_000 }, (_, i) => ((i * 7_919) % 1_000_003) - 500_000);

it('finds the extremes of a million numbers', () => {
  expect([smallest(million), largest(million)]).toEqual([-500_000, 500_002]);
});

it('takes lists, typed arrays, sets and what a generator gives', () => {
  const generated = (function* () {
    yield* [3, 1, 2];
  })();
  const all = [[3, 1, 2], new Float64Array([3, 1, 2]), new Set([3, 1, 2]), generated];
  expect(all.map((values) => smallest(values))).toEqual([1, 1, 1, 1]);
  expect(all.slice(0, 3).map((values) => largest(values))).toEqual([3, 3, 3]);
});

it('gives what Math.min and Math.max give of none, and of what is no number', () => {
  expect([smallest([]), largest([])]).toEqual([Infinity, -Infinity]);
  expect([smallest([1, NaN, 0]), largest([1, NaN, 2])]).toEqual([NaN, NaN]);
});

it('appends a million items', () => {
  const list = [-1];
  append(list, million);
  expect([list.length, list[0], list.at(-1)]).toEqual([1_000_001, -1, million.at(-1)]);
});
