import { z } from 'zod';
import type { Adapter } from '../../adapter.ts';
import { parseDocument } from '../../files/json-document.ts';
import type { RawFile } from '../../files/raw-file.ts';
import type { Recorder } from '../../record/recorder.ts';
import type { ReportedLatency, ReportedRow } from '../../record/reported-row.ts';
import { cleanText } from '../../fields/text.ts';
import { gooseEndpoint } from './goose-requests.ts';

const count = z.number().int().min(0);
/** goose writes null where it divided by 0. */
const number = z
  .number()
  .min(0)
  .nullish()
  .transform((value) => value ?? null);
const totals = z.looseObject({
  name: z.string(),
  number_of_requests: count,
  number_of_failures: count,
  response_time_average: number,
  response_time_minimum: number,
  response_time_maximum: number,
  requests_per_second: number,
});
const request = totals.extend({ method: z.string(), is_breakdown: z.boolean().default(false) });
const transaction = totals.extend({ is_scenario: z.boolean() });
const response = z.looseObject({
  method: z.string(),
  name: z.string(),
  percentile_50: number,
  percentile_90: number,
  percentile_95: number,
  percentile_99: number,
});
const failure = z.looseObject({
  method: z.string(),
  name: z.string(),
  error: z.string(),
  occurrences: count,
});
const schema = z.looseObject({
  raw_metrics: z.looseObject({ duration: z.number().min(0), maximum_users: count.optional() }),
  raw_request_metrics: z.array(request),
  raw_response_metrics: z.array(response),
  transaction_metrics: z.array(transaction).nullish(),
  errors: z.array(failure).nullish(),
});

type Report = z.output<typeof schema>;
type Totals = z.output<typeof totals>;
type Request = z.output<typeof request>;

/** goose --report-file report.json. */
export const gooseReportJson: Adapter = {
  id: 'goose-report-json',
  tool: 'goose',
  title: 'goose report (JSON)',
  identifiedBy: 'A JSON object with `raw_metrics`, `raw_request_metrics` and `raw_response_metrics`.',
  sourceClass: 'reported',
  notes: [
    'Each request is a row; the row Aggregated is the total. Whole milliseconds until the first byte of the response, failed requests included.',
    'goose rounds times before it takes percentiles: to 10 ms from 100 ms, to 100 ms from 500 ms and to 1 s from 1 s. Its minimum is the least time above 0.',
    'Requests are those goose made, without what it adds for coordinated omission. Errors are its own: responses of other statuses than 2xx, and what the script marks.',
    'Transactions are named after their scenario. The report has a length in whole seconds, but no date.',
  ],
  sets: 'each',
  sniff: ({ json }) =>
    typeof json === 'object' &&
    json !== null &&
    ['raw_metrics', 'raw_request_metrics', 'raw_response_metrics'].every((key) => Object.hasOwn(json, key)),
  read: (files, recorder) => {
    for (const file of files) readFile(file, recorder);
    return Promise.resolve();
  },
};

function readFile(file: RawFile, recorder: Recorder): void {
  const account = recorder.file(file, gooseReportJson.id, gooseReportJson.tool);
  const report = parseDocument(file, schema);
  const { duration, maximum_users: users } = report.raw_metrics;
  recorder.durationSeconds = duration === 0 ? null : duration;
  for (const one of report.raw_request_metrics) {
    // Rows of single statuses repeat requests of the row above them.
    if (one.is_breakdown) continue;
    const isTotal = one.method === '' && one.name === 'Aggregated';
    const row = { ...rowOf(one, report), maxUsers: users ?? null };
    if (isTotal) recorder.reportedPooled(row);
    else recorder.reported({ ...row, endpoint: gooseEndpoint(one.method, one.name) });
    account.accept();
  }
  addTransactions(report, recorder);
}

function rowOf(
  one: Request,
  { raw_response_metrics: responses, errors }: Report,
): Omit<ReportedRow, 'endpoint'> {
  const isSame = ({ method, name }: { method: string; name: string }): boolean =>
    method === one.method && name === one.name;
  const times = responses.find(isSame);
  return {
    ...countsOf(one),
    errorTypes: (errors ?? [])
      .filter(isSame)
      .map(({ error, occurrences }) => ({ type: cleanText(error), count: occurrences })),
    latency: latencyOf(one, {
      p50: times?.percentile_50 ?? null,
      p90: times?.percentile_90 ?? null,
      p95: times?.percentile_95 ?? null,
      p99: times?.percentile_99 ?? null,
    }),
  };
}

const countsOf = (one: Totals): { count: number; errors: number; requestsPerSecond: number | null } => ({
  count: one.number_of_requests,
  errors: one.number_of_failures,
  requestsPerSecond: one.requests_per_second,
});

function latencyOf(one: Totals, percentiles: ReportedLatency): ReportedLatency | null {
  if (one.number_of_requests === 0) return null;
  return {
    min: one.response_time_minimum,
    max: one.response_time_maximum,
    mean: one.response_time_average,
    ...percentiles,
  };
}

/** A row that names a scenario stands above those of its transactions. */
function addTransactions({ transaction_metrics: rows }: Report, recorder: Recorder): void {
  let scenario = '';
  for (const one of rows ?? []) {
    if (one.is_scenario) scenario = one.name;
    else if (one.name !== '' && one.name !== 'Aggregated')
      recorder.reportedTransaction({
        endpoint: cleanText(`${scenario}: ${one.name}`),
        ...countsOf(one),
        latency: latencyOf(one, {}),
      });
  }
}
