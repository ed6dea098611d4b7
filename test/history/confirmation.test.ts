import { expect, it } from 'vitest';
import { confirmedBy } from '../../src/history/trends/confirmation.ts';
import type { TrendPoint } from '../../src/model/trend.ts';

/** Points of runs r0, r1 ... of these builds. */
const pointsOf = (builds: string, rest: (i: number) => Partial<TrendPoint> = () => ({})): TrendPoint[] =>
  Array.from(builds, (commit, i): TrendPoint => ({
    run: `r${i}`,
    slug: `r${i}`,
    startedAt: null,
    version: null,
    commit,
    value: 100,
    bounds: null,
    source: 'exact',
    environment: 0,
    isIgnored: false,
    ignoredBecause: null,
    ...rest(i),
  }));
const runThatConfirms = (points: TrendPoint[], index: number): string | undefined =>
  confirmedBy({ points }, { index, certainty: 'confirmed' })?.run;

it('the fifth run of a new level confirms it', () => {
  expect(runThatConfirms(pointsOf('abcdefghij'), 3)).toBe('r7');
  expect(runThatConfirms(pointsOf('abcdefghij'), 5)).toBe('r9');
  expect(runThatConfirms(pointsOf('abcdefghij'), 6)).toBeUndefined();
  expect(confirmedBy({ points: pointsOf('abcdefghij') }, { index: 3, certainty: 'suspected' })).toBeNull();
});

it('repeats of a build count once, if there are the ten builds that a search for levels needs', () => {
  expect(runThatConfirms(pointsOf('abcddddefghij'), 3)).toBe('r10');
  expect(runThatConfirms(pointsOf('abcddddefghi'), 3)).toBe('r7');
});

it('runs that are ignored, or of another environment, do not count', () => {
  expect(
    runThatConfirms(
      pointsOf('abcdefghij', (i) => ({ isIgnored: i === 5 })),
      3,
    ),
  ).toBe('r8');
  expect(
    runThatConfirms(
      pointsOf('abcdefghij', (i) => ({ environment: i === 5 ? 1 : 0 })),
      3,
    ),
  ).toBe('r8');
});
