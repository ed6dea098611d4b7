import { expect, it } from 'vitest';
import { runEffects } from '../../src/stats/run-effect.ts';

/** Rows that are equal in two known runs, and have these values in a third one. */
const effects = (...values: number[]) =>
  runEffects(
    values.map((value) => [0, 0, value]),
    2,
  );
const ofOthers = (...values: number[]): (number | undefined)[] =>
  effects(...values).ofOthers.map((row) => row[2]);

it('the effect of a run is the median of all rows', () => {
  expect([...effects(1, 2, 10).ofAll]).toEqual([0, 0, 2]);
  expect([...effects(1, 2, 4, 10).ofAll]).toEqual([0, 0, 3]);
  expect([...runEffects([], 0).ofAll]).toEqual([]);
});

it('for a row it is the median of the others', () => {
  // Of 1, 2, 3, 4, 10 by hand, without each in turn.
  expect(ofOthers(1, 2, 3, 4, 10)).toEqual([3.5, 3.5, 3, 2.5, 2.5]);
  expect(ofOthers(10, 1, 2, 3)).toEqual([2, 3, 3, 2]);
  expect(ofOthers(5, 5, 5, 5)).toEqual([5, 5, 5, 5]);
});

it('for a row needs three others with a value, and one of its own', () => {
  expect(ofOthers(1, 2, 3)).toEqual([NaN, NaN, NaN]);
  expect(ofOthers(1, 2, 3, NaN)).toEqual([NaN, NaN, NaN, NaN]);
  expect(ofOthers(1, 2, 3, 4, NaN)).toEqual([3, 3, 2, 2, NaN]);
});

it('says which share of the rows is beyond a level', () => {
  const { shareBeyond } = effects(1, 2, 3, 4, 10);
  expect([shareBeyond(2, 2.5, 1), shareBeyond(2, 2.5, -1)]).toEqual([0.6, 0.4]);
  // On the level is on neither side.
  expect([shareBeyond(2, 3, 1), shareBeyond(2, 3, -1)]).toEqual([0.4, 0.4]);
});
