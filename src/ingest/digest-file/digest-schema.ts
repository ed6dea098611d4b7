import { z } from 'zod';
import { at } from '../../model/checked.ts';
import { digestVersion, mostReadings, type Digest, type SlicesDigest } from '../../model/documents/digest.ts';
import { unpackItems, type SliceColumns } from './packed-slices.ts';

/** Times, durations and users beyond this are no results: 1e15 ms are 30,000 years. */
const most = 1e15;

const bounded = z.number().min(-most).max(most);
const numberOrNull = bounded.nullable().default(null);
/** A value in any unit, such as operations or bytes. */
const value = z.number();
const count = z.int().nonnegative();
const countOrNull = count.nullable().default(null);
const text = z.string().max(2_000);

const histogramSchema = z
  .strictObject({ zero: count, buckets: z.array(z.int()) })
  .refine(({ buckets }) => buckets.length % 2 === 0, 'buckets are pairs of index and count')
  .refine(
    ({ buckets }) =>
      buckets.every((value, i) => (i % 2 === 1 ? value > 0 : i === 0 || value > at(buckets, i - 2))),
    'bucket indices ascend and counts are above 0',
  );

const quantileSchema = z.strictObject({
  p: z.number().min(0).max(1),
  value: bounded,
  lower: numberOrNull,
  upper: numberOrNull,
});

const boundsSchema = z.strictObject({ lower: bounded, upper: bounded });

const countIn = ({ zero, buckets }: z.infer<typeof histogramSchema>): number =>
  buckets.reduce((sum, value, i) => (i % 2 === 1 ? sum + value : sum), zero);

const latencySchema = z
  .strictObject({
    source: z.enum(['exact', 'histogram', 'reported']),
    relativeError: numberOrNull,
    count: countOrNull,
    min: numberOrNull,
    max: numberOrNull,
    mean: numberOrNull,
    m2: z.number().nonnegative().nullable().default(null),
    reportedStddev: numberOrNull,
    unitMs: z.number().positive().exactOptional(),
    meanBounds: boundsSchema.exactOptional(),
    quantiles: z.array(quantileSchema).nullable().default(null),
    histogram: histogramSchema.nullable().default(null),
    atMost: z.array(z.strictObject({ ms: bounded.positive(), count })).exactOptional(),
  })
  .refine(
    ({ source, histogram, min, max, mean, m2 }) =>
      source === 'reported' || [histogram, min, max, mean, m2].every((value) => value !== null),
    'values of samples have min, max, mean, m2 and a histogram',
  )
  .refine(({ histogram, count: all }) => histogram === null || countIn(histogram) === all, {
    error: 'the histogram contains as many values as `count` says',
  });

const sliceSchema = z.strictObject({
  index: count,
  count,
  errors: count,
  users: numberOrNull,
  histogram: histogramSchema,
});

/** True for no bucket, or an index with at least one count, the last number being one. */
const endsInCount = (packed: readonly number[]): boolean =>
  packed.length === 0 || (packed.length > 1 && at(packed, 1) > 0 && at(packed, -1) > 0);

const haveOneLength = ({ index, count: counts, errors, users, zero, buckets }: SliceColumns): boolean =>
  [counts, errors, users ?? index, zero, buckets].every(({ length }) => length === index.length);

const columnsSchema = z.strictObject({
  index: z.array(count),
  count: z.array(count),
  errors: z.array(count),
  users: z.array(z.number().nullable()).nullable().default(null),
  zero: z.array(count),
  buckets: z.array(
    z
      .array(z.int())
      .refine((packed) => packed.slice(1).every((value) => value !== 0) && endsInCount(packed), {
        error: 'an index is followed by counts and by gaps below 0, the last being a count',
      }),
  ),
});

const slicesSchema = z
  .strictObject({
    originMs: bounded,
    widthMs: bounded.positive(),
    items: z.array(sliceSchema).optional(),
    columns: columnsSchema.optional(),
  })
  .refine(({ items, columns }) => (items === undefined) !== (columns === undefined), {
    error: 'slices have either items or columns',
  })
  .refine(({ columns }) => columns === undefined || haveOneLength(columns), {
    error: 'all columns have a value per slice',
    path: ['columns'],
  })
  .transform(({ items, columns, ...place }): SlicesDigest => ({
    ...place,
    items: columns === undefined ? (items ?? []) : unpackItems(columns),
  }));

const endpointSchema = z
  .strictObject({
    scenario: text.nullable().default(null),
    endpoint: text,
    method: text.exactOptional(),
    count: countOrNull,
    errors: countOrNull,
    errorTypes: z.array(z.strictObject({ type: text, count })).default([]),
    latency: latencySchema.nullable().default(null),
    latencyOk: latencySchema.nullable().default(null),
    latencyFailed: latencySchema.nullable().default(null),
    firstStartMs: numberOrNull,
    lastEndMs: numberOrNull,
    reportedRequestsPerSecond: numberOrNull,
    slices: slicesSchema.nullable().default(null),
    maxUsers: numberOrNull,
    usersVary: z.boolean().exactOptional(),
  })
  .refine(({ count: all, errors }) => all === null || errors === null || errors <= all, {
    error: 'there are no more errors than requests',
    path: ['errors'],
  });

const sourceSchema = z
  .strictObject({
    file: text,
    sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/, '64 hex digits')
      .or(z.literal('')),
    bytes: count,
    format: text,
    tool: text,
    toolVersion: text.nullable().default(null),
    rows: count,
    refused: z
      .strictObject({ count, first: z.array(z.strictObject({ line: z.int(), reason: text })) })
      .default({ count: 0, first: [] }),
    isCutAtEnd: z.boolean().default(false),
    loadModel: z.enum(['open', 'closed']).exactOptional(),
    toolTargets: z.array(z.strictObject({ text, isMet: z.boolean() })).exactOptional(),
    warnings: z
      .array(z.strictObject({ code: text, message: text, line: z.int().min(1).exactOptional() }))
      .default([]),
  })
  .refine(({ rows, refused }) => refused.count <= rows, {
    error: 'no more rows are refused than there are',
    path: ['refused', 'count'],
  });

const direction = z.enum(['lower', 'higher', 'unknown']);

/**
 * The document of `*.digest.json`, checked key by key. What a digest of samples from elsewhere does not have may be
 * left out; unknown keys are errors.
 */
export const digestSchema = z.strictObject({
  $schema: z.string().optional(),
  version: z.literal(digestVersion),
  writtenBy: z.string().optional(),
  sources: z.array(sourceSchema).min(1),
  isRelativeTime: z.boolean().default(false),
  startedAtMs: numberOrNull,
  durationSeconds: bounded.nonnegative().nullable().default(null),
  activeSeconds: bounded.nonnegative().exactOptional(),
  leftOut: count.default(0),
  endpoints: z.array(endpointSchema),
  pooled: z.array(endpointSchema).optional(),
  transactions: z.array(endpointSchema).default([]),
  timeline: z
    .array(
      z.strictObject({
        scenario: text.nullable(),
        endpoint: text,
        atMs: bounded,
        requestsPerSecond: numberOrNull,
        errorsPerSecond: numberOrNull,
        users: numberOrNull,
        p50: numberOrNull,
        p95: numberOrNull,
      }),
    )
    .default([]),
  measures: z
    .array(
      z.strictObject({
        name: text,
        unit: z.string(),
        direction,
        value,
        n: value,
        endpoint: text.exactOptional(),
        what: text.exactOptional(),
        scenario: text.nullable().exactOptional(),
        readings: z.array(value).max(mostReadings).exactOptional(),
        bounds: boundsSchema.exactOptional(),
        isTotal: z.boolean().exactOptional(),
      }),
    )
    .default([]),
  memorySource: text.exactOptional(),
  memoryReadings: z
    .array(
      z.strictObject({
        atMs: numberOrNull,
        operation: text.nullable(),
        phase: z.enum(['base', 'running', 'final', 'after_gc']).nullable(),
        memoryMb: bounded,
      }),
    )
    .default([]),
  memoryRows: z
    .array(
      z.strictObject({
        operation: text,
        baseMb: numberOrNull,
        peakMb: numberOrNull,
        finalMb: numberOrNull,
        deltaMb: numberOrNull,
        gcRecoveredMb: numberOrNull,
      }),
    )
    .default([]),
  cpuScale: z.enum(['core', 'host']).nullable().default(null),
  cpuReadings: z
    .array(
      z.strictObject({
        atMs: numberOrNull,
        scenario: text.nullable(),
        percent: bounded,
        cores: z.array(bounded).nullable(),
      }),
    )
    .default([]),
  cpuRows: z
    .array(
      z.strictObject({
        scenario: text.nullable(),
        scale: z.enum(['core', 'host']),
        averagePercent: numberOrNull,
        peakPercent: numberOrNull,
        coresUsed: numberOrNull,
        busiestPercent: numberOrNull,
        cores: numberOrNull,
      }),
    )
    .default([]),
  history: z
    .array(
      z.strictObject({
        series: text,
        unit: text,
        direction,
        points: z.array(
          z.strictObject({
            at: z.string(),
            value,
            commit: z.string().nullable(),
            commitUrl: z.string().optional(),
          }),
        ),
      }),
    )
    .default([]),
  parameters: z
    .array(z.strictObject({ endpoint: text, values: z.record(z.string(), z.union([text, value])) }))
    .exactOptional(),
  commit: text.exactOptional(),
  system: z.record(z.string(), text).default({}),
});

/** A digest as a file holds it: `pooled` may be left out and is then made from the endpoints. */
export type DigestFile = Omit<Digest, 'pooled'> & { readonly pooled?: Digest['pooled'] | undefined };

/** Checks at compile time that the schema and the model agree. */
export const asDigestFile = (document: z.output<typeof digestSchema>): DigestFile => document;
