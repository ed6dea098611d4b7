import { describe, expect, it } from 'vitest';
import { batchBounds, independentBatches } from '../../src/stats/batch-means.ts';
import { driftOf } from '../../src/stats/drift.ts';
import { findLeak } from '../../src/stats/memory-growth.ts';
import { steadyState } from '../../src/stats/steady-state.ts';

const line = (count: number, from: number, step: number): number[] =>
  Array.from({ length: count }, (_, i) => from + i * step);
const times = (count: number, value: number): number[] => Array<number>(count).fill(value);

describe('a drift', () => {
  it('of a straight line is its slope as a share of the median', () => {
    // 100 to 109: the median is 104.5.
    const drift = driftOf(line(10, 100, 1));
    expect(drift).toMatchObject({ runs: 10 });
    expect(drift!.perRun).toBeCloseTo(1 / 104.5, 12);
    expect(drift!.total).toBeCloseTo(9 / 104.5, 12);
    expect(drift!.interval.lower).toBeCloseTo(1 / 104.5, 12);
    expect(drift!.interval.upper).toBeCloseTo(1 / 104.5, 12);
    expect(drift!.p).toBeLessThan(0.001);
    expect(driftOf(line(10, -100, -1))!.perRun).toBeCloseTo(-1 / 104.5, 12);
  });

  it('needs ten runs, a level other than 0, and the effect that matters', () => {
    expect(driftOf(line(9, 100, 1))).toBeNull();
    expect(driftOf(line(11, -5, 1))).toBeNull();
    expect(driftOf(line(10, 100, 1), 0.0861)).not.toBeNull();
    expect(driftOf(line(10, 100, 1), 0.0862)).toBeNull();
    // 2% unless told otherwise: 0.21 x 9 / 100.945 is 1.87%, 0.23 x 9 / 101.035 is 2.05%.
    expect(driftOf(line(10, 100, 0.21))).toBeNull();
    expect(driftOf(line(10, 100, 0.23))).not.toBeNull();
  });

  it('is that of the newest 200 runs, and none of a step or of a constant', () => {
    expect(driftOf(line(250, 100, 1))).toMatchObject({ runs: 200 });
    expect(driftOf([...times(20, 100), ...times(20, 130)])).toBeNull();
    expect(driftOf(times(20, 100))).toBeNull();
  });
});

describe('batches of a run', () => {
  it('have equal lengths after the warm-up', () => {
    expect(batchBounds(40)).toEqual(Array.from({ length: 20 }, (_, i) => [2 * i, 2 * i + 2]));
    expect(batchBounds(10, 4, 3)).toEqual([
      [4, 6],
      [6, 8],
      [8, 10],
    ]);
    expect(batchBounds(11, 4, 3)).toEqual([
      [4, 6],
      [6, 8],
      [8, 11],
    ]);
    expect(batchBounds(5, 2)).toEqual([
      [2, 3],
      [3, 4],
      [4, 5],
    ]);
    expect(batchBounds(3, 5)).toEqual([]);
  });

  it('are joined in pairs where neighbours resemble each other by more than 0.2', () => {
    // Deviations -1.5, -0.5, 0.5, 1.5: 1.25 / 5 = 0.25.
    expect(independentBatches([1, 2, 3, 4])).toEqual([1.5, 3.5]);
    expect(independentBatches([1, 2, 3, 4, 5])).toEqual([1.5, 3.5]);
    expect(independentBatches([1, 2, 1, 2])).toEqual([1, 2, 1, 2]);
  });
});

describe('the steady state', () => {
  it('is not known of fewer than ten slices, or of none with requests', () => {
    expect(steadyState(times(9, 5))).toEqual({ from: null, to: 9, level: null, levelStarts: [0] });
    expect(steadyState(times(10, 5))).toEqual({ from: 0, to: 10, level: 5, levelStarts: [0] });
    expect(steadyState(times(12, NaN))).toEqual({ from: null, to: 0, level: null, levelStarts: [0] });
  });

  it('may begin after 80% of the run, not later', () => {
    const after = (slow: number): number | null =>
      steadyState([...times(slow, 200), ...times(100 - slow, 100)]).from;
    expect([after(80), after(81)]).toEqual([80, null]);
  });

  it('ends before a last level of less than 5% of the run', () => {
    const ending = (last: number): object => steadyState([...times(100 - last, 100), ...times(last, 20)]);
    expect(ending(4)).toEqual({ from: 0, to: 96, level: 100, levelStarts: [0, 96] });
    expect(ending(5)).toMatchObject({ from: null, to: 100, level: null, levelStarts: [0, 95] });
  });

  it('has gaps filled with the value before them, and the first ones with the first that is known', () => {
    const gaps = [NaN, NaN, ...times(30, 200), ...times(4, NaN), ...times(64, 100)];
    expect(steadyState(gaps)).toEqual({ from: 36, to: 100, level: 100, levelStarts: [0, 36] });
  });

  it('is found where values are 0, too', () => {
    expect(steadyState([...times(30, 100), ...times(70, 0)])).toEqual({
      from: 30,
      to: 100,
      level: 0,
      levelStarts: [0, 30],
    });
  });
});

describe('a leak', () => {
  const minutes = (count: number): number[] => line(count, 0, 60_000);
  const leakOf = (memory: readonly number[]): ReturnType<typeof findLeak> =>
    findLeak(memory, minutes(memory.length));

  it('of a straight line has its pace and its growth', () => {
    const leak = leakOf(line(30, 200, 1))!;
    expect(leak.mbPerHour).toBeCloseTo(60, 9);
    expect(leak.interval.lower).toBeCloseTo(60, 9);
    expect(leak.growthMb).toBeCloseTo(29, 9);
  });

  it('needs 30 readings, 10 MB, and 5% of the level', () => {
    expect(leakOf(line(29, 200, 1))).toBeNull();
    expect(leakOf(line(30, 100, 9.9 / 29))).toBeNull();
    expect(leakOf(line(30, 100, 10.1 / 29))).not.toBeNull();
    // The medians are 1,025.5 and 1,026: 5% is 51.3.
    expect(leakOf(line(30, 1_000, 51 / 29))).toBeNull();
    expect(leakOf(line(30, 1_000, 52 / 29))).not.toBeNull();
  });

  it('is still rising in its last third, at a quarter of the pace at least', () => {
    const slowing = (pace: number): number[] => [...line(60, 200, 1), ...line(30, 260, pace)];
    expect(leakOf(slowing(0.4))).not.toBeNull();
    expect(leakOf(slowing(0.1))).toBeNull();
    expect(leakOf(slowing(-0.1))).toBeNull();
  });

  it('slows down to a quarter of its own pace, not of the first one', () => {
    // scipy.stats.theilslopes of all 90 readings is 0.923 MB a minute for both, a quarter of it 0.2308.
    const slowing = (pace: number): number[] => [...line(60, 200, 1), ...line(30, 260, pace)];
    expect(leakOf(slowing(0.225))).toBeNull();
    expect(leakOf(slowing(0.235))).not.toBeNull();
  });

  it('is the same in many readings, which are joined', () => {
    const leak = leakOf(line(900, 200, 1))!;
    expect(leak.mbPerHour).toBeCloseTo(60, 9);
    // Medians of three: from 201 to 1,098.
    expect(leak.growthMb).toBeCloseTo(897, 9);
  });
});
