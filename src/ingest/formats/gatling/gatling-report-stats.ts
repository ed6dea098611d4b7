import { z } from 'zod';
import type { ReportedLatency, ReportedRow } from '../../record/reported-row.ts';

/** A figure as Gatling prints it: `-`, -1 and nothing stand for none. */
const figure = z
  .union([z.number(), z.string()])
  .nullable()
  .transform((value) => {
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    return typeof number === 'number' && number >= 0 && Number.isFinite(number) ? number : null;
  });

const three = z.looseObject({ total: figure, ok: figure, ko: figure });

/** The figures of all requests, of a group or of a request. */
export const gatlingValues = z.looseObject({
  name: z.string(),
  numberOfRequests: three,
  minResponseTime: three,
  maxResponseTime: three,
  meanResponseTime: three,
  standardDeviation: three,
  percentiles1: three,
  percentiles2: three,
  percentiles3: three.optional(),
  percentiles4: three.optional(),
  meanNumberOfRequestsPerSecond: three,
});

export type GatlingValues = z.infer<typeof gatlingValues>;

type Which = 'total' | 'ok';

/** The figures as a row. Percentiles are Gatling's defaults: 50, 75, 95, 99; only 95 and 99 where there are two. */
export function gatlingRow(figures: GatlingValues, endpoint: string): ReportedRow {
  const { numberOfRequests } = figures;
  return {
    endpoint,
    count: numberOfRequests.total,
    errors: numberOfRequests.total === 0 ? 0 : koOf(numberOfRequests),
    latency: latencyOf(figures, 'total'),
    latencyOk: latencyOf(figures, 'ok'),
    requestsPerSecond: figures.meanNumberOfRequestsPerSecond.total,
  };
}

/** Failed requests; where Gatling prints a dash for none, what the others leave. */
function koOf({ total, ok, ko }: GatlingValues['numberOfRequests']): number | null {
  return ko ?? (total === null || ok === null ? null : total - ok);
}

function latencyOf(figures: GatlingValues, which: Which): ReportedLatency | null {
  const count = figures.numberOfRequests[which];
  if (count === null || count === 0) return null;
  const { percentiles1: p1, percentiles2: p2, percentiles3: p3, percentiles4: p4 } = figures;
  const hasFour = p3 !== undefined && p4 !== undefined;
  return {
    min: figures.minResponseTime[which],
    max: figures.maxResponseTime[which],
    mean: figures.meanResponseTime[which],
    stddev: figures.standardDeviation[which],
    p50: hasFour ? p1[which] : null,
    p95: hasFour ? p3[which] : p1[which],
    p99: hasFour ? p4[which] : p2[which],
  };
}

/** A node of stats.json: a group, the whole test at the root, or a request. */
export interface GatlingNode {
  readonly type: 'GROUP' | 'REQUEST';
  readonly name: string;
  readonly path?: string | undefined;
  readonly stats: GatlingValues;
  readonly contents?: Readonly<Record<string, GatlingNode>> | undefined;
}

export const gatlingNode: z.ZodType<GatlingNode> = z.looseObject({
  type: z.enum(['GROUP', 'REQUEST']),
  name: z.string(),
  path: z.string().optional(),
  stats: gatlingValues,
  get contents() {
    return z.record(z.string(), gatlingNode).optional();
  },
});

/** assertions.json: when the simulation started, and what became of its assertions. */
export const gatlingAssertions = z.looseObject({
  simulation: z.string(),
  start: z.number().positive().optional(),
  assertions: z
    .array(
      z.looseObject({
        message: z.string().optional(),
        result: z.union([z.boolean(), z.string()]).optional(),
      }),
    )
    .default([]),
});
