import type { Basis } from './text/basis.ts';
import type { Annotation } from './documents/annotations.ts';
import type { Objective } from './documents/objective.ts';
import type { BoundedValue, Bounds, MetricValue } from './metrics/metric-value.ts';
import type { MetricRef } from './metrics/metrics.ts';
import type { RunMeasures, UncountedRequests } from './run-measures.ts';
import type { Adjustment, ExpectedImpact, Recommendation, Commentary } from './documents/commentary.ts';

export type Verdict = 'met' | 'not met' | 'inconclusive' | 'not measured';

/** The four kinds of bound. */
export type BoundOp = 'below' | 'atMost' | 'above' | 'atLeast';

/** How one target fared: of all it holds for, the worst. */
export interface TargetResult extends MetricRef {
  readonly id: string;
  readonly label: string;
  readonly scenario: string | null;
  readonly endpoint: string | null;
  /** What the project asks it of: null means each; `scenario` and `endpoint` above name the worst of them. */
  readonly scope: { readonly scenario: string | null; readonly endpoint: string | null };
  readonly bound: { readonly op: BoundOp; readonly value: number };
  /** Null where nothing was measured, or where only `interval` is known. */
  readonly achieved: number | null;
  readonly interval: Bounds | null;
  /** Room left as a share of the bound; negative beyond it. */
  readonly margin: number | null;
  readonly verdict: Verdict;
  /** True if the tool reported the value, so that it was judged without an interval. */
  readonly asReported: boolean;
  /** How many values it was compared with, and those that fail. */
  readonly judged: number;
  readonly failing: readonly {
    readonly scenario: string | null;
    readonly endpoint: string | null;
    /** Null where only an interval is known. */
    readonly value: number | null;
  }[];
  /** What would settle an inconclusive verdict; null where nothing is to be settled. */
  readonly settle: string | null;
  readonly metricValue: MetricValue | BoundedValue | null;
}

/** Why two runs may be compared, or not. */
export interface Comparability {
  readonly comparable: boolean;
  /** In words: what differs, what is unrecorded. */
  readonly reasons: readonly string[];
}

export type ChangeVerdict = 'worse' | 'better' | 'same' | 'no-change-shown' | 'cannot-tell';
export type Certainty = 'confirmed' | 'suspected';

/** One metric compared with the baseline and its history. */
export interface MetricChange extends MetricRef {
  readonly scenario: string | null;
  readonly endpoint: string | null;
  readonly base: number | null;
  readonly head: number | null;
  /** head / base - 1; a difference for shares. */
  readonly relative: number | null;
  readonly interval: Bounds | null;
  readonly verdict: ChangeVerdict;
  readonly certainty: Certainty | null;
  /** What the verdict rests on: "history of 12 runs", "one run against one". */
  readonly basis: Basis;
  /** How many more runs would be likely to settle what is open; absent where that is unknown or nothing is open. */
  readonly settle?: string;
  /** Where the base is 0: `interval` is in the metric's own unit. */
  readonly isAbsolute?: boolean;
  /** The good direction is unknown: `cannot-tell`, with the certainty of the change itself where it is one. */
  readonly isUndirected?: true;
  /** True for a measure that the other run has in a unit that cannot be converted; `basis` explains it. */
  readonly isOtherUnit?: true;
  /** True for a total whose change is that of one of its endpoints. */
  readonly isExplained?: true;
  /** True for a transaction, whose requests are endpoints of their own. */
  readonly isTransaction?: true;
  /** True for a change that is part of what all endpoints share, beyond which nothing is called. */
  readonly shared?: true;
  /** Set for the largest change of the run that could not be called. */
  readonly isLargestOpen?: boolean;
  /** Pairs of interleaved runs that it rests on, where it does. */
  readonly pairs?: number;
}

/** What all endpoints of a run share of their change: the machine or the code, which only more evidence can separate. */
export interface CommonChange extends MetricRef {
  /** How many endpoints show it. */
  readonly endpoints: number;
  /** The share of them, 0 to 1, that moved the same way as their median. */
  readonly share: number;
  /** Median over the endpoints of head / level - 1; after the control, where there is one. */
  readonly relative: number;
  readonly interval: Bounds | null;
  readonly verdict: ChangeVerdict;
  readonly certainty: Certainty | null;
  /** True where a control measured the machine apart from the code. */
  readonly control: boolean;
  /** Why it is confirmed, where one reason alone applies: its size, or more than one session. */
  readonly confirmedBy?: 'size' | 'sessions' | undefined;
}

/** A key of the configuration that differs from the baseline's. */
export interface ConfigurationChange {
  readonly key: string;
  readonly from: string | null;
  readonly to: string | null;
}

/** What a change of level is; `unknown` where the good direction is unknown. */
export type StepVerdict = 'worse' | 'better' | 'unknown';

/** A change point of one metric's history that reaches a run. */
export interface ReportedChangePoint extends MetricRef {
  readonly scenario: string | null;
  readonly endpoint: string | null;
  /** First run of the new level, and the last one of the old. */
  readonly run: string;
  readonly lastBefore: string;
  readonly before: number;
  readonly after: number;
  /** after / before - 1; a difference for shares; null from 0, where `interval` is of after - before. */
  readonly relative: number | null;
  readonly interval: Bounds | null;
  readonly certainty: Certainty;
  readonly verdict: StepVerdict;
}

/** A slow change that is no step. */
export interface ReportedDrift extends MetricRef {
  readonly scenario: string | null;
  readonly endpoint: string | null;
  /** Relative change per run, with its interval. */
  readonly perRun: number;
  readonly interval: Bounds;
  readonly runs: number;
  readonly verdict: StepVerdict;
}

/** A recommendation of an earlier run, and its status as of this run. */
export interface LedgerEntry {
  readonly from: string;
  readonly recommendation: Recommendation;
  readonly status: 'open' | 'done' | 'rejected';
  readonly doneIn: string | null;
  readonly expected: ExpectedImpact | null;
  /** Relative change of the expected metric, once a later run has it. */
  readonly measured: number | null;
  readonly measuredInterval: Bounds | null;
  readonly verdict:
    'as expected' | 'less than expected' | 'no effect shown' | 'opposite' | 'cannot tell' | null;
}

/** A configuration adjustment that a run proposed, and what became of it. */
export interface AdjustmentEntry extends Pick<
  LedgerEntry,
  'expected' | 'measured' | 'measuredInterval' | 'verdict'
> {
  /** The run whose commentary proposes it. */
  readonly from: string;
  readonly adjustment: Adjustment;
  /** The first later run that has the setting at the proposed value. */
  readonly doneIn: string | null;
}

/** Quantile by quantile, how the response times of an endpoint moved. */
export interface DistributionShift {
  readonly scenario: string;
  readonly endpoint: string;
  readonly quantiles: readonly {
    readonly share: number;
    /** head / base - 1, with its 95% band. */
    readonly relative: number;
    readonly interval: { readonly lower: number; readonly upper: number };
  }[];
}

/** What an objective says of one run: null where its requests cannot be counted. */
export interface ObjectiveRun {
  readonly run: string;
  readonly startedAt: string | null;
  readonly count: number | null;
  readonly bad: { readonly least: number; readonly most: number } | null;
  /** What this run alone leaves of the budget that its own requests allow, as a share. */
  readonly left: { readonly lower: number; readonly upper: number } | null;
  /** The scenarios whose requests are counted. */
  readonly scenarios: readonly string[];
  /** Its requests that cannot be counted: then the verdict is at best open. */
  readonly leftOut: readonly UncountedRequests[];
  /** Why an annotation ignores the run in trends and baselines; absent without one. */
  readonly ignored?: string;
}

/** An objective over the runs of its days. */
export interface ObjectiveResult {
  readonly objective: Objective;
  /** Oldest first; the run itself is the last one, if it has requests that count. */
  readonly runs: readonly ObjectiveRun[];
  /** How many requests may be bad; null without a known run. */
  readonly allowed: number | null;
  /** Bounds of the share of the budget that is left. */
  readonly left: { readonly lower: number; readonly upper: number } | null;
  readonly verdict: Verdict;
  /** What was left after each run. */
  readonly course: readonly Pick<ObjectiveRun, 'run' | 'startedAt' | 'left'>[];
}

/** What lists of runs say of a run's changes: a run has hundreds, most of which only its own page prints. */
export interface ChangesInShort {
  readonly count: number;
  /** Regressions, improvements, and changes in no known direction, each with its certainty. */
  readonly called: readonly MetricChange[];
  /** How many are not inconclusive. */
  readonly told: number;
  /** How many metrics both runs measured, and how many of those are inconclusive. */
  readonly inBoth: number;
  readonly openInBoth: number;
}

/** What earlier runs say about this one. A report never uses later runs. */
export interface RunContext {
  readonly previous: string | null;
  readonly baseline: {
    readonly id: string;
    readonly why: string;
    /** Absent unless run.json names a baseline of another environment or workload. */
    readonly isComparable?: false;
  } | null;
  /** Interleaved pairs that alone decide the comparison, and the name of their base build; absent without any. */
  readonly paired?: { readonly count: number; readonly base: string };
  /** Why there is no baseline; null where there is one. */
  readonly noBaseline: string | null;
  readonly changes: readonly MetricChange[];
  /** The same in short; absent from a context that did not come out of the cache. */
  readonly inShort?: ChangesInShort;
  /** The change common to all endpoints; null if it cannot be separated from their own changes. */
  readonly common?: CommonChange | null;
  readonly configuration: readonly ConfigurationChange[];
  readonly changePoints: readonly ReportedChangePoint[];
  readonly drifts: readonly ReportedDrift[];
  /** Endpoints whose response times changed their shape against the baseline; absent where that was not compared. */
  readonly shifts?: readonly DistributionShift[];
  /** What people decided about this run, in the order of the file; absent without any. */
  readonly annotations?: readonly Annotation[];
  /** The project's objectives as of this run; absent without any. */
  readonly objectives?: readonly ObjectiveResult[];
  /** The run's own recommendations, with their status as of this run. */
  readonly own: readonly LedgerEntry[];
  /** Recommendations of earlier runs that are open as of this run, or done in it. */
  readonly ledger: readonly LedgerEntry[];
  /** Adjustments that earlier runs proposed and that this run has, with what they gained in it. */
  readonly adjustments: readonly AdjustmentEntry[];
  /** The recommendation that was carried out last by the time of this run, as far as its effect can be measured. */
  readonly lastFix: LedgerEntry | null;
  readonly earlierRuns: number;
  /** Earlier runs whose values the comparison with the baseline may use. */
  readonly comparedRuns: number;
  /** Earlier comparable runs of its own build, which count beside it against the baseline of another build. */
  readonly repeats: number;
}

/** A run with its verdicts, commentary and context: the input of every printer. */
export interface RunReport {
  readonly id: string;
  /** The id as it stands in addresses. */
  readonly slug: string;
  readonly title: string;
  readonly verdict: Verdict;
  readonly measures: RunMeasures;
  readonly targets: readonly TargetResult[];
  readonly commentary: Commentary;
  readonly context: RunContext;
}
