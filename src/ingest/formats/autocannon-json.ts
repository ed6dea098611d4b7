import { z } from 'zod';
import { shapeText } from '../../model/text/issue-text.ts';
import type { Adapter } from '../adapter.ts';
import { IngestError } from '../files/ingest-error.ts';
import type { Head, RawFile } from '../files/raw-file.ts';
import { allEndpoints } from '../record/run-names.ts';
import type { Recorder } from '../record/recorder.ts';
import type { FileAccount } from '../record/file-account.ts';
import type { ReportedLatency, ReportedRow } from '../record/reported-row.ts';
import { cleanText } from '../fields/text.ts';
import { urlLabel } from '../fields/labels.ts';
import { largest, smallest } from '../../model/long-lists.ts';
import { coveredSeconds, type TestSpan } from '../record/covered-seconds.ts';

/** What autocannon prints with --json, one document a run. */
export const autocannonJson: Adapter = {
  id: 'autocannon-json',
  tool: 'autocannon',
  title: 'autocannon --json',
  identifiedBy:
    'A JSON object, or one per line, with `latency`, `requests` and `throughput` that contain `p97_5`, and with `non2xx`.',
  sourceClass: 'reported',
  notes: [
    'Times are milliseconds from a histogram, failed responses included. p90, p99 and p99.9 are there; autocannon has no p95.',
    'The endpoint is the URL under test. Each run is a row; a file may contain several runs, one per line.',
    'Requests are responses plus errors. Errors are connection errors and timeouts plus responses with status 400 and above.',
    'Latencies are whole milliseconds; latency.min is the least above 0, so it may be above the median.',
    'The rate is requests.average: the mean of the responses counted each second. Users are the connections.',
  ],
  sets: 'each',
  sniff: (head) => isResult(head.json ?? firstLine(head)),
  read: async (files, recorder) => {
    for (const file of files) await readFile(file, recorder);
  },
};

function isResult(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { latency, requests, throughput, ...rest } = value as Record<string, unknown>;
  const hasPercentiles = (part: unknown): boolean =>
    typeof part === 'object' && part !== null && 'p97_5' in part;
  return 'non2xx' in rest && [latency, requests, throughput].every(hasPercentiles);
}

/** The value of the first line where the file holds one JSON value a line. */
function firstLine({ lines }: Head): unknown {
  const line = lines.find((one) => one.trim() !== '') ?? '';
  return line.trimStart().startsWith('{') ? parseOrNothing(line) : undefined;
}

function parseOrNothing(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

const figure = z.number().min(0);
const count = z.number().int().min(0);

const resultSchema = z.looseObject({
  url: z.string().optional(),
  title: z.string().optional(),
  start: z.string().optional(),
  duration: figure.optional(),
  connections: count.optional(),
  errors: count,
  timeouts: count.default(0),
  mismatches: count.default(0),
  non2xx: count,
  '2xx': count.optional(),
  '4xx': count.optional(),
  '5xx': count.optional(),
  statusCodeStats: z.record(z.string(), z.looseObject({ count })).default({}),
  latency: z.looseObject({
    average: figure,
    stddev: figure.optional(),
    min: figure,
    max: figure,
    p50: figure,
    p90: figure.optional(),
    p99: figure,
    p99_9: figure.optional(),
    totalCount: count.optional(),
  }),
  requests: z.looseObject({ average: figure, total: count }),
});

type Result = z.infer<typeof resultSchema>;

async function readFile(file: RawFile, recorder: Recorder): Promise<void> {
  const account = recorder.file(file, autocannonJson.id, autocannonJson.tool);
  const documents =
    file.head.json === undefined ? linesOf(await file.text()) : [[1, file.head.json] as const];
  const spans: TestSpan[] = [];
  for (const [line, document] of documents) {
    const result = resultSchema.safeParse(document);
    if (!result.success) {
      account.refuse(
        line,
        document === undefined ? 'the line is not a JSON object' : shapeText(result.error, document),
      );
      continue;
    }
    recorder.reported(rowOf(result.data, account));
    account.accept();
    const { start = '', duration } = result.data;
    if (duration !== undefined) spans.push({ startMs: Date.parse(start), seconds: duration });
  }
  if (account.accepted === 0)
    throw new IngestError(
      'unexpected-shape',
      `No run in the file matches the output of autocannon: ${account.firstRefused[0]?.reason ?? 'nothing found'}.`,
      'Check that the file is complete and was not edited.',
    );
  stateSpan(spans, recorder);
}

const linesOf = (text: string): (readonly [number, unknown])[] =>
  text
    .split(/\r?\n/)
    .map((line, i) => [i + 1, line] as const)
    .filter(([, line]) => line.trim() !== '')
    .map(([number, line]) => [number, parseOrNothing(line)] as const);

/** From the first run's start to the last one's end, and how much of it the runs took. */
function stateSpan(spans: readonly TestSpan[], recorder: Recorder): void {
  const first = smallest(spans.map((span) => span.startMs));
  if (spans.length === 0) return;
  if (Number.isNaN(first)) {
    recorder.durationSeconds = spans.reduce((sum, span) => sum + span.seconds, 0);
    return;
  }
  if (spans.length > 1) recorder.activeSeconds = coveredSeconds(spans);
  recorder.startedAtMs = first;
  recorder.durationSeconds =
    largest(spans.map((span) => span.startMs + span.seconds * 1_000 - first)) / 1_000;
}

function rowOf(result: Result, account: FileAccount): ReportedRow {
  const { errors: connectionErrors, requests, latency } = result;
  const failedResponses = (result['4xx'] ?? result.non2xx) + (result['5xx'] ?? 0);
  const total = requests.total + connectionErrors;
  if (result.mismatches > 0)
    account.warn(
      'body-mismatches',
      `${result.mismatches} responses had another body than expected. They are not counted as errors: the file does not say which of them failed already.`,
    );
  if ((latency.totalCount ?? 0) > requests.total)
    account.warn(
      'corrected-latency',
      'Response times were corrected for coordinated omission: they contain more values than there were responses.',
    );
  const isOkOnly = latency.totalCount !== undefined && latency.totalCount < requests.total;
  if (isOkOnly)
    account.warn('successes-only', 'Response times are those of 2xx responses alone (--excludeErrorStats).');
  const figures = requests.total === 0 ? null : latencyOf(latency);
  return {
    endpoint: result.url === undefined ? allEndpoints : urlLabel(result.url),
    scenario: result.title === undefined || result.title === '' ? null : cleanText(result.title),
    count: total,
    errors: connectionErrors + failedResponses,
    errorTypes: errorTypesOf(result),
    latency: isOkOnly ? null : figures,
    latencyOk: isOkOnly ? figures : null,
    requestsPerSecond: requests.average,
    maxUsers: result.connections ?? null,
  };
}

const latencyOf = ({
  average,
  stddev,
  min,
  max,
  p50,
  p90,
  p99,
  p99_9,
}: Result['latency']): ReportedLatency => ({
  min,
  max,
  mean: average,
  stddev: stddev ?? null,
  p50,
  p90: p90 ?? null,
  p99,
  p999: p99_9 ?? null,
});

function errorTypesOf(result: Result): { type: string; count: number }[] {
  const codes = Object.entries(result.statusCodeStats).filter(([code]) => Number(code) >= 400);
  const responses =
    codes.length > 0
      ? codes.map(([type, stats]) => ({ type, count: stats.count }))
      : [
          { type: '4xx', count: result['4xx'] ?? 0 },
          { type: '5xx', count: result['5xx'] ?? 0 },
        ];
  return [
    ...responses,
    { type: 'timeout', count: result.timeouts },
    { type: 'connection error', count: Math.max(0, result.errors - result.timeouts) },
  ].filter((one) => one.count > 0);
}
