import { describe, expect, it } from 'vitest';
import { historyTrends } from '../../src/history/trends/whole-history.ts';
import type { HistorySeries } from '../../src/model/documents/digest.ts';
import { defaultProject } from '../../src/model/documents/project.ts';
import { dice, noisy } from './make-run.ts';

const next = dice(11);
const at = (day: number): string => new Date(Date.UTC(2026, 0, 1 + day)).toISOString();

/** One point a day around these values, each of a commit of its own. */
const series = (values: readonly number[], over: Partial<HistorySeries> = {}): HistorySeries => ({
  series: 'suite / bench',
  unit: 'ns/iter',
  direction: 'lower',
  points: values.map((value, day) => ({ at: at(day), value: noisy(value, next), commit: `c${day}` })),
  ...over,
});

const level = (value: number, count: number): number[] => Array.from({ length: count }, () => value);

describe('a whole history', () => {
  it('finds where a series changes its level, by how much and for better or worse', () => {
    const [trend] = historyTrends([series([...level(100, 20), ...level(130, 15)])], defaultProject);
    expect(trend!.changePoints).toHaveLength(1);
    const [change] = trend!.changePoints;
    expect(change).toMatchObject({
      index: 20,
      certainty: 'confirmed',
      verdict: 'worse',
      runsBefore: 20,
      runsAfter: 15,
    });
    expect(change!.relative).toBeCloseTo(0.3, 1);
    expect(trend!.levels.map(({ from, to }) => [from, to])).toEqual([
      [0, 19],
      [20, 34],
    ]);
    const higher = series([...level(100, 20), ...level(130, 15)], { direction: 'higher' });
    expect(historyTrends([higher], defaultProject)[0]!.changePoints[0]!.verdict).toBe('better');
  });

  it('judges its newest point where a direction is known', () => {
    const newest = (direction: HistorySeries['direction'], last: number): unknown =>
      historyTrends([series([...level(100, 15), last], { direction })], defaultProject)[0]?.newest?.verdict;
    expect(newest('lower', 200)).toBe('worse');
    expect(newest('higher', 200)).toBe('better');
    expect(newest('unknown', 200)).toBe('cannot-tell');
    expect(newest('unknown', 100)).toBe('no-change-shown');
  });

  it('puts points in the order of their dates', () => {
    const told = series(level(100, 12));
    const [trend] = historyTrends([{ ...told, points: told.points.toReversed() }], defaultProject);
    expect(trend!.points.map(({ startedAt }) => startedAt)).toEqual(told.points.map((point) => point.at));
  });

  it('takes points of one commit for one', () => {
    const twice = series(level(100, 24));
    const points = twice.points.map((point, i) => ({ ...point, commit: `c${Math.floor(i / 2)}` }));
    const shifted = points.map((point, i) => (i < 12 ? point : { ...point, value: point.value * 2 }));
    const [trend] = historyTrends([{ ...twice, points: shifted }], defaultProject);
    expect(trend!.changePoints).toMatchObject([{ index: 12, runsBefore: 6, runsAfter: 6 }]);
  });

  it('cuts a series that changes to a unit that is not convertible, and says so', () => {
    const trends = historyTrends(
      [series(level(100, 12)), series(level(5, 12), { unit: 'B/op' })],
      defaultProject,
    );
    expect(
      trends.map(({ unit, otherUnits, changePoints }) => [unit, otherUnits, changePoints.length]),
    ).toEqual([
      ['ns/iter', ['B/op'], 0],
      ['B/op', ['ns/iter'], 0],
    ]);
  });

  it('joins units that convert into each other, in the unit of the newest point', () => {
    const later = series(level(200, 12), { unit: 'us/iter' });
    const shifted = later.points.map((point, i) => ({ ...point, at: at(12 + i), commit: `d${i}` }));
    const trends = historyTrends([series(level(100_000, 12)), { ...later, points: shifted }], defaultProject);
    expect(trends).toMatchObject([
      {
        unit: 'µs/iter',
        otherUnits: [],
        changePoints: [{ index: 12, verdict: 'worse', certainty: 'confirmed' }],
      },
    ]);
    expect(trends[0]?.changePoints[0]?.relative).toBeCloseTo(1, 1);
    expect(trends[0]?.points).toHaveLength(24);
  });

  it('calls 0 to N and N to 0 changes, and keeps the link to the commit', () => {
    const allocations = (values: readonly number[]): HistorySeries => ({
      ...series([]),
      unit: 'allocs/op',
      points: values.map((value, i) => ({
        at: at(i),
        value,
        commit: `c${i}`,
        commitUrl: `https://git.example/c${i}`,
      })),
    });
    const none = Array<number>(12).fill(0);
    const three = Array<number>(12).fill(3);
    const [up, down] = [
      [...none, ...three],
      [...three, ...none],
    ].map((values) => historyTrends([allocations(values)], defaultProject)[0]?.changePoints);
    expect(up).toMatchObject([
      {
        index: 12,
        before: 0,
        after: 3,
        relative: null,
        verdict: 'worse',
        commitUrl: 'https://git.example/c12',
      },
    ]);
    expect(down).toMatchObject([{ index: 12, before: 3, after: 0, relative: -1, verdict: 'better' }]);
  });

  it('shows times, sizes and rates in a unit that can be read, under its common name', () => {
    const one = (value: number, unit: string): unknown => {
      const [trend] = historyTrends(
        [{ ...series([]), unit, points: [{ at: at(0), value, commit: null }] }],
        defaultProject,
      );
      return [trend!.unit, trend!.points[0]!.value, trend!.statedUnit];
    };
    expect(one(0.000_25, 'seconds')).toEqual(['µs', 250, 'seconds']);
    expect(one(0.012, 's')).toEqual(['ms', 12, 's']);
    expect(one(0.000_000_000_2, 's')).toEqual(['ns', 0.2, 's']);
    expect(one(3, 'seconds')).toEqual(['s', 3, 's']);
    expect(one(7.8, 'us')).toEqual(['µs', 7.8, 'µs']);
    expect(one(27_005, 'ns/iter')).toEqual(['µs/iter', 27.005, 'ns/iter']);
    expect(one(1_960_000_000, 'ops/s')).toEqual(['M ops/s', 1_960, 'ops/s']);
    expect(one(0.000_25, 'MB')).toEqual(['MB', 0.000_25, 'MB']);
  });

  it('leaves out what is not a number, and series of nothing', () => {
    const odd = { ...series([]), points: [{ at: at(0), value: NaN, commit: null }] };
    expect(historyTrends([odd, series([])], defaultProject)).toEqual([]);
  });
});
