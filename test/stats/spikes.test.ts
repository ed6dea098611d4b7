import { describe, expect, it } from 'vitest';
import { findSpikes, findStalls } from '../../src/stats/spikes.ts';

const times = (count: number, value: number): number[] => Array<number>(count).fill(value);
const startsOf = (found: readonly { start: number; length: number }[]): [number, number][] =>
  found.map(({ start, length }) => [start, length]);

describe('spikes', () => {
  it('rise by more than a fifth above the median around them', () => {
    const at = (value: number): number => findSpikes([...times(10, 100), value, ...times(10, 100)]).length;
    expect([at(120), at(120.1)]).toEqual([0, 1]);
    const half = [...times(10, 100), 140, ...times(10, 100)];
    expect(findSpikes(half, null, { minimumRise: 0.5 })).toEqual([]);
  });

  it('rise by more than five robust deviations', () => {
    // Within a window of 15 the median is 100, and the median distance from it 10: 5 x 14.826 is 74.13.
    const wobble = Array.from({ length: 31 }, (_, i) => [90, 100, 110][i % 3] ?? 0);
    const at = (value: number): number => findSpikes(wobble.with(15, value)).length;
    expect([at(174.1), at(174.2)]).toEqual([0, 1]);
    expect(findSpikes(wobble.with(15, 150), null, { limit: 3 })).toHaveLength(1);
  });

  it('are found at both ends, and neighbours are one', () => {
    const values = [300, 250, ...times(20, 100), 400];
    expect(findSpikes(values, times(23, 10))).toEqual([
      { start: 0, length: 2, peak: 300, usual: 100, shareOfRequests: 2 / 23 },
      { start: 22, length: 1, peak: 400, usual: 100, shareOfRequests: 1 / 23 },
    ]);
    expect(findSpikes(values)[0]?.shareOfRequests).toBeNull();
  });

  it('longer than half the window are a level', () => {
    const high = (length: number): [number, number][] =>
      startsOf(findSpikes([...times(20, 100), ...times(length, 300), ...times(20, 100)]));
    expect(high(7)).toEqual([[20, 7]]);
    expect(high(15)).not.toEqual([[20, 15]]);
    expect(startsOf(findSpikes([...times(5, 100), 300, ...times(5, 100)], null, { window: 3 }))).toEqual([
      [5, 1],
    ]);
  });

  it('are found beside slices without requests', () => {
    const values = [...times(9, 100), NaN, 300, NaN, ...times(9, 100)];
    expect(startsOf(findSpikes(values))).toEqual([[10, 1]]);
    expect(findSpikes(times(20, NaN))).toEqual([]);
  });
});

describe('stalls', () => {
  const around = (count: number, usual = 100): { start: number; length: number; missingRequests: number }[] =>
    findStalls([...times(10, usual), count, ...times(10, usual)]);

  it('have fewer than a tenth of the usual requests', () => {
    expect(around(9)).toEqual([{ start: 10, length: 1, missingRequests: 91 }]);
    expect(around(10)).toEqual([]);
  });

  it('are judged where ten requests are usual', () => {
    expect(around(0, 10)).toEqual([{ start: 10, length: 1, missingRequests: 10 }]);
    expect(around(0, 9)).toEqual([]);
  });

  it('are compared with what was usual then', () => {
    // After the load fell to a twentieth, few requests are usual.
    const counts = [...times(20, 400), ...times(20, 20)];
    expect(findStalls(counts).filter(({ start }) => start > 27)).toEqual([]);
    expect(findStalls([...times(20, 400), ...times(20, 20).with(15, 1)]).at(-1)).toEqual({
      start: 35,
      length: 1,
      missingRequests: 19,
    });
  });
});
