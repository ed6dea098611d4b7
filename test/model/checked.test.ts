import { expect, test } from 'vitest';
import { at, captured, entryOf, present } from '../../src/model/checked.ts';

test('a value that is there is returned, also when it is falsy', () => {
  expect([present(0, 'a count'), present('', 'a text'), present(false, 'a flag')]).toEqual([0, '', false]);
  expect([at([3, 5], 0), at([3, 5], -1)]).toEqual([3, 5]);
  expect(at([null], 0)).toBeNull();
  expect(entryOf(new Map([['a', 0]]), 'a')).toBe(0);
});

test('a missing value names the invariant that broke', () => {
  expect(() => present(null, 'every group has a first entry')).toThrow('every group has a first entry');
  expect(() => at([], 0)).toThrow('the index lies inside the list');
  expect(() => entryOf(new Map<string, number>(), 'p95')).toThrow('the map has p95');
  expect(() => entryOf(new Map<string, number>(), 'p95', 'each metric has a place')).toThrow('a place');
});

test('a group of a pattern is what it matched, and is missing when it took no part', () => {
  const match = present(/(\d+)(ms)?/.exec('27'), 'the text has digits');
  expect(captured(match, 1)).toBe('27');
  expect(() => captured(match, 2)).toThrow('group 2 of the pattern');
});
