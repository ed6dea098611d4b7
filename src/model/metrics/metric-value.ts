import type { MetricRef } from './metrics.ts';
import type { SourceClass } from '../source-class.ts';

/** A 95% interval; a side that the samples cannot bound is null. */
export interface Bounds {
  readonly lower: number | null;
  readonly upper: number | null;
}

/** Where a number comes from and how sure it is. */
export interface Provenance {
  readonly source: SourceClass;
  /** 0 for exact values, the histogram's bound, null if the tool states none. */
  readonly relativeError: number | null;
  /** Samples behind it; null where unknown. */
  readonly n: number | null;
  /**
   * How many independent samples its interval is worth; null where no times tell whether neighbouring requests resemble
   * each other, so that they are taken as independent. Absent where there is no such interval.
   */
  readonly effectiveN?: number | null;
  /** Raw files, relative to the run. */
  readonly files: readonly string[];
  /** How it was computed: "Hyndman-Fan 7". */
  readonly estimator: string;
}

/** One measured value of a run: targets judge it, trends follow it, diffs compare it, and claims are checked against it. */
export interface MetricValue extends Provenance, MetricRef {
  readonly scenario: string | null;
  /** An endpoint id, `*` for pooled samples, the operation for memory, null for a value of a scenario or of the run. */
  readonly endpoint: string | null;
  readonly value: number;
  /** Null without one: reported and single values are judged as they are. */
  readonly interval: Bounds | null;
  /** Half a unit of the last reported digit, if that is all that is known. */
  readonly tolerance: number | null;
  /** Of a transaction, whose requests have values of their own: it counts only if it is named. */
  readonly isTransaction?: true;
}

/** How far the true value may be from a value, as its tool rounded it or as its histogram's buckets are wide; in its unit. */
export const toleranceOf = ({
  value,
  tolerance,
  relativeError,
}: Pick<MetricValue, 'value' | 'tolerance' | 'relativeError'>): number =>
  tolerance ?? Math.abs(value) * (relativeError ?? 0);

/** A percentile that a tool reported; that of share 0 is the minimum, that of 1 the maximum. */
export interface ReportedPercentile {
  readonly share: number;
  readonly ms: number;
}

/** What is known only within bounds: fewer than 48 users, but not how many. Targets judge it; nothing else counts it. */
export type BoundedValue = Omit<MetricValue, 'value' | 'interval'> & {
  readonly value: null;
  readonly interval: Bounds;
  /** Of a percentile that its tool left out: the reported percentiles below and above it, which are its bounds. */
  readonly between?: { readonly lower: ReportedPercentile | null; readonly upper: ReportedPercentile | null };
};

/** The identity of a value across runs. */
export const metricKey = ({
  metric,
  scenario,
  endpoint,
}: Pick<MetricValue, 'metric' | 'scenario' | 'endpoint'>): string =>
  JSON.stringify([metric, scenario, endpoint]);

/** The identity of a place of a run: a scenario and an endpoint. */
export const placeKey = ({
  scenario,
  endpoint,
}: {
  readonly scenario: string | null;
  readonly endpoint: string | null;
}): string => JSON.stringify([scenario, endpoint]);
