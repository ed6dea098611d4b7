import { at } from '../model/checked.ts';
import type { Interval } from './interval.ts';
import { correctedMannKendall } from './mann-kendall.ts';
import { numberAt } from './numbers.ts';
import { median } from './robust.ts';
import { theilSen } from './theil-sen.ts';

/** Memory that keeps growing. */
export interface Leak {
  mbPerHour: number;
  /** 95% interval of the growth, widened for autocorrelation. */
  interval: Interval;
  /** Growth over the whole stretch, in MB. */
  growthMb: number;
  /** Two-sided p value of the corrected Mann-Kendall test. */
  p: number;
}

/** More points than this are joined (medians of neighbours): the tests compare every pair. */
const mostPoints = 300;

function thinned(
  values: readonly number[],
  places: readonly number[],
): { values: number[]; places: number[] } {
  const size = Math.ceil(values.length / mostPoints);
  const result: { values: number[]; places: number[] } = { values: [], places: [] };
  for (let i = 0; i < values.length; i += size) {
    result.values.push(median(values.slice(i, i + size)));
    result.places.push(median(places.slice(i, i + size)));
  }
  return result;
}

/**
 * A leak: after warm-up, memory (MB, best after collection) at times (ms, ascending) whose Theil-Sen slope is above
 * 0 with its whole 95% interval, Mann-Kendall corrected for autocorrelation p < 0.01, growth over the stretch of at
 * least max(5% of the level, 10 MB), and the last third still rising in the same sense: a cache that fills up
 * rises too, but stops. null when any of these fails or there are fewer than 30 values.
 */
export function findLeak(memoryMb: readonly number[], timesMs: readonly number[]): Leak | null {
  if (memoryMb.length < 30) return null;
  const { values, places } = thinned(memoryMb, timesMs);
  const hours = places.map((ms) => ms / 3_600_000);
  const { p, factor } = correctedMannKendall(values);
  const { slope, interval } = theilSen(values, { places: hours, varianceFactor: factor });
  const growthMb = slope * (at(hours, -1) - numberAt(hours, 0));
  if (!(interval.lower > 0) || p >= 0.01 || growthMb < Math.max(0.05 * median(values), 10)) return null;
  const third = Math.floor((2 * values.length) / 3);
  const end = theilSen(values.slice(third), { places: hours.slice(third) });
  if (!(end.interval.lower > 0) || end.slope < slope / 4) return null;
  return { mbPerHour: slope, interval, growthMb, p };
}
