import { z } from 'zod';
import type { Adapter } from '../adapter.ts';
import { errorTypeList, sumCounts, urlLabel } from '../fields/labels.ts';
import { parseDateTime } from '../fields/times.ts';
import { nanosecondsToMs, scaled, secondsToMs } from '../fields/units.ts';
import { parseDocument } from '../files/json-document.ts';
import type { RawFile } from '../files/raw-file.ts';
import { allEndpoints } from '../record/run-names.ts';
import type { Recorder } from '../record/recorder.ts';
import type { ReportedLatency } from '../record/reported-row.ts';

const histogram = z.looseObject({
  Count: z.number().int().min(0),
  Min: z.number(),
  Max: z.number(),
  Avg: z.number(),
  StdDev: z.number().nullish(),
  Percentiles: z.array(z.looseObject({ Percentile: z.number(), Value: z.number() })).nullish(),
});
const schema = z.looseObject({
  StartTime: z.string().nullish(),
  ActualQPS: z.number().min(0),
  ActualDuration: z.number().min(0),
  NumThreads: z.number().int().nullish(),
  Version: z.string().nullish(),
  DurationHistogram: histogram,
  RetCodes: z.record(z.string(), z.number().int().min(0)).nullish(),
  URL: z.string().nullish(),
  Destination: z.string().nullish(),
});

type Histogram = z.output<typeof histogram>;

/** What `fortio load -json` writes, and Nighthawk with `--output-format fortio`. */
export const fortioJson: Adapter = {
  id: 'fortio-json',
  tool: 'Fortio',
  title: 'Fortio JSON',
  identifiedBy: 'A JSON object with ActualQPS, ActualDuration and DurationHistogram.',
  sourceClass: 'reported',
  notes: [
    'One report is one row. Seconds in the histogram, nanoseconds in durations. Percentiles are those asked for with -p, interpolated by Fortio within its buckets.',
    'Errors are all return codes but 1xx to 3xx, SERVING (gRPC) and OK (TCP, UDP). Failed requests are in the histogram too.',
    'Users are the threads (connections).',
  ],
  sets: 'each',
  sniff: ({ json }) =>
    typeof json === 'object' &&
    json !== null &&
    ['ActualQPS', 'ActualDuration', 'DurationHistogram'].every((key) => Object.hasOwn(json, key)),
  read: (files, recorder) => {
    for (const file of files) readFile(file, recorder);
    return Promise.resolve();
  },
};

function readFile(file: RawFile, recorder: Recorder): void {
  const account = recorder.file(file, fortioJson.id, fortioJson.tool);
  const report = parseDocument(file, schema);
  const { DurationHistogram: durations, RetCodes: codes } = report;
  const errorTypes = errorTypeList(Object.entries(codes ?? {}).filter(([code]) => !isSuccess(code)));
  account.toolVersion = report.Version ?? null;
  recorder.startedAtMs = parseDateTime(report.StartTime ?? '', null)?.epochMs ?? null;
  const durationMs = nanosecondsToMs(report.ActualDuration);
  recorder.durationSeconds = durationMs === null ? null : scaled(durationMs, 1e-3);
  recorder.reported({
    endpoint: urlLabel(report.URL ?? report.Destination ?? '') || allEndpoints,
    count: durations.Count,
    errors: codes ? sumCounts(errorTypes) : null,
    errorTypes,
    latency: durations.Count === 0 ? null : latencyOf(durations),
    requestsPerSecond: report.ActualQPS,
    maxUsers: report.NumThreads ?? null,
  });
  account.accept();
}

const isSuccess = (code: string): boolean => /^(?:[123]\d\d|SERVING|OK)$/.test(code);

function latencyOf({ Min, Max, Avg, StdDev, Percentiles }: Histogram): ReportedLatency {
  const at = (percent: number): number | null =>
    secondsToMs(Percentiles?.find(({ Percentile }) => Percentile === percent)?.Value);
  return {
    min: secondsToMs(Min),
    max: secondsToMs(Max),
    mean: secondsToMs(Avg),
    stddev: secondsToMs(StdDev),
    p50: at(50),
    p90: at(90),
    p95: at(95),
    p99: at(99),
    p999: at(99.9),
  };
}
