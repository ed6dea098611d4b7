import { describe, expect, it } from 'vitest';
import { isRecovered } from '../../src/history/alerts/recovery.ts';
import { defaultProject } from '../../src/model/documents/project.ts';
import type { TrendChangePoint, TrendPoint, TrendSeries } from '../../src/model/trend.ts';

type Place = Pick<TrendSeries, 'metric' | 'scenario' | 'endpoint'>;
const nothing = { key: '', label: 'pay', unit: 'ms', environments: [], levels: [], breaks: [] } as const;
const blank = { ...nothing, drift: null, newest: null, targets: [] } as const;
const p95: Place = { metric: 'response.p95', scenario: 'shop', endpoint: 'pay' };

const pointsOf = (values: readonly number[], rest: Partial<TrendPoint> = {}): TrendPoint[] =>
  values.map((value) => ({ value, environment: 0, isIgnored: false, ...rest }) as TrendPoint);

const changeAt = (index: number, before: number, after: number, runsAfter: number): TrendChangePoint =>
  ({ ...p95, index, before, after, runsAfter }) as TrendChangePoint;

interface History {
  readonly old?: readonly number[];
  readonly back: number;
  readonly place?: Place;
  readonly direction?: TrendSeries['direction'];
  readonly runsBack?: number;
  /** Points and changes before those of the old level, the regression and the way back. */
  readonly points?: readonly TrendPoint[];
  readonly changes?: readonly TrendChangePoint[];
}

const level = [100, 100, 100, 100, 100];

/** Whether a level of 100 that became 150 (or 50, if more is better) counts as back with a level of `back`. */
function isBack(history: History): boolean {
  const { old = level, back, place = p95, direction = 'lower', runsBack = 5 } = history;
  const { points = [], changes = [] } = history;
  const worse = direction === 'higher' ? 50 : 150;
  const start = points.length + old.length;
  const regression = { ...changeAt(start, 100, worse, 5), ...place };
  const series: TrendSeries = {
    ...blank,
    ...place,
    direction,
    points: [
      ...points,
      ...pointsOf([...old, ...Array<number>(5).fill(worse), ...Array<number>(5).fill(back)]),
    ],
    changePoints: [...changes, regression, changeAt(start + 5, worse, back, runsBack)],
  };
  return isRecovered(series, regression, defaultProject);
}

describe('a level is back', () => {
  it('if it is as good as the one before, but for the minimum effect', () => {
    // 10% of 100 ms.
    expect([100, 110, 110.1].map((back) => isBack({ back }))).toEqual([true, true, false]);
    expect([100, 90, 89.9].map((back) => isBack({ back, direction: 'higher' }))).toEqual([true, true, false]);
  });

  it('if it is no worse than all but the worst tenth of the old values', () => {
    // numpy.quantile of the five values: 114 at 0.9, 86 at 0.1.
    const slow = [90, 95, 100, 105, 120];
    expect([114, 114.1].map((back) => isBack({ back, old: slow }))).toEqual([true, false]);
    const low = [80, 95, 100, 105, 110];
    expect([86, 85.9].map((back) => isBack({ back, old: low, direction: 'higher' }))).toEqual([true, false]);
  });

  it('once as many runs show it as confirm a change', () => {
    expect([4, 5].map((runsBack) => isBack({ back: 100, runsBack }))).toEqual([false, true]);
  });

  it('only after the regression, in the same environment', () => {
    const regression = changeAt(5, 100, 150, 10);
    const series = (
      changePoints: TrendChangePoint[],
      points = pointsOf([...level, 150, 150]),
    ): TrendSeries => ({ ...blank, ...p95, direction: 'lower', points, changePoints });
    expect(isRecovered(series([regression]), regression, defaultProject)).toBe(false);
    const elsewhere = [...pointsOf([...level, 150, 150]), ...pointsOf([100, 100], { environment: 1 })];
    const back = changeAt(7, 150, 100, 10);
    expect(isRecovered(series([regression, back], elsewhere), regression, defaultProject)).toBe(false);
  });

  it('never, if no direction is the good one', () => {
    expect(isBack({ back: 100, direction: 'unknown' })).toBe(false);
  });

  it('by a difference, of shares', () => {
    // 0.2 percentage points matter by default; of the whole level that would be a fifth of a point.
    const rates = { place: { ...p95, metric: 'errors.rate' as const }, old: level };
    expect([100.002, 100.003].map((back) => isBack({ ...rates, back }))).toEqual([true, false]);
  });
});

describe('the old level', () => {
  // The worst tenth of 100, 100, 100, 100, 100 alone is at 100; with one 160 more it is at 130.
  const back = 125;

  it('has the values that count, of the same environment', () => {
    expect(isBack({ back, old: [...level, 160] })).toBe(true);
    expect(isBack({ back, points: pointsOf([160], { isIgnored: true }) })).toBe(false);
    expect(isBack({ back, points: pointsOf([160], { environment: 1 }) })).toBe(false);
    expect(isBack({ back, points: pointsOf([160]) })).toBe(true);
  });

  it('begins with the change before, if that is one of the same environment', () => {
    const changes = [changeAt(1, 160, 100, 5)];
    expect(isBack({ back, points: pointsOf([160]), changes })).toBe(false);
    const other = [...pointsOf([160]), ...pointsOf([100], { environment: 1 })];
    expect(isBack({ back, points: other, changes })).toBe(true);
  });
});
