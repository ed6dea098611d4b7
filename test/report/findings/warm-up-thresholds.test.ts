import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../src/model/finding.ts';
import { warmUp } from '../../../src/report/findings/warm-up.ts';
import { inputOf, seconds, type Second } from './make-course.ts';

type Load = Parameters<typeof inputOf>[1];

const found = (endpoints: readonly (readonly Second[])[], load?: Load): readonly Finding[] =>
  warmUp.find(inputOf(endpoints, load));

/** Medians go up and down by one bucket, so that there is noise; over four slices their median is the usual one. */
const noise = (second: number): number => [0, 1, 0, -1][second % 4] ?? NaN;

interface Course {
  total?: number;
  usual?: number;
  count?: (second: number) => number;
}

/** A course whose slices are so many buckets above the usual ones as `rise` says. */
const course = (
  rise: (second: number) => number,
  { total = 41, usual = 460, count = () => 20 }: Course = {},
): Second[] => seconds(total, (s) => [usual + noise(s) + rise(s), count(s)]);

const first =
  (slices: number, rise: number) =>
  (second: number): number =>
    second < slices ? rise : 0;

describe('how much slower a warm-up is', () => {
  it('is a quarter at least', () => {
    // e^0.23 = 1.259, e^0.22 = 1.246
    expect(found([course(first(8, 23))])).toHaveLength(1);
    expect(found([course(first(8, 22))])).toEqual([]);
  });

  it('is 1 ms at least', () => {
    // 2.004 ms (bucket 70) times e^0.41 = 1.507 is 1.016 ms more; times e^0.40 = 1.492 it is 0.986 ms more.
    expect(found([course(first(8, 41), { usual: 70 })])).toHaveLength(1);
    expect(found([course(first(8, 40), { usual: 70 })])).toEqual([]);
  });

  it('is a tenth at three standard errors', () => {
    // Quartiles 120 buckets apart are a deviation of 1.2 / 1.349 = 0.89; of 4 and of 36 slices with 20 requests its
    // standard error is sqrt(pi / 2 x 0.89^2 x (1/80 + 1/720)) = 0.131: e^(3 x 0.131) x 1.1 = 1.63 = e^0.49.
    const wide = (rise: number): readonly Finding[] =>
      found([
        seconds(41, (s) => {
          const middle = 460 + noise(s) + first(4, rise)(s);
          return [middle - 60, 7, middle, 6, middle + 60, 7];
        }),
      ]);
    expect(wide(53)).toHaveLength(1);
    expect(wide(45)).toEqual([]);
  });

  it('is that of endpoints with half of the requests', () => {
    // The second endpoint is e^0.04 = 1.04 times as slow, which is less than 5%; the median of all goes up with it.
    const half = (slower: number): readonly Finding[] =>
      found([
        seconds(41, (s) => [300 + noise(s) + first(8, 200)(s), slower]),
        seconds(41, (s) => [450 + noise(s) + first(8, 4)(s), 20 - slower]),
      ]);
    expect(half(9)).toEqual([]);
    const [both] = found([
      seconds(41, (s) => [300 + noise(s) + first(8, 30)(s), 10]),
      seconds(41, (s) => [300 + noise(s) + first(8, 30)(s), 10]),
    ]);
    expect(both).toBeDefined();
    expect(half(10)).toHaveLength(1);
  });
});

describe('where a warm-up is looked for', () => {
  it('is in 20 slices or more, of which the last second is none', () => {
    expect(found([course(first(4, 70), { total: 21 })])).toHaveLength(1);
    expect(found([course(first(4, 70), { total: 20 })])).toEqual([]);
  });

  it('is in slices of 20 requests: fewer are joined in twos', () => {
    const joined = (requests: number): number | undefined =>
      found([course((s) => (s < 17 ? 70 : 0), { total: 81, count: () => requests })])[0]?.window?.endSeconds;
    expect(joined(20)).toBe(17);
    expect([16, 18]).toContain(joined(19));
  });

  it('is before the steady level, over several levels if each is higher', () => {
    const [both] = found([course((s) => (s < 8 ? 90 : s < 16 ? 45 : 0))]);
    expect(both?.window).toMatchObject({ startSeconds: 0, endSeconds: 16 });
  });

  it('is not where a level before it is lower, at the start or later', () => {
    expect(found([course((s) => (s < 4 ? -90 : s < 16 ? 70 : 0))])).toEqual([]);
    expect(found([course((s) => (s < 12 ? 70 : s < 16 ? -90 : 0))])).toEqual([]);
  });

  it('is not in a run that is steady from the start, nor in one that never settles', () => {
    expect(found([course(() => 0)])).toEqual([]);
    expect(found([course(first(36, 70))])).toEqual([]);
  });
});

describe('more load at the start', () => {
  const early = 8;
  const withUsers = (before: number | null, after: number | null): number =>
    found([course(first(early, 70))], { users: (s) => (s < early ? before : after) }).length;
  const withCounts = (before: number, users?: Load): number =>
    found([course(first(early, 70), { count: (s) => (s < early ? before : 20) })], users).length;

  it('explains it where users are more than 5% above those of later', () => {
    // 1.05 x 20 = 21
    expect([withUsers(21, 20), withUsers(22, 20)]).toEqual([1, 0]);
  });

  it('is told from the users alone where they are known', () => {
    expect(withCounts(40, { users: () => 20 })).toBe(1);
  });

  it('is more than a tenth more requests in a slice where users are not known', () => {
    // 1.1 x 20 = 22
    expect([withCounts(22), withCounts(23)]).toEqual([1, 0]);
  });

  it('is told from the requests where users are known of one part only', () => {
    expect([withUsers(20, null), withUsers(null, 20)]).toEqual([1, 1]);
    expect(withCounts(40, { users: (s) => (s < early ? null : 20) })).toBe(0);
    expect(withCounts(40, { users: (s) => (s < early ? 20 : null) })).toBe(0);
  });
});

describe('what is told of a warm-up', () => {
  it('is its end, both levels, and the percentile with and without it', () => {
    const [only, ...others] = found([course(first(8, 70))]);
    expect(others).toEqual([]);
    // Bucket 460 is 98.99 ms, bucket 530 199.34 ms.
    expect(only).toMatchObject({
      id: 'warm-up:load',
      severity: 'medium',
      title: 'The first 8\u00a0s are slower than the rest: a median of 199\u00a0ms instead of 99.0\u00a0ms',
      window: { scenario: 'load', startSeconds: 0, endSeconds: 8 },
      lookAt: 'To exclude it, set "warmupSeconds": 8 in run.json.',
    });
    expect(only?.evidence[0]?.value).toBe('2.0 times as slow');
    const [withIt, without] = only?.evidence.slice(1).map(({ value }) => Number(value)) ?? [];
    // Two of all 41 seconds (4.9%) lie in bucket 531, four in bucket 530; of the others a quarter lies in bucket 461.
    expect(withIt).toBeCloseTo(199.34, 1);
    expect(without).toBeCloseTo(99.99, 1);
  });

  it('counts the very first second into the percentile with it', () => {
    // 3 of 51 seconds are 5.9% of the requests, 2 of 50 were 4%.
    const [short] = found([course(first(3, 70), { total: 51 })]);
    expect(Number(short?.evidence[1]?.value)).toBeGreaterThan(190);
  });
});
