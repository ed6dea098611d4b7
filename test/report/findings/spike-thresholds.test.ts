import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../src/model/finding.ts';
import { spike } from '../../../src/report/findings/spike.ts';
import { inputOf, seconds, type Second } from './make-course.ts';

type Load = Parameters<typeof inputOf>[1];

const found = (endpoints: readonly (readonly Second[])[], load?: Load): readonly Finding[] =>
  spike.find(inputOf(endpoints, load));

/** Seconds with 40 requests each, all in one bucket: higher by so many buckets where a spike is given. */
const rising = (
  spikes: Readonly<Record<number, number>>,
  count = 40,
  usual: number | ((s: number) => number) = 460,
) => seconds(count, (s) => [(typeof usual === 'number' ? usual : usual(s)) + (spikes[s] ?? 0), 40]);

const startsOf = (findings: readonly Finding[]): (number | undefined)[] =>
  findings.map(({ window }) => window?.startSeconds);

describe('how high a spike is', () => {
  it('is twice its surroundings at least', () => {
    // e^0.70 = 2.014, e^0.69 = 1.994
    expect(found([rising({ 20: 70 })])).toHaveLength(1);
    expect(found([rising({ 20: 69 })])).toEqual([]);
  });

  it('is 10 ms above them at least', () => {
    // e^1.1 = 3.0042 times 5.028 ms (bucket 162) is 10.08 ms more; times 4.978 ms (bucket 161) 9.98 ms more.
    expect(found([rising({ 20: 110 }, 40, 162)])).toHaveLength(1);
    expect(found([rising({ 20: 110 }, 40, 161)])).toEqual([]);
  });
});

describe('where a spike is looked for', () => {
  it('is in 15 slices or more, of which the last second is none', () => {
    expect(found([rising({ 7: 110 }, 16)])).toHaveLength(1);
    expect(found([rising({ 7: 110 }, 15)])).toEqual([]);
  });

  it('is in slices of 30 requests: fewer are joined in twos', () => {
    const lengthWith = (requests: number): number => {
      const [{ window } = {}] = found([seconds(60, (s) => [s === 20 ? 570 : 460, requests])]);
      return (window?.endSeconds ?? NaN) - (window?.startSeconds ?? NaN);
    };
    expect([lengthWith(30), lengthWith(29)]).toEqual([1, 2]);
  });
});

describe('the requests of an endpoint in a spike', () => {
  it('are slower than usual for certain in more than 10%', () => {
    // The lower end of the 99.99% interval (z = 3.8906) is above 10% from 4 + 3.8906 sqrt(40 x 0.1 x 0.9) = 11.4 of 40.
    const slow = (count: number): readonly Finding[] =>
      found([seconds(40, (s) => (s === 20 ? [460, 40 - count, 570, count] : [460, 40]))]);
    expect(slow(12)).toHaveLength(1);
    expect(slow(11)).toEqual([]);
  });

  it('are compared with the usual 95th percentile, not with the slowest', () => {
    const few = seconds(40, (s): Second => (s === 20 ? [600, 40] : [460, 39, 600, 1]));
    // One of 40 is always as slow as the spike: all are above the 95th percentile, none above the slowest request.
    expect(found([few])).toHaveLength(1);
  });

  it('are 10 at least, in it and outside it', () => {
    const other = (count: number): Second => [460, count];
    const inside = (count: number): readonly Finding[] =>
      found([
        seconds(40, (s) => (s === 20 ? [600, count] : other(10))),
        seconds(40, (s) => other(s === 20 ? 40 - count : 30)),
      ]);
    expect(inside(10)).toHaveLength(1);
    expect(inside(9)).toEqual([]);
    const outside = (count: number): readonly Finding[] =>
      found([
        seconds(40, (s) => (s === 20 ? [600, 10] : s < count ? [460, 1] : [])),
        seconds(40, () => other(30)),
      ]);
    expect(outside(10)).toHaveLength(1);
    expect(outside(9)).toEqual([]);
  });

  it('are of one endpoint alone where those of another take as long as ever', () => {
    const [only] = found([seconds(40, (s) => [s === 20 ? 600 : 460, 10]), seconds(40, () => [460, 30])]);
    expect(only?.evidence.at(-1)).toEqual({ label: 'Endpoints affected', value: '1 of 2', unit: null });
  });
});

describe('users in a spike', () => {
  const withUsers = (at: number, users: (second: number) => number | null): number =>
    found([rising({ [at]: 110 })], { users }).length;

  it('explain it where they are more than a tenth above those around it', () => {
    expect(withUsers(20, (s) => (s === 20 ? 11 : 10))).toBe(1);
    expect(withUsers(20, (s) => (s === 20 ? 12 : 10))).toBe(0);
  });

  it('are compared with seven slices before and seven after', () => {
    // With 8 of these 15 slices at 20 users, the median is 20; with 7 it is 10.
    expect(withUsers(20, (s) => (s >= 13 && s <= 20 ? 20 : 10))).toBe(1);
    expect(withUsers(20, (s) => (s >= 14 && s <= 20 ? 20 : 10))).toBe(0);
    expect(withUsers(20, (s) => (s >= 20 && s <= 27 ? 20 : 10))).toBe(1);
    expect(withUsers(20, (s) => (s >= 20 && s <= 26 ? 20 : 10))).toBe(0);
  });

  it('are compared from the first slice on, where there are fewer than seven before', () => {
    // 5 of the 10 slices 0 to 9 have 20 users: a median of 15.
    expect(withUsers(2, (s) => (s >= 2 && s <= 6 ? 20 : 10))).toBe(0);
  });

  it('are those of the step that holds the middle of a slice', () => {
    const withStep = (startSeconds: number): number =>
      found([rising({ 20: 110 })], {
        users: () => 10,
        steps: [{ startSeconds, durationSeconds: 1, users: 20 }],
      }).length;
    // The middle of slice 20 is 20.5 s.
    expect([withStep(20.5), withStep(20), withStep(19.5), withStep(20.6)]).toEqual([0, 0, 1, 1]);
  });
});

describe('what is told of spikes', () => {
  it('is their height, time, length and share', () => {
    const [only, ...others] = found([rising({ 20: 110, 21: 120 })]);
    expect(others).toEqual([]);
    // 98.99 ms (bucket 460) times e^1.2 = 328.7 ms; two of the 39 slices.
    expect(only).toMatchObject({
      id: 'spike:load:1',
      kind: 'anomaly',
      severity: 'medium',
      title:
        'The 95th percentile jumps to 329\u00a0ms, 3.3 times the usual, 20\u00a0s after the start for 2\u00a0s',
      scenario: 'load',
      window: { scenario: 'load', startSeconds: 20, endSeconds: 22 },
      lookAt: expect.stringContaining('garbage collections') as string,
    });
    const [peak, usual, share] = only?.evidence.map(({ value }) => Number(value)) ?? [];
    expect(peak).toBeCloseTo(328.67, 1);
    expect(usual).toBeCloseTo(98.99, 1);
    expect(share).toBeCloseTo(2 / 39, 12);
  });

  it('is where the run started, in the first slice alone', () => {
    const [first] = found([rising({ 0: 110 })]);
    expect(first?.title).toContain(', at the start for 1\u00a0s');
    expect(first?.lookAt).toContain('the first requests');
    const [second] = found([rising({ 1: 110 })]);
    expect(second?.title).toContain(', 1\u00a0s after the start for');
    expect(second?.lookAt).toContain('garbage collections');
  });

  it('are the three largest of several, by how many times the usual they reach', () => {
    const usual = (s: number): number => (s < 50 ? 460 : 520);
    const four = found([rising({ 10: 139, 30: 110, 60: 161, 80: 92 }, 100, usual)]);
    expect(startsOf(four)).toEqual([60, 10, 30]);
    expect(four.map(({ severity }) => severity)).toEqual(['medium', 'low', 'low']);
    expect(four.map(({ id }) => id)).toEqual(['spike:load:1', 'spike:load:2', 'spike:load:3']);
    for (const { title } of four) expect(title).toMatch(/ \(one of 4 spikes\)$/);
  });

  it('are not those in absolute numbers: a smaller rise from a higher level comes last', () => {
    const usual = (s: number): number => (s < 50 ? 460 : 520);
    expect(startsOf(found([rising({ 10: 110, 80: 92 }, 100, usual)]))).toEqual([10, 80]);
    expect(startsOf(found([rising({ 10: 110, 80: 92 }, 100, (s) => 980 - usual(s))]))).toEqual([10, 80]);
    expect(startsOf(found([rising({ 10: 92, 80: 110 }, 100, (s) => 980 - usual(s))]))).toEqual([80, 10]);
  });
});
