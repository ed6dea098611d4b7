import type { Bounds } from './metrics/metric-value.ts';
import { metricOf, type MeasureDirection, type MetricRef, type Unit } from './metrics/metrics.ts';
import type { BoundOp, ReportedChangePoint, ReportedDrift } from './run-report.ts';
import type { SourceClass } from './source-class.ts';

/** One run's value in the history of a metric. */
export interface TrendPoint {
  readonly run: string;
  /** The run's name in URLs. */
  readonly slug: string;
  readonly startedAt: string | null;
  readonly version: string | null;
  readonly commit: string | null;
  /** The name of the release that the run is of; absent for other runs. */
  readonly release?: string;
  readonly value: number;
  readonly bounds: Bounds | null;
  readonly source: SourceClass;
  /** Index into the series' `environments`; points of different ones are never joined. */
  readonly environment: number;
  /** True for a point that is shown and counts for nothing: ignored by annotation, or off the main line. */
  readonly isIgnored: boolean;
  /** Why it is ignored, in words; null where it counts. */
  readonly ignoredBecause: string | null;
}

/** What runs must share to be comparable: the environment and the scenario's parameters. */
export interface TrendEnvironment {
  /** Equal for equal environments, over all series. */
  readonly fingerprint: string;
  /** What is known of it, in words: "cpu Ryzen 7", "memory 32 GB", "users 10"; "environment not recorded". */
  readonly facts: readonly string[];
}

/** A break in the history: nothing is compared or drawn across it. */
export interface TrendBreak {
  /** Index of the first point after it. */
  readonly index: number;
  readonly kind: 'environment' | 'reset';
  /** What changed: "cpu: Ryzen 7 → Xeon E5", or the reason of the reset. */
  readonly label: string;
  readonly link: string | null;
}

/** A change point with its place and what people decided about it. */
export interface TrendChangePoint extends ReportedChangePoint {
  /** Index of the first point of the new level. */
  readonly index: number;
  readonly runsBefore: number;
  readonly runsAfter: number;
  /** `open` until an annotation accepts or explains it. */
  readonly status: 'open' | 'accepted' | 'explained';
  readonly reason: string | null;
  readonly link: string | null;
}

/** A stretch of points around one value. */
export interface TrendLevel {
  /** Index of its first and of its last point. */
  readonly from: number;
  readonly to: number;
  /** Their median. */
  readonly value: number;
}

/** A target of the project for this series. */
export interface TrendTarget {
  readonly id: string;
  readonly label: string;
  readonly op: BoundOp;
  readonly value: number;
}

/** The latest run compared with its level; `worse` and `better` are suspected until a change point confirms them. */
export interface TrendStanding {
  readonly run: string;
  readonly value: number;
  readonly verdict: 'worse' | 'better' | 'no-change-shown' | 'cannot-tell';
  /** Where the value was expected; null where too few runs expect anything. */
  readonly expected: Bounds | null;
}

/** What the report of a recent run confirms and all later runs show, while there are too few runs for a change point. */
export interface TrendReported {
  readonly run: string;
  /** As `MetricChange` has it: a share of the base, or a difference for shares; null from 0. */
  readonly relative: number | null;
  readonly verdict: 'worse' | 'better';
  /** The change the other way that it takes back, if an earlier report confirms one. */
  readonly after?: { readonly run: string; readonly relative: number | null };
}

/** What readers see for the metric of a series. */
export const seriesMetric = (series: MetricRef & Pick<TrendSeries, 'metricLabel'>): string =>
  series.metricLabel ?? metricOf(series).label;

/** The history of one metric at one place, over all runs that have it. */
export interface TrendSeries extends MetricRef {
  /** `metricKey` of the metric and its place. */
  readonly key: string;
  readonly scenario: string | null;
  /** As in `Figure`: an endpoint id, `*`, an operation, or null. */
  readonly endpoint: string | null;
  /** What readers see for `endpoint` and, where there is none, for the scenario. */
  readonly label: string;
  /** What readers see for the metric, where that is not the label of the table of metrics. */
  readonly metricLabel?: string;
  /** Its runs are of benchmarks, which know no scenarios. */
  readonly isOfBenchmarks?: true;
  /** As in `MetricValue`. */
  readonly isTransaction?: true;
  readonly unit: Unit;
  readonly direction: MeasureDirection;
  readonly environments: readonly TrendEnvironment[];
  /** In the order of runs. */
  readonly points: readonly TrendPoint[];
  readonly changePoints: readonly TrendChangePoint[];
  readonly levels: readonly TrendLevel[];
  readonly breaks: readonly TrendBreak[];
  /** A slow change of the present level; null where there is none. */
  readonly drift: ReportedDrift | null;
  readonly newest: TrendStanding | null;
  /** Of the latest run that counts there is no value, so that `newest` is about an earlier one. */
  readonly isFormer?: true;
  /** Absent where reports confirm nothing that the change points do not have. */
  readonly reported?: TrendReported;
  readonly targets: readonly TrendTarget[];
}
