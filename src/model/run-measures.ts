import type { BenchmarkParameters, Measure, SourceFile } from './documents/digest.ts';
import type { MeasureMetricId } from './metrics/measure-metrics.ts';
import type { Bounds, MetricValue, ReportedPercentile } from './metrics/metric-value.ts';
import type { MetricId } from './metrics/metrics.ts';
import type { Finding } from './finding.ts';
import type { CpuSummary, EndpointRow, Latency, MemorySummary } from './documents/inspection.ts';
import type { LoadStep, Manifest } from './documents/manifest.ts';
import type { Problem } from './problem.ts';
import type {
  Timeline,
  Distribution,
  QuantileBand,
  MemoryCurve,
  CpuCurve,
  RowBatches,
} from './run-curves.ts';
import type { RunHosts } from './run-hosts.ts';
import type { RunKind } from './run-kind.ts';
import type { SourceClass } from './source-class.ts';

/** The percentiles that a row can print. */
export type PercentileName = 'p50' | 'p90' | 'p95' | 'p99' | 'p999';

/** A percentile that the project names in a target: null where neither samples nor a histogram give it. */
export interface OwnPercentile {
  /** 0.98 of the 98th. */
  readonly share: number;
  readonly ms: number | null;
  /** `histogram` unless the tool reported it. */
  readonly source: SourceClass;
  readonly interval: Bounds | null;
  readonly effectiveN: number | null;
}

/** What reported percentiles say of one that the tool left out. */
export interface ReportedBound {
  readonly share: number;
  readonly lower: ReportedPercentile | null;
  readonly upper: ReportedPercentile | null;
}

/** An endpoint of a scenario: its results, their basis, and the data for comparisons. */
export interface ResponseRow extends EndpointRow {
  readonly scenario: string;
  /** What readers see for the endpoint's id. */
  readonly label: string;
  readonly group: string | null;
  /**
   * Order-statistic intervals; a percentile without one has too few samples, or is reported. Of benchmarks also those
   * that a tool states of its mean or median.
   */
  readonly intervals: Readonly<Partial<Record<PercentileName | 'mean', Bounds>>>;
  /** Of the error rate; absent where it was not computed. */
  readonly errorInterval?: Bounds | null;
  /** How many independent samples each interval is worth: `Provenance.effectiveN`. */
  readonly effectiveN?: Readonly<Partial<Record<PercentileName | 'errors', number | null>>>;
  /** Percentiles that the project asks for besides those of `latencyMs`, by their share. */
  readonly ownPercentiles?: readonly OwnPercentile[];
  /** Of the percentiles that targets are about. Absent if the tool reported each. */
  readonly reportedBounds?: readonly ReportedBound[];
  readonly latencyFailedMs: Latency | null;
  readonly apdex: number | null;
  /** The unit of times that a tool printed, in ms; 1 where left out. */
  readonly unitMs?: number;
  /** Samples that have a duration. */
  readonly timedCount: number | null;
  readonly files: readonly string[];
}

/** One workload of a run, as it was run. */
export interface ScenarioMeasures {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly users: number | null;
  readonly loadModel: 'open' | 'closed' | null;
  readonly parameters: Readonly<Record<string, string | number | boolean>>;
  readonly startedAt: string | null;
  readonly durationSeconds: number | null;
  readonly warmupSeconds: number | null;
  /** Requests of the warm-up that were left out. */
  readonly warmupRequests: number;
  readonly steps: readonly LoadStep[];
  readonly files: readonly string[];
}

/** The rate of an endpoint that a test of its own measured, as the tool states it. */
export interface OwnRate {
  readonly endpoint: string;
  readonly label: string;
  readonly requestsPerSecond: number;
  readonly totalRequests: number | null;
  readonly files: readonly string[];
}

/** Where a tool's own summary and the samples of the same requests tell different things. */
export interface Disagreement {
  /** The file with the summary. */
  readonly file: string | null;
  readonly message: string;
}

/** Throughput of one scenario. */
export interface ThroughputRow {
  readonly scenario: string;
  readonly users: number | null;
  /** The tool's own total, or all requests over the span of one clock. */
  readonly requestsPerSecond: number | null;
  /** True if a tool reported that rate, or all that is known of the requests. */
  readonly isReported?: boolean;
  /** True if there is no rate because its files share no clock. */
  readonly isWithoutClock?: boolean;
  /** The seconds of that span in which a test ran; absent if there was no pause between tests. */
  readonly activeSeconds?: number;
  /** Of several tests with an endpoint each, the rate that the tool states; absent if there is only one test. */
  readonly ownRates?: readonly OwnRate[];
  readonly messagesPerMinute: number | null;
  readonly sessionsPerMinute: number | null;
  /** Null if a tool did not give it. */
  readonly totalRequests: number | null;
  readonly maxUsers: number | null;
  readonly sustainedUsers: number | null;
  /** From `sustainedUsers`, or 0 where it is unknown, to the first load that fails; null above if no load failed. */
  readonly sustainedInterval?: Bounds | null;
  readonly files: readonly string[];
}

/** The basis of a row of memory or processor use. */
export interface ResourceBasis {
  /** `exact` from all readings, `reported` if the file states the values. */
  readonly source: 'exact' | 'reported';
  /** Number of readings; null if the file states the values. */
  readonly n: number | null;
}

export interface MemoryMeasures extends MemorySummary, ResourceBasis {
  /** delta / base. */
  readonly growth: number | null;
  readonly files: readonly string[];
}

export interface CpuMeasures extends CpuSummary, ResourceBasis {
  readonly files: readonly string[];
}

/** Errors of one scenario. */
export interface ErrorRow {
  readonly scenario: string;
  /** Null if failures are known and the number of requests is not (Locust's failures alone). */
  readonly count: number | null;
  readonly errors: number;
  readonly rate: number | null;
  /** Wilson, 95%, at the effective number of requests. */
  readonly interval: Bounds | null;
  /** `Provenance.effectiveN`. */
  readonly effectiveN?: number | null;
  readonly types: readonly { readonly type: string; readonly count: number }[];
  readonly source: 'counted' | 'reported';
  readonly files: readonly string[];
}

/** What one load step came to. */
export interface StepMeasures {
  readonly scenario: string;
  readonly users: number;
  readonly startSeconds: number;
  readonly durationSeconds: number;
  readonly count: number;
  readonly requestsPerSecond: number;
  readonly errorRate: number | null;
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
  /** Whether every target but those on users is met at this step; null if that is inconclusive or nothing was judged. */
  readonly meetsTargets: boolean | null;
  /** True if the step has too few requests, or an interval holds a bound, so that more of it could settle the verdict. */
  readonly isInconclusive?: boolean;
  /** Of an inconclusive step: whether its values as measured are within all bounds, though too few requests prove it. */
  readonly isWithinTargets?: boolean;
  /** The metrics of targets that the files do not give for each endpoint at this step; absent if it is judged by all. */
  readonly unjudged?: readonly MetricId[];
  /** True if a load that did not change misses a target on throughput and no other, so that fewer users would, too. */
  readonly missesRate?: boolean;
  /** `reported` if the step comes from a tool's own history or summary; absent for samples. */
  readonly source?: 'reported';
}

/** A fitted coefficient with its 95% interval. */
export interface Coefficient {
  readonly value: number;
  readonly interval: Bounds;
}

/** The Universal Scalability Law through the load steps of a scenario: a model, and labelled so. */
export interface ScalingFit {
  /** Contention: the share of the work that waits in line. */
  readonly alpha: Coefficient;
  /** Coherence: the cost of agreeing with everyone else. */
  readonly beta: Coefficient;
  /** Requests per second of one user. */
  readonly gamma: Coefficient;
  readonly steps: number;
  readonly highestUsers: number;
  /** Of the steps around the curve, as a share of throughput. */
  readonly residualDeviation: number;
  /** Where throughput is highest; null where the steps do not show that it has a peak. */
  readonly peak: {
    readonly users: number;
    readonly interval: Bounds | null;
    readonly requestsPerSecond: number;
    /** True beyond twice the highest load tested. */
    readonly isExtrapolated: boolean;
  } | null;
  /** What throughput would approach if agreeing cost nothing; null without contention. */
  readonly limitPerSecond: number | null;
  /** Up to the highest load tested, with the 95% band of the mean. */
  readonly curve: readonly {
    readonly users: number;
    readonly requestsPerSecond: number;
    readonly lower: number;
    readonly upper: number;
  }[];
}

/** The model fitted to a scenario's load steps, or the reason why there is none. */
export interface ScenarioScaling {
  readonly scenario: string;
  readonly fit: ScalingFit | null;
  readonly reason: string | null;
}

/** How much of an endpoint's samples lies within the limit of a target on a percentile. */
export interface WithinTarget {
  /** The target's id. */
  readonly target: string;
  readonly scenario: string;
  readonly endpoint: string;
  readonly share: number;
  /** Successful requests within the limit, as a share of all requests; absent where successes were not timed apart. */
  readonly okShare?: number;
  /** Where the bound is near, and nearly all samples beyond it fell into the time before all users had started. */
  readonly ramp?: RampMisses;
}

/** Samples beyond the bound of a target, and those of them before all users had started. */
export interface RampMisses {
  readonly all: number;
  readonly inRamp: number;
  /** From the first request until all users had started. */
  readonly seconds: number;
  readonly users: number;
}

/** Requests that an objective is about, and that cannot be counted. */
export interface UncountedRequests {
  readonly scenario: string;
  readonly files: readonly string[];
  /** Why: "a tool reports no number of failures". */
  readonly why: string;
}

/** How many requests of a run an objective is about, how many of them were bad, and which cannot be counted. */
export interface ObjectiveCount {
  readonly objective: string;
  /** Null if none can be counted. */
  readonly counted: { readonly count: number; readonly least: number; readonly most: number } | null;
  /** The scenarios whose requests are counted. */
  readonly scenarios: readonly string[];
  readonly leftOut: readonly UncountedRequests[];
}

/** A measure as a metric of the run. */
export interface MeasureRow extends Measure {
  readonly metric: MeasureMetricId;
  /** What readers see for the metric. */
  readonly label: string;
  readonly scenario: string | null;
  /** The project's; null: the usual one. */
  readonly minimumEffect: number | null;
  readonly files: readonly string[];
  /** What it is in the first run that has it, where that is in a unit that cannot be converted. */
  readonly otherUnit?: { readonly metric: MeasureMetricId; readonly unit: string; readonly run: string };
}

/** Everything computed from one run alone: bounded in size, cached, and enough for every page. */
export interface RunMeasures {
  readonly id: string;
  readonly kind: RunKind;
  readonly manifest: Manifest;
  readonly startedAt: string | null;
  /** What the order of runs rests on; null where nothing dates the run. */
  readonly orderedBy: 'startedAt' | 'first sample' | 'id' | null;
  readonly durationSeconds: number | null;
  readonly scenarios: readonly ScenarioMeasures[];
  readonly response: readonly ResponseRow[];
  /** All samples of a scenario together (`endpoint` is `*`). */
  readonly pooled: readonly ResponseRow[];
  readonly transactions: readonly ResponseRow[];
  readonly throughput: readonly ThroughputRow[];
  readonly memory: readonly MemoryMeasures[];
  readonly cpu: readonly CpuMeasures[];
  readonly errors: readonly ErrorRow[];
  readonly steps: readonly StepMeasures[];
  /** One for each scenario with two load steps or more. */
  readonly scaling: readonly ScenarioScaling[];
  readonly within: readonly WithinTarget[];
  /** Absent without objectives. */
  readonly objectives?: readonly ObjectiveCount[];
  readonly measures: readonly MeasureRow[];
  readonly metricValues: readonly MetricValue[];
  readonly findings: readonly Finding[];
  /** Of rows in `response`, `pooled` and `transactions` whose samples are known. */
  readonly batches: readonly RowBatches[];
  readonly timelines: readonly Timeline[];
  readonly distributions: readonly Distribution[];
  /** For comparing distributions; empty for runs of which only public data are known. */
  readonly quantileBands: readonly QuantileBand[];
  readonly memoryCurves: readonly MemoryCurve[];
  readonly cpuCurves: readonly CpuCurve[];
  readonly sources: readonly SourceFile[];
  /** Hosts in the names of endpoints; absent if there are none. */
  readonly hosts?: RunHosts;
  /** Facts about the system that raw files state, where the manifest is silent. */
  /** Parameters that tools state for benchmarks, beside their names. */
  readonly benchmarkParameters?: readonly BenchmarkParameters[];
  readonly systemFromFiles: Readonly<Record<string, string>>;
  /** Absent if there is none. */
  readonly disagreements?: readonly Disagreement[];
  /** Raw files of tests that seem to be different ones, since more than a week lies between them, as sentences. Absent if none. */
  readonly pauses?: readonly string[];
  readonly problems: readonly Problem[];
}
