import type { Bounds } from '../metrics/metric-value.ts';
import type { MeasureDirection } from '../metrics/metrics.ts';
import type { TrendLevel, TrendPoint, TrendStanding } from '../trend.ts';

/** The first point of a new level in a history that came in one file. */
export interface HistoryChangePoint {
  /** Index of the first point of the new level. */
  readonly index: number;
  readonly before: number;
  readonly after: number;
  /** after / before - 1; null from a level of 0, and `interval` is then one of the difference. */
  readonly relative: number | null;
  readonly interval: Bounds | null;
  readonly certainty: 'confirmed' | 'suspected';
  /** `unknown` where the series does not say which way is good. */
  readonly verdict: 'worse' | 'better' | 'unknown';
  readonly runsBefore: number;
  readonly runsAfter: number;
  /** Web page of the commit, where the file names one. */
  readonly commitUrl?: string | undefined;
}

/** A series of a whole history in one unit, with its levels. */
export interface HistoryTrend {
  readonly name: string;
  /** As values are shown; short times in seconds are shown in ms, µs or ns. */
  readonly unit: string;
  /** As the file states it. */
  readonly statedUnit: string;
  readonly direction: MeasureDirection;
  /** By date. */
  readonly points: readonly TrendPoint[];
  readonly levels: readonly TrendLevel[];
  readonly changePoints: readonly HistoryChangePoint[];
  readonly newest: TrendStanding | null;
  /** Other units that the same series is stated in: nothing is compared across them. */
  readonly otherUnits: readonly string[];
}

/** A folder of data/history/, whose files contain many runs each. */
export interface WholeHistory {
  readonly name: string;
  readonly slug: string;
  readonly tools: readonly string[];
  /** Raw files, relative to data/history/, with their row counts. */
  readonly files: readonly { readonly file: string; readonly rows: number; readonly refused: number }[];
  /** In the order of the files. */
  readonly trends: readonly HistoryTrend[];
}
