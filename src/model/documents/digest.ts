import type { MeasureDirection } from '../metrics/metrics.ts';
import type { SourceClass } from '../source-class.ts';

/** The version of the digest's shape; a digest of another version is read again from its raw file. */
export const digestVersion = 1;

/** A count per logarithmic bucket; the bucket formula is in stats/histogram.ts and docs/digest.md. */
export interface HistogramData {
  /** Samples of exactly 0 ms, which have no logarithm. */
  readonly zero: number;
  /** Pairs of bucket index and count, flat, by ascending index. */
  readonly buckets: readonly number[];
}

/** A quantile with the bounds of its 95% order-statistic interval; bounds are null where n is too small for one. */
export interface QuantileData {
  readonly p: number;
  readonly value: number;
  readonly lower: number | null;
  readonly upper: number | null;
}

/** The 95% interval of an estimate. */
export interface ValueBounds {
  readonly lower: number;
  readonly upper: number;
}

/** Everything known of a set of durations in milliseconds. */
export interface LatencyDigest {
  readonly source: SourceClass;
  /** 0 for exact values, the histogram's bound, null for reported ones. */
  readonly relativeError: number | null;
  /** Number of samples; null if the tool does not state it. */
  readonly count: number | null;
  readonly min: number | null;
  readonly max: number | null;
  readonly mean: number | null;
  /** Sum of squared deviations from the mean; null if only a reported deviation is known. */
  readonly m2: number | null;
  /** The tool's own standard deviation, for reported values. */
  readonly reportedStddev: number | null;
  /** The unit of the times that a tool printed, in ms; 1 where left out. Their last digit is one of this unit. */
  readonly unitMs?: number;
  /** 95% bounds of the mean, where a tool states them. Those of a reported median are with its quantile. */
  readonly meanBounds?: ValueBounds;
  /** Exact quantiles (Hyndman-Fan 7), or the tool's own for reported values; null if there is only a histogram. */
  readonly quantiles: readonly QuantileData[] | null;
  readonly histogram: HistogramData | null;
  /** How many of the samples are at most as long as each limit of the project's objectives; absent if not counted. */
  readonly atMost?: readonly CountAtMost[];
}

/** Samples that took at most so many milliseconds. */
export interface CountAtMost {
  readonly ms: number;
  readonly count: number;
}

/** One slice of time of one endpoint. */
export interface SliceDigest {
  /** Position: the slice starts at `index` times the width after the origin. */
  readonly index: number;
  readonly count: number;
  readonly errors: number;
  /** Most concurrent users seen in the slice; null where the file has none. */
  readonly users: number | null;
  readonly histogram: HistogramData;
}

/** Slices of equal width; empty slices are left out. */
export interface SlicesDigest {
  /** Epoch milliseconds of slice 0; offsets from an unknown start where `DigestTimes.isRelative`. */
  readonly originMs: number;
  readonly widthMs: number;
  readonly items: readonly SliceDigest[];
}

/** The results of one endpoint in one scenario. */
export interface EndpointDigest {
  /** Null where the file names no scenario; the workspace then fills it in. */
  readonly scenario: string | null;
  /** The tool's label, `*` for pooled samples. */
  readonly endpoint: string;
  /** The method of the requests, if the label lacks it; absent once names are settled. */
  readonly method?: string;
  /** Requests, failed ones included; null where the tool did not say. */
  readonly count: number | null;
  readonly errors: number | null;
  readonly errorTypes: readonly { readonly type: string; readonly count: number }[];
  readonly latency: LatencyDigest | null;
  /** Successful calls only; null if the tool does not separate them. */
  readonly latencyOk: LatencyDigest | null;
  /** Failed calls only, stored for merging and for the finding "errors are faster than successes". */
  readonly latencyFailed: LatencyDigest | null;
  readonly firstStartMs: number | null;
  readonly lastEndMs: number | null;
  /** The tool's own rate, for reported results. */
  readonly reportedRequestsPerSecond: number | null;
  readonly slices: SlicesDigest | null;
  /** Most concurrent users observed; null where the file has none. */
  readonly maxUsers: number | null;
  /** True if a tool reports that the number of users changed, without saying when; absent otherwise. */
  readonly usersVary?: boolean;
}

/** A point of a timeline reported by a tool (Locust's history), for charts. */
export interface ReportedPoint {
  readonly scenario: string | null;
  readonly endpoint: string;
  readonly atMs: number;
  readonly requestsPerSecond: number | null;
  readonly errorsPerSecond: number | null;
  readonly users: number | null;
  readonly p50: number | null;
  readonly p95: number | null;
}

export type MemoryPhase = 'base' | 'running' | 'final' | 'after_gc';

/** A reading of memory in MB of 2^20 bytes. */
export interface MemoryReading {
  readonly atMs: number | null;
  /** Null until the manifest's time windows or the file's name give one. */
  readonly operation: string | null;
  readonly phase: MemoryPhase | null;
  readonly memoryMb: number;
}

/** Memory of one operation as the file states it. */
export interface MemoryRow {
  readonly operation: string;
  readonly baseMb: number | null;
  readonly peakMb: number | null;
  readonly finalMb: number | null;
  readonly deltaMb: number | null;
  readonly gcRecoveredMb: number | null;
}

/** `core`: 100% is one core. `host`: 100% is all cores. */
export type CpuScale = 'core' | 'host';

/** A reading of processor use, as reported. */
export interface CpuReading {
  readonly atMs: number | null;
  readonly scenario: string | null;
  /** True where the file does not name the scenario itself: the manifest or its folder does. */
  readonly isPlaced?: boolean;
  readonly percent: number;
  /** Percent of each core at that moment, where the file has it. */
  readonly cores: readonly number[] | null;
}

/** Processor use of one scenario as the file states it. */
export interface CpuRow {
  readonly scenario: string | null;
  readonly scale: CpuScale;
  readonly averagePercent: number | null;
  readonly peakPercent: number | null;
  readonly coresUsed: number | null;
  readonly busiestPercent: number | null;
  readonly cores: number | null;
}

/** A measurement other than request latency: operations per second, bytes, allocations. */
export interface Measure {
  readonly name: string;
  readonly unit: string;
  readonly direction: MeasureDirection;
  readonly value: number;
  readonly n: number;
  /** The benchmark (or endpoint) that it belongs to; absent for a value of the whole file. */
  readonly endpoint?: string;
  /** What of the benchmark it is ("CPU time"); absent where the unit says it ("B/op"). */
  readonly what?: string;
  /** Absent until the run's names are known; null where no scenario is. */
  readonly scenario?: string | null;
  /** The single readings whose mean `value` is, where the file has several; at most `mostReadings`. */
  readonly readings?: readonly number[];
  /** 95% bounds of `value`, where the tool states them and no readings. */
  readonly bounds?: ValueBounds;
  /** True for a count of the whole file: those of several files add up. */
  readonly isTotal?: boolean;
}

/** Readings of a measure that a digest keeps. */
export const mostReadings = 100;

/** One point of a history that came in one file. */
export interface HistoryPoint {
  readonly at: string;
  readonly value: number;
  readonly commit: string | null;
  /** Web page of the commit, where the file names one. */
  readonly commitUrl?: string | undefined;
}

/** What a tool states that a benchmark was called with. */
export interface BenchmarkParameters {
  readonly endpoint: string;
  readonly values: Readonly<Record<string, string | number>>;
}

/** A metric's whole history from one file. */
export interface HistorySeries {
  readonly series: string;
  readonly unit: string;
  readonly direction: MeasureDirection;
  readonly points: readonly HistoryPoint[];
}

/** A row that was not counted, and why. */
export interface RefusedRow {
  readonly line: number;
  readonly reason: string;
}

/** Something a reader of the numbers should know about a file. */
export interface IngestWarning {
  readonly code: string;
  readonly message: string;
  /** Where in the file, if it is about one place. */
  readonly line?: number;
}

/** A condition that a tool judged itself: a threshold of k6, an assertion of Gatling. */
export interface ToolTarget {
  /** As the tool states it: "http_req_duration: p(95)<500". */
  readonly text: string;
  readonly isMet: boolean;
}

/** A raw file as it was read. */
export interface SourceFile {
  readonly file: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly format: string;
  readonly tool: string;
  readonly toolVersion: string | null;
  /** Accepted and refused rows together. */
  readonly rows: number;
  readonly refused: { readonly count: number; readonly first: readonly RefusedRow[] };
  /** True where the one refused row is a last line without its end: the tool was stopped while it wrote. */
  readonly isCutAtEnd: boolean;
  /** How requests were started, where the file states it. */
  readonly loadModel?: 'open' | 'closed';
  /** Absent where the file states none. */
  readonly toolTargets?: readonly ToolTarget[];
  readonly warnings: readonly IngestWarning[];
}

/** The mergeable summary of a set of raw files: bounded in size whatever the size of the files. */
export interface Digest {
  readonly version: typeof digestVersion;
  readonly sources: readonly SourceFile[];
  /** True where times are offsets from an unknown start. */
  readonly isRelativeTime: boolean;
  /** True if the manifest says that it ran at the same time as the scenario's other files without a clock. */
  readonly isTogether?: boolean;
  readonly startedAtMs: number | null;
  readonly durationSeconds: number | null;
  /** Seconds of the duration in which a test ran; absent if there was no pause between tests of one file. */
  readonly activeSeconds?: number;
  /** Requests that the manifest's warm-up left out. */
  readonly leftOut: number;
  readonly endpoints: readonly EndpointDigest[];
  /** Each scenario's samples pooled over its endpoints (`endpoint` is `*`), or the tool's own totals. */
  readonly pooled: readonly EndpointDigest[];
  readonly transactions: readonly EndpointDigest[];
  readonly timeline: readonly ReportedPoint[];
  readonly measures: readonly Measure[];
  readonly memoryReadings: readonly MemoryReading[];
  /** The container or process that all memory readings are of, if the file names it; absent once names are settled. */
  readonly memorySource?: string;
  readonly memoryRows: readonly MemoryRow[];
  readonly cpuScale: CpuScale | null;
  readonly cpuReadings: readonly CpuReading[];
  readonly cpuRows: readonly CpuRow[];
  readonly history: readonly HistorySeries[];
  /** Parameters that the tool states for a benchmark, beside its name. */
  readonly parameters?: readonly BenchmarkParameters[];
  /** The commit that was measured, where the file names it; several files must name the same. */
  readonly commit?: string;
  /** Facts about the system under test that the file states (allow-listed keys only). */
  readonly system: Readonly<Record<string, string>>;
}
