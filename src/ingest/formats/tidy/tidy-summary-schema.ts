import { z } from 'zod';

const figure = z.number().min(0).nullable().optional();
const name = z.string().min(1);
const scenario = name.nullable().optional();

/** Response times in milliseconds. `source` and `relativeError` may be there, as `inspect` prints them. */
const latencyFields = {
  min: figure,
  max: figure,
  mean: figure,
  stddev: figure,
  p50: figure,
  p90: figure,
  p95: figure,
  p99: figure,
  p999: figure,
};

const latency = z.strictObject({
  ...latencyFields,
  source: z.enum(['exact', 'histogram', 'reported']).optional(),
  relativeError: figure,
});

const errorTypes = z.array(z.strictObject({ type: z.string(), count: z.number().int().min(0) })).optional();

const count = z.number().int().min(0).nullable().optional();

const responseTimeRow = z.strictObject({
  scenario,
  endpoint: name,
  count,
  errors: count,
  errorTypes,
  latencyMs: latency.nullable().optional(),
  latencyOkMs: latency.nullable().optional(),
  requestsPerSecond: figure,
  ...latencyFields,
});

const throughputRow = z.strictObject({ scenario, count, requestsPerSecond: figure, maxUsers: count });

const errorsRow = z.strictObject({
  scenario,
  endpoint: name.nullable().optional(),
  count,
  errors: count,
  errorTypes,
});

const memoryRow = z.strictObject({
  operation: name,
  baseMb: figure,
  peakMb: figure,
  finalMb: figure,
  deltaMb: z.number().nullable().optional(),
  gcRecoveredMb: z.number().nullable().optional(),
});

const cpuRow = z.strictObject({
  scenario,
  scale: z.enum(['core', 'host']).optional(),
  averagePercent: figure,
  peakPercent: figure,
  coresUsed: figure,
  busiestPercent: figure,
  cores: z.number().int().min(1).nullable().optional(),
});

/** The document of results that only exist as aggregates. */
export const tidySummarySchema = z.strictObject({
  $schema: z.string().optional(),
  startedAt: z.iso.datetime({ offset: true }).nullable().optional(),
  durationSeconds: figure,
  responseTime: z.array(responseTimeRow).optional(),
  throughput: z.array(throughputRow).optional(),
  memory: z.array(memoryRow).optional(),
  cpu: z.array(cpuRow).optional(),
  errors: z.array(errorsRow).optional(),
});

/** The names of the sections, each a list of rows. */
export const tidySummarySections = ['responseTime', 'throughput', 'memory', 'cpu', 'errors'] as const;

/** The keys a document may have, and each section's rows. */
export const tidySummaryKeys: Readonly<Record<string, readonly string[]>> = {
  '': Object.keys(tidySummarySchema.shape),
  responseTime: Object.keys(responseTimeRow.shape),
  throughput: Object.keys(throughputRow.shape),
  memory: Object.keys(memoryRow.shape),
  cpu: Object.keys(cpuRow.shape),
  errors: Object.keys(errorsRow.shape),
  latencyMs: Object.keys(latency.shape),
};

export type TidySummary = z.infer<typeof tidySummarySchema>;
export type TidyResponseTime = z.infer<typeof responseTimeRow>;
export type TidyThroughput = z.infer<typeof throughputRow>;
export type TidyErrors = z.infer<typeof errorsRow>;
