import { expect, it } from 'vitest';
import { oddValues } from '../../src/stats/odd-values.ts';
import { fitSessions } from '../../src/stats/session-fit.ts';

/** The example of the NIST/SEMATECH e-Handbook, 1.3.5.17.3: three odd values at 5%, of which one alone would not be. */
const vitaminE = [
  -0.25, 5.34, 5.42, 6.01, 0.68, 0.94, 1.15, 1.2, 1.26, 1.26, 1.34, 1.38, 1.43, 1.49, 1.49, 1.55, 1.56, 1.58,
  1.65, 1.69, 1.7, 1.76, 1.77, 1.81, 1.91, 1.94, 1.96, 1.99, 2.06, 2.09, 2.1, 2.14, 2.15, 2.23, 2.24, 2.26,
  2.35, 2.37, 2.4, 2.47, 2.54, 2.62, 2.64, 2.9, 2.92, 2.92, 2.93, 3.21, 3.26, 3.3, 3.59, 3.68, 4.3, 4.64,
];

const indices = (...args: Parameters<typeof oddValues>): number[] =>
  oddValues(...args).map(({ index }) => index);

it('finds the three odd values of the published example, which hide each other', () => {
  expect(indices(vitaminE, { alpha: 0.05 })).toEqual([1, 2, 3]);
  expect(indices(vitaminE)).toEqual([]);
});

it('finds one bad night, and how far it is off the level of the others', () => {
  const values = [10, 11, 10, 30, 9, 10, 10, 11, 9, 10];
  // The nine others have the mean 10.
  expect(oddValues(values)).toEqual([{ index: 3, deviation: 20 }]);
  expect(oddValues(values.map((value) => -value))).toEqual([{ index: 3, deviation: -20 }]);
});

it('leaves what is no rarer than in one of two thousand histories', () => {
  // Of 9 values with mean 10 and variance 0.5, a tenth at 10 + d has t = d / sqrt(0.5 * 10 / 9) with 8 degrees of freedom;
  // scipy.stats.t.isf(0.0005 / 10 / 2, 8) = 7.8506, so the bound of d is 5.8515.
  const among = (d: number): number[] => [10, 11, 10, 10 + d, 9, 10, 10, 11, 9, 10];
  expect(indices(among(5.85))).toEqual([]);
  expect(indices(among(5.86))).toEqual([3]);
});

it('never takes the last value, which may begin a new level', () => {
  expect(indices([10, 11, 10, 9, 10, 10, 11, 9, 10, 30])).toEqual([]);
});

it('looks around each level, not around the mean of all', () => {
  const values = [10, 11, 10, 9, 10, 11, 9, 30, 31, 30, 60, 29, 30, 31];
  expect(indices(values, { starts: [7] })).toEqual([10]);
  expect(indices(values)).toEqual([]);
});

it('says nothing of fewer than six values, nor of more than a sixth of them', () => {
  expect(indices([10, 11, 90, 10, 9])).toEqual([]);
  expect(indices([10, 10, 10, 90, 10, 10])).toEqual([3]);
  expect(indices([10, 11, 90, 10, 95, 9, 10])).toEqual([]);
  expect(indices([10, 11, 90, 10, 95, 9, 10, 11, 9, 10, 10, 11])).toEqual([2, 4]);
});

it('does not take for odd what rounding may have made', () => {
  const values = [6, 6, 6, 7, 6, 6, 6, 6, 6, 6];
  expect(indices(values)).toEqual([3]);
  expect(indices(values, { least: 0.5 ** 2 / 3 })).toEqual([]);
  expect(indices([6, 6, 6, 6, 6, 6])).toEqual([]);
});

it('lets no bad night hide a change or move the level', () => {
  const night = fitSessions({ base: [10, 11, 10, 30, 9, 10, 10, 11, 9, 10].map((v) => [v]), head: [[14]] });
  const calm = fitSessions({ base: [10, 11, 10, 9, 10, 10, 11, 9, 10].map((v) => [v]), head: [[14]] });
  expect(night).toEqual({ ...calm, setAside: [{ index: 3, deviation: 20 }] });
  expect(calm.difference).toBe(4);
});

it('asks how far the head is from a last session that is unlike those before', () => {
  const base = [10, 11, 10, 9, 10, 10, 11, 9, 10].map((value) => [value]);
  expect(fitSessions({ base, head: [[14]] }).oddLast).toBeNull();
  // Nine others with mean 10 and variance 0.5: t = -1 / sqrt(0.5 * 2) = -1 with 8 degrees of freedom.
  const odd = fitSessions({ base: [...base, [15]], head: [[14]] }).oddLast!;
  expect(odd.pFromLast).toBeCloseTo(0.34659, 5);
  // t = 4 / sqrt(0.5 * (1 + 1 / 9)) = 5.3666, by numerical integration of its density.
  expect(odd.pFromOthers).toBeCloseTo(0.000672, 6);
});

it('takes the spread of a short level from the sessions before it', () => {
  const earlier = [10, 11, 10, 9, 10, 10, 11, 9, 10].map((value) => [value]);
  const short = fitSessions({ base: [[20], [21]], head: [[10]], earlier: [earlier] });
  // Squared deviations of 4 and 0.5 around two levels, from 11 sessions.
  expect(short).toMatchObject({ sessions: { variance: 0.5, df: 9 }, countBase: 2, countAll: 11, baseDf: 9 });
  expect(short.difference).toBe(-10.5);
  expect(fitSessions({ base: [[20]], head: [[10]], earlier: [[[10]], [[20]]] }).sessions.df).toBe(0);
});
