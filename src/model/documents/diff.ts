import { z } from 'zod';
import { termsSchema } from './terms-schema.ts';
import { commitRangeSchema } from './commit-range-schema.ts';
import { reasonIds } from '../text/basis.ts';
import { ruleChangeSchema } from './rule-change.ts';
import { writtenMetricSchema as metricId } from '../metrics/metric-id.ts';

const nullableNumber = z.number().nullable();

/** `same` only by equivalence; `mixed` only for a whole: something better, something worse. */
export const diffVerdictSchema = z.enum([
  'worse',
  'better',
  'mixed',
  'same',
  'no-change-shown',
  'cannot-tell',
]);

const targetVerdict = z.enum(['met', 'not met', 'inconclusive', 'not measured']).nullable();

/** A target: its verdicts in base and head, and the head's margin as a share of the bound. */
export const diffTargetSchema = z.object({
  id: z.string(),
  base: targetVerdict,
  head: targetVerdict,
  margin: nullableNumber,
  /** What readers call it; its metric, bound, and the values of base and head. Absent in documents of older versions. */
  label: z.string().optional(),
  metric: metricId.optional(),
  terms: termsSchema.optional(),
  bound: z.object({ op: z.enum(['below', 'atMost', 'above', 'atLeast']), value: z.number() }).optional(),
  baseValue: nullableNumber.optional(),
  headValue: nullableNumber.optional(),
  /** Where the head was judged: the endpoint or operation with the worst value; absent for a target of all requests. */
  endpoint: z.string().optional(),
  /** Where the base was judged, if that is another endpoint: the two values are then no change of one. */
  baseEndpoint: z.string().optional(),
  /** The head's repeats that miss it, if it was measured in pairs. `head`, its value and margin are then those of the worst. */
  missedBy: z.array(z.string()).optional(),
});

/** One nullableNumber on both sides. */
export const diffMetricSchema = z.object({
  metric: metricId,
  terms: termsSchema.optional(),
  scenario: z.string().nullable(),
  /** An endpoint, the operation for memory; null for a scenario or all its samples. */
  endpoint: z.string().nullable(),
  base: nullableNumber,
  head: nullableNumber,
  /** head / base - 1; null where base is 0 or missing. */
  relative: nullableNumber,
  /** 95% bounds of `relative`. */
  interval: z.tuple([z.number(), z.number()]).nullable(),
  /** Where base is 0 `interval` is the difference in this unit: points of a share (0.01 is 1%), or the metric's own. */
  unit: z.enum(['points', 'absolute']).optional(),
  verdict: diffVerdictSchema.exclude(['mixed']),
  certainty: z.enum(['confirmed', 'suspected']).nullable(),
  /** `paired` where interleaved runs of base and head were compared, `pairs` of them. */
  design: z.literal('paired').optional(),
  pairs: z.number().optional(),
  /** True for a change that is part of what all endpoints share (`common`), beyond which nothing is called. */
  shared: z.literal(true).optional(),
  /** True for a total whose change is that of one of its endpoints; the verdict is of the rest. */
  explained: z.literal(true).optional(),
  /** True for a transaction, whose requests are endpoints of their own. */
  transaction: z.literal(true).optional(),
  /** True for the largest change of the run that could not be called. */
  largestUnconfirmed: z.literal(true).optional(),
  /** All that the verdict rests on: "history of 12 runs; 6 requests lie beyond this percentile: not enough to confirm it". */
  basis: z.string(),
  /** The first part of `basis`, what was compared: "history of 12 runs". Absent where that is all. */
  evidence: z.string().optional(),
  /** The parts of `basis` for which the verdict is weaker than the numbers suggest. Absent without one. */
  reasons: z.array(z.object({ id: z.enum(reasonIds), text: z.string() })).optional(),
  /** How many more runs would be likely to settle what is open. */
  settle: z.string().optional(),
});

/** A key of the configuration that differs. */
export const diffConfigurationSchema = z.object({
  key: z.string(),
  from: z.string().nullable(),
  to: z.string().nullable(),
});

/** A text with a stable id. */
export const diffNoteSchema = z.object({ id: z.string(), text: z.string() });

/** What all endpoints of a run share of their change: the run effect. */
export const diffCommonSchema = z.object({
  /** The metric it was measured in, and by how many endpoints. */
  metric: metricId,
  terms: termsSchema.optional(),
  endpoints: z.number(),
  /** Median over the endpoints of head / level - 1; after the control, where there is one. */
  relative: z.number(),
  interval: z.tuple([z.number(), z.number()]).nullable(),
  verdict: diffVerdictSchema.exclude(['mixed']),
  certainty: z.enum(['confirmed', 'suspected']).nullable(),
  /** True where a control measured the machine apart from the code. */
  control: z.boolean(),
  /** Why it is confirmed, where one reason alone applies: its size, or more than one session. */
  confirmedBy: z.enum(['size', 'sessions']).optional(),
});

/** A regression that a run's own comparison lacks, because of the date, baseline, commit or workload that it states. */
export const diffUnseenSchema = z.object({
  metric: metricId,
  scenario: z.string().nullable(),
  endpoint: z.string().nullable(),
  certainty: z.enum(['confirmed', 'suspected']),
  /** The regression, the run that it was compared with, and why the own comparison lacks it. */
  text: z.string(),
});

/** One run of the head compared with its baseline. */
export const diffRunSchema = z.object({
  base: z.string().nullable(),
  head: z.string(),
  /** Set for a repeat that another run of this diff stands for: same build, baseline and configuration. */
  repeatOf: z.string().optional(),
  /** Set where the head is a run of benchmarks. */
  kind: z.enum(['benchmark', 'resource']).optional(),
  /** The scenario of the head with the most failures: "20% of the requests of shop failed". Absent if few failed, or a target covers it. */
  failures: z.string().optional(),
  comparable: z.boolean(),
  /** Why this baseline, what differs, what is unrecorded. */
  reasons: z.array(z.string()),
  verdict: diffVerdictSchema,
  /** Absent where nothing can be separated: fewer than four endpoints and no control. */
  common: diffCommonSchema.optional(),
  /** Absent unless both runs state a commit. */
  commits: commitRangeSchema.optional(),
  targets: z.array(diffTargetSchema),
  metrics: z.array(diffMetricSchema),
  configuration: z.array(diffConfigurationSchema),
  findings: z.object({ new: z.array(diffNoteSchema), gone: z.array(diffNoteSchema) }),
  recommendations: z.array(diffNoteSchema),
  words: z.array(diffNoteSchema),
  /** Endpoints of the base that the head has not, and the other way round. */
  vanished: z.array(z.string()).optional(),
  appeared: z.array(z.string()).optional(),
  /** What else the base could judge and this run cannot, and why: clauses. Absent if nothing. */
  unjudged: z.array(z.string()).optional(),
  /** Regressions against the latest runs of the base that the run's own comparison lacks. Absent if none. */
  unseen: z.array(diffUnseenSchema).optional(),
});

/** The document of `diff --json`. */
export const diffSchema = z
  .object({
    schemaVersion: z.literal(1),
    verdict: diffVerdictSchema,
    /** Rules that base and head state differently; both are read by the base's. */
    rules: z.array(ruleChangeSchema).optional(),
    /** Runs of the base that the head has not. */
    removedRuns: z.array(z.string()).optional(),
    /** Runs of the base that measured something else in the head. */
    changedRuns: z.array(z.string()).optional(),
    /** Pages and scripts of the folder `public` that the head adds or changes; the site serves them as they are. */
    publicFiles: z.array(z.string()).optional(),
    /** Several compared runs that state neither commit nor version: each counts as a build of its own. */
    unnamedBuilds: z.array(z.string()).optional(),
    runs: z.array(diffRunSchema),
  })
  .meta({ title: 'Perfolio diff', description: 'Runs compared with their baselines.' });

/** The document of `gate --json`. */
export const gateSchema = z
  .object({
    schemaVersion: z.literal(1),
    blocked: z.boolean(),
    /** One sentence each, with the run, what is wrong and the rule of `gate.blockOn` that it breaks. */
    reasons: z.array(z.string()),
  })
  .meta({ title: 'Perfolio gate', description: 'Whether a run is blocked, and why.' });

export type DiffVerdict = z.infer<typeof diffVerdictSchema>;
export type DiffTarget = z.infer<typeof diffTargetSchema>;
export type DiffCommon = z.infer<typeof diffCommonSchema>;
export type DiffMetric = z.infer<typeof diffMetricSchema>;
export type DiffNote = z.infer<typeof diffNoteSchema>;
export type DiffUnseen = z.infer<typeof diffUnseenSchema>;
export type DiffRun = z.infer<typeof diffRunSchema>;
export type Diff = z.infer<typeof diffSchema>;
export type Gate = z.infer<typeof gateSchema>;
