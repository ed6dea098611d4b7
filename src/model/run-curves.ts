import type { MemoryPhase } from './documents/digest.ts';

/** A stretch of a scenario's timeline. */
export interface TimelinePoint {
  /** Seconds after the scenario's first request. */
  readonly atSeconds: number;
  /** Requests with a duration; absent for reported points. */
  readonly count?: number;
  readonly requestsPerSecond: number | null;
  readonly errorRate: number | null;
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
  readonly users: number | null;
}

/** How a scenario went over time, all its endpoints together. */
export interface Timeline {
  readonly scenario: string;
  readonly widthSeconds: number;
  readonly source: 'samples' | 'reported';
  readonly points: readonly TimelinePoint[];
  /** How the response times of each point are spread; absent for reported points. */
  readonly density?: Density;
}

/** Counts of requests by time and response time: a heat map. */
export interface Density {
  /** Cell b of a column holds response times from 10^(b / perDecade) ms up to the next. */
  readonly perDecade: number;
  /** [index of the point, cell, count]; empty cells are left out. */
  readonly cells: readonly (readonly [point: number, cell: number, count: number])[];
}

/** The share of requests (0 to 1) that took at most so many milliseconds. */
export interface Distribution {
  readonly scenario: string;
  readonly endpoint: string;
  readonly points: readonly { readonly share: number; readonly ms: number }[];
}

/** Quantiles of an endpoint's response times, each with its 95% interval: [share, ms, lower, upper]. */
export interface QuantileBand {
  readonly scenario: string;
  readonly endpoint: string;
  readonly quantiles: readonly (readonly [share: number, ms: number, lower: number, upper: number])[];
}

/** Median and 95th percentile of a row in up to 20 equal stretches of time, for comparing one run with one. */
export interface RowBatches {
  readonly scenario: string;
  readonly endpoint: string;
  readonly p50: readonly number[];
  readonly p95: readonly number[];
}

/** Memory over time of one operation. */
export interface MemoryCurve {
  readonly operation: string;
  /** When 0 seconds was, in milliseconds since 1970; absent in public data. */
  readonly originMs?: number;
  readonly points: readonly {
    readonly atSeconds: number;
    readonly memoryMb: number;
    readonly phase: MemoryPhase | null;
  }[];
}

/** Processor use over time of one scenario. */
export interface CpuCurve {
  readonly scenario: string | null;
  /** When 0 seconds was, in milliseconds since 1970; absent in public data. */
  readonly originMs?: number;
  readonly points: readonly { readonly atSeconds: number; readonly percent: number }[];
}
