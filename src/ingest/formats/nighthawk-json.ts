import { z } from 'zod';
import type { Adapter } from '../adapter.ts';
import { errorTypeList, sumCounts, urlLabel } from '../fields/labels.ts';
import { parseDateTime } from '../fields/times.ts';
import { secondsToMs } from '../fields/units.ts';
import { IngestError } from '../files/ingest-error.ts';
import { parseDocument } from '../files/json-document.ts';
import type { RawFile } from '../files/raw-file.ts';
import { allEndpoints } from '../record/run-names.ts';
import type { Recorder } from '../record/recorder.ts';
import type { ReportedLatency } from '../record/reported-row.ts';
import { boundedAt, spectrumAt, type HdrSpectrum } from './wrk/hdr-spectrum.ts';

/** Whole numbers of 64 bits are strings in this JSON, durations are `"0.0593s"`. */
const count = z.coerce.number().int().min(0);
const duration = z
  .string()
  .regex(/^\d+(?:\.\d+)?s$/)
  .transform((text) => Number(text.slice(0, -1)));

/** Sizes of responses have `raw_` values instead of durations: they are no times. */
const statistic = z.looseObject({
  id: z.string(),
  count: count.default(0),
  mean: duration.nullish(),
  pstdev: duration.nullish(),
  min: duration.nullish(),
  max: duration.nullish(),
  percentiles: z
    .array(z.looseObject({ percentile: z.number().default(0), duration: duration.nullish() }))
    .default([]),
});
const result = z.looseObject({
  name: z.string(),
  statistics: z.array(statistic),
  counters: z.array(z.looseObject({ name: z.string(), value: count.default(0) })),
  execution_duration: duration.nullish(),
});
const schema = z.looseObject({
  timestamp: z.string().nullish(),
  options: z.looseObject({ uri: z.string().nullish(), connections: z.number().int().nullish() }).nullish(),
  results: z.array(result).min(1),
});

type Statistic = z.output<typeof statistic>;

/** nighthawk_client --output-format json. */
export const nighthawkJson: Adapter = {
  id: 'nighthawk-json',
  tool: 'Nighthawk',
  title: 'Nighthawk JSON',
  identifiedBy: 'A JSON object with `results`, whose items have `statistics` and `counters`.',
  sourceClass: 'reported',
  notes: [
    'One report is one row: the result "global", of all workers. Response times are "Request start to response end" (request_to_response); the time in the queue before it is not included.',
    "Percentiles are those of Nighthawk's own ladder, which has 50, 90 and 95. 99 and 99.9 lie between two of its steps: the value of the step above is used for them, with those of both as bounds.",
    'Requests are responses, reset streams and failed connections. All but responses of status 1xx to 3xx are errors. Requests that Nighthawk did not send (pool_overflow) are neither, and cause a warning.',
    'The rate is requests per execution_duration. Users are the connections of all workers.',
  ],
  sets: 'each',
  sniff: ({ json }) => {
    const { results } = (json ?? {}) as { results?: unknown };
    const first = Array.isArray(results) ? (results[0] as unknown) : null;
    return typeof first === 'object' && first !== null && 'statistics' in first && 'counters' in first;
  },
  read: (files, recorder) => {
    for (const file of files) readFile(file, recorder);
    return Promise.resolve();
  },
};

function readFile(file: RawFile, recorder: Recorder): void {
  const account = recorder.file(file, nighthawkJson.id, nighthawkJson.tool);
  const { results, options, timestamp } = parseDocument(file, schema);
  const all =
    results.find(({ name }) => name === 'global') ?? (results.length === 1 ? results[0] : undefined);
  if (all === undefined)
    throw new IngestError(
      'no-rows',
      'The report has results of workers, but none named "global".',
      'Provide the complete output of nighthawk_client.',
    );
  const counters = new Map(all.counters.map(({ name, value }) => [name.replace(/^benchmark\./, ''), value]));
  const unsent = counters.get('pool_overflow') ?? 0;
  if (unsent > 0)
    account.warn(
      'unsent-requests',
      `Requests that Nighthawk did not send because its own queue was full (pool_overflow): ${unsent}. They are not counted.`,
    );
  const outcomes = outcomesOf(counters);
  const times = all.statistics.find(({ id }) => id === 'benchmark_http_client.request_to_response');
  const seconds = all.execution_duration ?? null;
  recorder.startedAtMs = parseDateTime(timestamp ?? '', null)?.epochMs ?? null;
  recorder.durationSeconds = seconds;
  recorder.reported({
    endpoint: urlLabel(options?.uri ?? '') || allEndpoints,
    ...outcomes,
    latency: times === undefined || times.count === 0 ? null : latencyOf(times),
    timed: times?.count ?? null,
    requestsPerSecond: seconds && outcomes.count !== null ? outcomes.count / seconds : null,
    maxUsers: options?.connections ? options.connections * Math.max(1, results.length - 1) : null,
  });
  account.accept();
}

/** What each counter of an outcome is called among errors; null where it is none. */
const outcomeNames: Readonly<Record<string, string | null>> = {
  http_1xx: null,
  http_2xx: null,
  http_3xx: null,
  http_4xx: '4xx',
  http_5xx: '5xx',
  http_xxx: 'invalid status',
  stream_resets: 'stream reset',
  pool_connection_failure: 'connection failure',
};

/** Nighthawk leaves out counters of 0. Without any of them, it is unknown how many requests there were. */
function outcomesOf(counters: ReadonlyMap<string, number>): {
  count: number | null;
  errors: number | null;
  errorTypes: { type: string; count: number }[];
} {
  const found = [...counters].filter(([name]) => Object.hasOwn(outcomeNames, name));
  if (found.length === 0) return { count: null, errors: null, errorTypes: [] };
  const errorTypes = errorTypeList(
    found.flatMap(([name, value]) => {
      const type = outcomeNames[name];
      return typeof type === 'string' ? [[type, value] as const] : [];
    }),
  );
  return {
    count: found.reduce((sum, [, value]) => sum + value, 0),
    errors: sumCounts(errorTypes),
    errorTypes,
  };
}

function latencyOf({ min, max, mean, pstdev, percentiles }: Statistic): ReportedLatency {
  const values = new Map<string, number>();
  for (const { percentile, duration: seconds } of percentiles) {
    const ms = secondsToMs(seconds);
    if (ms !== null) values.set(percentile.toFixed(6), ms);
  }
  const spectrum: HdrSpectrum = { values, mean: null, stddev: null, max: null, count: null };
  const at = (share: number): number | null =>
    spectrumAt(spectrum, share) ?? boundedAt(spectrum, share)?.upper ?? null;
  return {
    min: secondsToMs(min) ?? spectrumAt(spectrum, 0),
    max: secondsToMs(max) ?? spectrumAt(spectrum, 1),
    mean: secondsToMs(mean),
    stddev: secondsToMs(pstdev),
    p50: at(0.5),
    p90: at(0.9),
    p95: at(0.95),
    p99: at(0.99),
    p999: at(0.999),
    bounds: { p99: boundedAt(spectrum, 0.99), p999: boundedAt(spectrum, 0.999) },
  };
}
