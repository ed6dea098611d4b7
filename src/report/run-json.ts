import { z } from 'zod';
import {
  cpuRowSchema,
  endpointRowSchema,
  measureRowSchema,
  memoryRowSchema,
} from '../model/documents/inspection.ts';
import type { Finding } from '../model/finding.ts';
import type { RunReport } from '../model/run-report.ts';
import type { Commentary } from '../model/documents/commentary.ts';
import { diffCommonSchema, diffMetricSchema } from '../model/documents/diff.ts';
import { diffCommon, diffMetric } from './diff-metric.ts';
import { judgementOf } from './judgements.ts';
import {
  earlierRecommendations,
  earlierRecommendationSchema,
  ownRecommendations,
  recommendationRowSchema,
} from './recommendation-rows.ts';
import { objectiveRow, objectiveRowSchema } from './objective-row.ts';

const nullableNumber = z.number().nullable();
const bounds = z.object({ lower: nullableNumber, upper: nullableNumber }).nullable();
/** The basis of a row of memory or processor use: a number of readings, or values reported in the file. */
const basis = { source: z.enum(['exact', 'reported']), n: nullableNumber };
const scope = { scenario: z.string().nullable(), endpoint: z.string().nullable() };

/** The public JSON of a run, `/runs/<id>.json`. */
export const runJsonSchema = z
  .object({
    schemaVersion: z.literal(1),
    /** The program that wrote the document, with its version. Versions before 0.2.0 did not name theirs. */
    writtenBy: z.string().optional(),
    id: z.string(),
    /** What was measured: requests under load, or benchmarks of code. */
    kind: z.enum(['load', 'benchmark', 'resource']).optional(),
    startedAt: z.string().nullable(),
    version: z.string().nullable(),
    commit: z.string().nullable(),
    verdict: z.enum(['met', 'not met', 'inconclusive', 'not measured']),
    /** Requests; of a scenario with several, `*` is all of them. */
    response: z.array(endpointRowSchema),
    /** Groups of requests that the tool measures as one, such as a transaction controller. Absent without any. */
    transactions: z.array(endpointRowSchema).optional(),
    throughput: z.array(
      z.object({
        scenario: z.string(),
        users: nullableNumber,
        requestsPerSecond: nullableNumber,
        messagesPerMinute: nullableNumber,
        totalRequests: nullableNumber,
        maxUsers: nullableNumber,
        sustainedUsers: nullableNumber,
      }),
    ),
    /** What is no time of a call: operations a second, bytes, allocations. */
    measures: z.array(
      measureRowSchema.extend({
        metric: z.string(),
        label: z.string(),
        scenario: z.string().nullable(),
        endpoint: z.string().nullable(),
        minimumEffect: nullableNumber,
        /** The single readings whose mean the value is, where there are any. */
        readings: z.array(z.number()).optional(),
      }),
    ),
    memory: z.array(memoryRowSchema.extend({ growth: nullableNumber, ...basis })),
    cpu: z.array(cpuRowSchema.extend(basis)),
    errors: z.array(
      z.object({
        scenario: z.string(),
        count: nullableNumber,
        errors: z.number(),
        rate: nullableNumber,
        interval: bounds,
        types: z.array(z.object({ type: z.string(), count: z.number() })),
      }),
    ),
    targets: z.array(
      z.object({
        id: z.string(),
        metric: z.string(),
        ...scope,
        scope: z.object(scope),
        bound: z.object({ op: z.enum(['below', 'atMost', 'above', 'atLeast']), value: z.number() }),
        achieved: nullableNumber,
        interval: bounds,
        margin: nullableNumber,
        verdict: z.enum(['met', 'not met', 'inconclusive', 'not measured']),
      }),
    ),
    /** What tools judged themselves (k6's thresholds, Gatling's assertions), outside of `verdict`. Absent without any. */
    toolTargets: z
      .array(
        z.object({
          file: z.string(),
          tool: z.string(),
          condition: z.string(),
          verdict: z.enum(['met', 'not met']),
        }),
      )
      .optional(),
    /** Service level objectives as of this run; absent if the project has none. */
    objectives: z.array(objectiveRowSchema).optional(),
    findings: z.array(
      z.looseObject({
        id: z.string(),
        kind: z.string(),
        severity: z.string(),
        title: z.string(),
        ...scope,
        /** People's judgement; null without one. */
        judgement: z
          .object({ status: z.string(), reason: z.string().nullable(), text: z.string().nullable() })
          .nullable()
          .optional(),
      }),
    ),
    /** Of the commentary of this run. */
    recommendations: z.array(recommendationRowSchema),
    /** Of earlier runs: open ones, those that this run implements, and the last one measured. Absent without any. */
    earlierRecommendations: z.array(earlierRecommendationSchema).optional(),
    configuration: z.object({
      system: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
      environment: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
      scenarios: z.array(z.looseObject({ id: z.string(), name: z.string() })),
      baseline: z.string().nullable(),
      changes: z.array(z.object({ key: z.string(), from: z.string().nullable(), to: z.string().nullable() })),
    }),
    /** What people decided about this run in annotations.json; absent without any. */
    annotations: z
      .array(z.looseObject({ action: z.string(), run: z.string(), reason: z.string() }))
      .optional(),
    /** Each metric against the baseline, as in `diff --json`; null without a comparable baseline. */
    comparison: z
      .object({
        base: z.string(),
        /** Interleaved pairs that alone decide the comparison, and the name of their base build. */
        paired: z.object({ count: z.number(), base: z.string() }).optional(),
        common: diffCommonSchema.nullable(),
        metrics: z.array(diffMetricSchema),
      })
      .nullable()
      .optional(),
    attachments: z.array(
      z.looseObject({
        file: z.string(),
        sha256: z.string(),
        bytes: z.number(),
        rows: z.number(),
        format: z.string(),
      }),
    ),
    charts: z.looseObject({}),
    retired: z
      .literal(true)
      .optional()
      .describe(
        'Verdict and numbers only: the run is older than the full reports that the project publishes.',
      ),
  })
  .meta({ title: 'Perfolio run report', description: 'The public data of one run.' });

export type RunJson = z.infer<typeof runJsonSchema>;

/** What only the document of a full report has. */
type OfFullReport = Pick<
  RunJson,
  'findings' | 'recommendations' | 'earlierRecommendations' | 'charts' | 'retired'
>;

/** The public JSON of a report; deterministic, and the same for ever unless its own or earlier data change. */
export const runJson = (report: RunReport): RunJson => documentOf(report, ofFullReport(report));

/** The public JSON of a retired run: verdict, targets and tables of numbers. */
export const shortRunJson = (report: RunReport): RunJson =>
  documentOf(report, { findings: [], recommendations: [], charts: {}, retired: true });

function ofFullReport(report: RunReport): OfFullReport {
  const { measures, commentary } = report;
  const earlier = earlierRecommendations(report);
  return {
    findings: measures.findings.map((one) => ({ ...one, judgement: publicJudgement(commentary, one) })),
    recommendations: ownRecommendations(report),
    ...(earlier.length > 0 && { earlierRecommendations: earlier }),
    charts: {
      timelines: measures.timelines,
      distributions: measures.distributions,
      memory: measures.memoryCurves.map(({ operation, points }) => ({ operation, points })),
      cpu: measures.cpuCurves.map(({ scenario, points }) => ({ scenario, points })),
      steps: measures.steps,
      scaling: measures.scaling,
      batches: batchesOf(measures),
    },
  };
}

function documentOf(report: RunReport, ofFull: OfFullReport): RunJson {
  const { id, verdict, measures, targets, context } = report;
  const { manifest, transactions } = measures;
  const toolTargets = toolTargetsOf(measures);
  return runJsonSchema.parse({
    schemaVersion: 1,
    id,
    kind: measures.kind,
    startedAt: measures.startedAt,
    version: manifest.version ?? null,
    commit: manifest.commit ?? null,
    verdict,
    response: [...measures.response, ...totals(measures)],
    ...(transactions.length > 0 && { transactions }),
    throughput: measures.throughput,
    measures: measures.measures.map(({ endpoint = null, ...row }) => ({ ...row, endpoint })),
    memory: measures.memory,
    cpu: measures.cpu,
    errors: measures.errors,
    targets,
    ...(toolTargets.length > 0 && { toolTargets }),
    ...(context.objectives && { objectives: context.objectives.map((one) => objectiveRow(one, id)) }),
    configuration: {
      system: { ...measures.systemFromFiles, ...manifest.system },
      environment: manifest.environment ?? {},
      scenarios: measures.scenarios.map(
        ({ id: scenario, name, users, loadModel, parameters, durationSeconds, warmupSeconds }) => ({
          id: scenario,
          name,
          users,
          loadModel,
          parameters,
          durationSeconds,
          warmupSeconds,
        }),
      ),
      baseline: context.baseline?.id ?? null,
      changes: context.configuration,
    },
    ...(context.annotations !== undefined && { annotations: context.annotations }),
    comparison: comparisonOf(context),
    attachments: measures.sources.map(
      ({ file, sha256, bytes, rows, format, tool, toolVersion, refused }) => ({
        file,
        sha256,
        bytes,
        rows,
        format,
        tool,
        toolVersion,
        refused: refused.count,
      }),
    ),
    ...ofFull,
  });
}

/** What tools judged themselves, in the order of their files. */
const toolTargetsOf = ({
  sources,
}: Pick<RunReport['measures'], 'sources'>): NonNullable<RunJson['toolTargets']> =>
  sources.flatMap(({ file, tool, toolTargets = [] }) =>
    toolTargets.map(({ text, isMet }) => ({
      ...{ file, tool, condition: text },
      verdict: isMet ? ('met' as const) : ('not met' as const),
    })),
  );

/** The changes that the report's verdicts are made of; null where there is no baseline. */
const comparisonOf = ({ baseline, paired, changes, common }: RunReport['context']): RunJson['comparison'] =>
  baseline === null
    ? null
    : {
        base: baseline.id,
        ...(paired !== undefined && { paired }),
        common: common ? diffCommon(common) : null,
        metrics: changes.map(diffMetric),
      };

/** The judgement of a finding; null without one. */
function publicJudgement(
  words: Commentary,
  finding: Finding,
): { status: string; reason: string | null; text: string | null } | null {
  const said = judgementOf(words, finding);
  return said === undefined
    ? null
    : { status: said.status, reason: said.reason ?? null, text: said.text ?? null };
}

/** Median and 95th percentile in stretches of time: with them any two runs can be compared by their public data. */
const batchesOf = ({ batches }: RunReport['measures']): object[] =>
  batches.map(({ scenario, endpoint, p50, p95 }) => ({
    scenario,
    endpoint,
    p50: p50.map(shortened),
    p95: p95.map(shortened),
  }));

/** Six digits are more than a comparison can use. */
const shortened = (value: number): number => Number(value.toPrecision(6));

/** Pooled rows, unless a tool's only row is the total itself. */
const totals = ({ response, pooled }: RunReport['measures']): RunReport['measures']['pooled'] =>
  pooled.filter(
    (all) => !response.some((row) => row.scenario === all.scenario && row.endpoint === all.endpoint),
  );
