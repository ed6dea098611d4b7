import { fixed } from '../../model/text/format.ts';
import { z } from 'zod';
import type { Adapter } from '../adapter.ts';
import type { FileAccount } from '../record/file-account.ts';
import { parseDocument } from '../files/json-document.ts';
import { errorTypeList } from '../fields/labels.ts';
import type { RawFile } from '../files/raw-file.ts';
import { allEndpoints } from '../record/run-names.ts';
import type { Recorder } from '../record/recorder.ts';
import type { ReportedLatency } from '../record/reported-row.ts';
import type { Series } from '../record/series.ts';
import { cleanText } from '../fields/text.ts';
import { parseDateTime } from '../fields/times.ts';
import { isDurationMs, nanosecondsToMs } from '../fields/units.ts';

/** Share of the calls that details must hold to stand for all of them; ghz keeps the first million. */
const enoughDetails = 0.9;

const counts = z.record(z.string(), z.number().int().min(0)).nullable().optional();

const report = z.looseObject({
  name: z.string().optional(),
  options: z.looseObject({ call: z.string().optional() }).optional(),
  date: z.string().optional(),
  count: z.number().int().min(0),
  total: z.number().min(0),
  average: z.number().min(0),
  fastest: z.number().min(0),
  slowest: z.number().min(0),
  rps: z.number().min(0),
  errorDistribution: counts,
  statusCodeDistribution: counts,
  latencyDistribution: z
    .array(z.looseObject({ percentage: z.number(), latency: z.number().min(0) }))
    .nullable()
    .optional(),
  details: z
    .array(
      z.looseObject({
        timestamp: z.string().optional(),
        latency: z.number(),
        error: z.string().optional(),
        status: z.string().optional(),
      }),
    )
    .nullable()
    .optional(),
});

type Report = z.infer<typeof report>;
type Detail = NonNullable<Report['details']>[number];

/** ghz --format json. */
export const ghzJson: Adapter = {
  id: 'ghz-json',
  tool: 'ghz',
  title: 'ghz JSON',
  identifiedBy: 'A JSON object with latencyDistribution, statusCodeDistribution, count and rps.',
  sourceClass: 'exact',
  notes: [
    'Nanoseconds. One row per call of details; without details one row, as ghz prints it. Of options only the call is read.',
    "A call failed if its status is not OK. ghz's own percentiles are of calls that did not fail, its average of all.",
    "timestamp is the end of a call. details may contain fewer calls than were made: from 90% on their times are read, with a warning, and the others count without a time; else ghz's own values are read.",
  ],
  sets: 'each',
  sniff: ({ json }) =>
    typeof json === 'object' &&
    json !== null &&
    ['latencyDistribution', 'statusCodeDistribution', 'count', 'rps'].every((key) =>
      Object.hasOwn(json, key),
    ),
  read: async ([file], recorder) => {
    readFile(file, recorder);
    return Promise.resolve();
  },
};

function readFile(file: RawFile, recorder: Recorder): void {
  const account = recorder.file(file, ghzJson.id, ghzJson.tool);
  const document = parseDocument(file, report);
  const details = document.details ?? [];
  const endpoint = cleanText(document.options?.call ?? document.name ?? '') || allEndpoints;
  if (details.length === 0 || details.length < document.count * enoughDetails) {
    addSummary(document, endpoint, recorder);
    account.accept();
    if (details.length > 0) warnOfDetails(account, details.length, document.count);
    return;
  }
  const series = recorder.requests(null, endpoint);
  details.forEach((call, i) => {
    const refusal = addCall(call, series);
    if (refusal === null) account.accept();
    else account.refuse(i + 1, refusal);
  });
  if (details.length >= document.count) return;
  warnOfDetails(account, details.length, document.count);
  addUntimed(document, details, series);
}

/** Adds the call; otherwise says why it was refused. */
function addCall(call: Detail, series: Series): string | null {
  if (!isDurationMs(call.latency / 1e6))
    return `\`latency\` must be nanoseconds from 0 up, got ${call.latency}`;
  const durationMs = call.latency / 1e6;
  const end = parseDateTime(call.timestamp ?? '', null);
  series.add(end === null ? NaN : end.epochMs - durationMs, durationMs, errorType(call), NaN);
  return null;
}

/** Counts the calls that details leave out, by their status, and the time that ghz says all calls took. */
function addUntimed(document: Report, details: readonly Detail[], series: Series): void {
  const missing = document.count - details.length;
  const statuses = Object.entries(document.statusCodeDistribution ?? {}).flatMap(([status, count]) => {
    const listed = details.filter((call) => (errorType(call) ?? 'OK') === status).length;
    return Array.from({ length: Math.max(0, count - listed) }, () =>
      status === 'OK' ? null : cleanText(status),
    );
  });
  if (statuses.length !== missing) series.outcomesKnown = false;
  for (let i = 0; i < missing; i++) series.add(NaN, NaN, statuses[i] ?? null, NaN);
  series.lastEndMs = Math.max(series.lastEndMs, series.firstStartMs + document.total / 1e6);
}

const errorType = ({ status = '', error = '' }: Detail): string | null => {
  if (status !== '' && status !== 'OK') return cleanText(status);
  return error === '' ? null : cleanText(error);
};

const warnOfDetails = (account: FileAccount, listed: number, made: number): void =>
  account.warn('incomplete-details', `\`details\` contains ${fixed(listed, 0)} of ${fixed(made, 0)} calls.`);

function addSummary(document: Report, endpoint: string, recorder: Recorder): void {
  const { count, average, fastest, slowest, rps, latencyDistribution, total } = document;
  const statuses = Object.entries(document.statusCodeDistribution ?? {});
  const failed = statuses.filter(([status]) => status !== 'OK');
  const failures = failed.reduce((sum, [, some]) => sum + some, 0);
  // More failures than calls are a damaged count.
  const errors = failures > count ? null : failures;
  const at = (percentage: number): number | null =>
    nanosecondsToMs(latencyDistribution?.find((one) => one.percentage === percentage)?.latency);
  const ofOk: ReportedLatency = {
    min: nanosecondsToMs(fastest),
    max: nanosecondsToMs(slowest),
    p50: at(50),
    p90: at(90),
    p95: at(95),
    p99: at(99),
  };
  const mean = nanosecondsToMs(average);
  const all: ReportedLatency = errors === 0 ? { ...ofOk, mean } : { mean };
  recorder.durationSeconds = total / 1e9;
  recorder.reported({
    endpoint,
    count,
    errors,
    errorTypes: errorTypeList(failed.map(([status, some]) => [cleanText(status), some])),
    latency: count === 0 ? null : all,
    latencyOk: errors === 0 || errors === count ? null : ofOk,
    requestsPerSecond: rps,
  });
}
