import { z } from 'zod';

const nullableNumber = z.number().nullable();
const sourceClass = z.enum(['exact', 'histogram', 'reported']);

/** Response times of one row, in milliseconds; percentiles are Hyndman-Fan 7 unless the source is `reported`. */
export const latencySchema = z.object({
  source: sourceClass,
  /** 0 for exact values; null if the tool states none. */
  relativeError: nullableNumber,
  min: nullableNumber,
  max: nullableNumber,
  mean: nullableNumber,
  /** With n - 1; null for one sample. */
  stddev: nullableNumber,
  p50: nullableNumber,
  p90: nullableNumber,
  p95: nullableNumber,
  p99: nullableNumber,
  p999: nullableNumber,
});

/** The results of one endpoint. */
export const endpointRowSchema = z.object({
  scenario: z.string().nullable(),
  endpoint: z.string(),
  count: nullableNumber,
  errors: nullableNumber,
  errorTypes: z.array(z.object({ type: z.string(), count: z.number() })),
  latencyMs: latencySchema.nullable(),
  /** Successful calls alone; null where the source does not distinguish them. */
  latencyOkMs: latencySchema.nullable(),
  requestsPerSecond: nullableNumber,
});

export const measureRowSchema = z.object({
  name: z.string(),
  unit: z.string(),
  direction: z.enum(['lower', 'higher', 'unknown']),
  value: z.number(),
  n: z.number(),
});

export const memoryRowSchema = z.object({
  operation: z.string(),
  baseMb: nullableNumber,
  peakMb: nullableNumber,
  finalMb: nullableNumber,
  deltaMb: nullableNumber,
  gcRecoveredMb: nullableNumber,
});

export const cpuRowSchema = z.object({
  scenario: z.string().nullable(),
  scale: z.enum(['core', 'host']),
  averagePercent: nullableNumber,
  peakPercent: nullableNumber,
  coresUsed: nullableNumber,
  busiestPercent: nullableNumber,
  cores: nullableNumber,
});

export const historyRowSchema = z.object({
  series: z.string(),
  unit: z.string(),
  direction: z.enum(['lower', 'higher', 'unknown']),
  points: z.array(z.object({ at: z.string(), value: z.number(), commit: z.string().nullable() })),
});

/** One raw file, as `inspect` reports it. */
export const inspectedFileSchema = z.object({
  path: z.string(),
  format: z.string().nullable(),
  tool: z.string().nullable(),
  toolVersion: z.string().nullable(),
  sha256: z.string().nullable(),
  bytes: nullableNumber,
  rows: nullableNumber,
  refused: z.object({
    count: z.number(),
    first: z.array(z.object({ line: z.number(), reason: z.string() })),
  }),
  warnings: z.array(z.object({ code: z.string(), message: z.string() })),
  error: z.object({ code: z.string(), message: z.string(), hint: z.string().nullable() }).nullable(),
});

/** The content of raw files: the document of `inspect --json`. */
export const inspectionSchema = z.object({
  schemaVersion: z.literal(1),
  files: z.array(inspectedFileSchema),
  startedAt: z.string().nullable(),
  durationSeconds: nullableNumber,
  endpoints: z.array(endpointRowSchema),
  transactions: z.array(endpointRowSchema),
  total: z.object({
    count: nullableNumber,
    errors: nullableNumber,
    requestsPerSecond: nullableNumber,
    maxUsers: nullableNumber,
  }),
  measures: z.array(measureRowSchema),
  memory: z.array(memoryRowSchema),
  cpu: z.array(cpuRowSchema),
  history: z.array(historyRowSchema),
});

export type Latency = z.infer<typeof latencySchema>;
export type EndpointRow = z.infer<typeof endpointRowSchema>;
export type MemorySummary = z.infer<typeof memoryRowSchema>;
export type CpuSummary = z.infer<typeof cpuRowSchema>;
export type InspectedFile = z.infer<typeof inspectedFileSchema>;
export type Inspection = z.infer<typeof inspectionSchema>;
