import { z } from 'zod';
import { artilleryErrors, sumOf } from './artillery-errors.ts';
import type { FileAccount } from '../../record/file-account.ts';
import { allEndpoints } from '../../record/run-names.ts';
import type { Recorder } from '../../record/recorder.ts';
import type { ReportedLatency } from '../../record/reported-row.ts';
import { cleanText } from '../../fields/text.ts';

const figure = z.number().min(0).nullable();
const counts = z.record(z.string(), z.number().int().min(0));

const windowSchema = z.looseObject({
  timestamp: z.string(),
  requestsCompleted: z.number().int().min(0),
  latency: z.looseObject({ min: figure, max: figure, median: figure, p95: figure, p99: figure }),
  rps: z.looseObject({ count: z.number().int().min(0), mean: z.number().min(0).nullable() }),
  errors: counts,
  codes: counts,
});

/** What is needed of a report of Artillery 1. */
export const artilleryV1Schema = z.looseObject({
  aggregate: windowSchema,
  intermediate: z.array(windowSchema),
});

export type ArtilleryV1 = z.infer<typeof artilleryV1Schema>;
type Window = z.infer<typeof windowSchema>;

/** Records a report of Artillery 1: one row of all requests, and its windows as the timeline. */
export function readArtilleryV1(document: ArtilleryV1, recorder: Recorder, account: FileAccount): void {
  const { aggregate, intermediate } = document;
  const { rps, latency, timestamp } = aggregate;
  const errorTypes = errorTypesOf(aggregate, account);
  recorder.reported({
    endpoint: allEndpoints,
    count: rps.count,
    errors: sumOf(errorTypes),
    errorTypes,
    latency: latencyOf(latency),
    requestsPerSecond: rps.mean,
  });
  account.accept();
  const endMs = Date.parse(timestamp);
  if (rps.mean !== null && rps.mean > 0) {
    recorder.durationSeconds = Math.round((rps.count / rps.mean) * 1_000) / 1_000;
    // The report is stamped at its end.
    if (Number.isFinite(endMs)) recorder.startedAtMs = Math.round(endMs - recorder.durationSeconds * 1_000);
  }
  for (const window of intermediate) addPoint(window, recorder);
}

const latencyOf = ({ min, max, median, p95, p99 }: Window['latency']): ReportedLatency => ({
  min,
  max,
  p50: median,
  p95,
  p99,
});

const errorTypesOf = ({ errors, codes }: Window, account: FileAccount): { type: string; count: number }[] =>
  artilleryErrors(
    new Map(Object.entries(errors).map(([type, count]) => [cleanText(type), count])),
    new Map(Object.entries(codes)),
    account,
  );

function addPoint(window: Window, recorder: Recorder): void {
  const atMs = Date.parse(window.timestamp);
  if (!Number.isFinite(atMs)) return;
  recorder.timeline.push({
    scenario: null,
    endpoint: allEndpoints,
    atMs,
    requestsPerSecond: window.rps.mean,
    errorsPerSecond: null,
    users: null,
    p50: window.latency.median,
    p95: window.latency.p95,
  });
}
