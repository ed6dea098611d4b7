import { z } from 'zod';
import type { Adapter } from '../adapter.ts';
import { IngestError } from '../files/ingest-error.ts';
import { errorTypeList, sumCounts, transportError, urlLabel } from '../fields/labels.ts';
import type { RawFile } from '../files/raw-file.ts';
import { allEndpoints } from '../record/run-names.ts';
import type { Recorder } from '../record/recorder.ts';
import { microsecondsToMs } from '../fields/units.ts';

const microseconds = z.number().min(0).optional();
const count = z.number().int().min(0);

const report = z.looseObject({
  spec: z.looseObject({
    numberOfConnections: count.optional(),
    method: z.string().optional(),
    url: z.string().optional(),
  }),
  result: z.looseObject({
    timeTakenSeconds: z.number().min(0),
    req1xx: count,
    req2xx: count,
    req3xx: count,
    req4xx: count,
    req5xx: count,
    others: count,
    errors: z.array(z.looseObject({ description: z.string(), count })).optional(),
    latency: z
      .looseObject({
        mean: microseconds,
        stddev: microseconds,
        max: microseconds,
        percentiles: z.record(z.string(), z.number().min(0)).optional(),
      })
      .optional(),
  }),
});

/** bombardier writes no blanks; a file that went through a JSON printer has them. */
const documentStart = /\{\s*"spec"\s*:\s*\{\s*"numberOfConnections"\s*:/;

/** bombardier -o json. */
export const bombardierJson: Adapter = {
  id: 'bombardier-json',
  tool: 'bombardier',
  title: 'bombardier JSON',
  identifiedBy:
    'A JSON object with spec.numberOfConnections and result.req2xx, after progress lines or alone.',
  sourceClass: 'reported',
  notes: [
    'One report is one row; its endpoint is method and URL. Microseconds; percentiles (with -l only) and mean are of all requests, failed ones included. There is no minimum.',
    'Errors are statuses of 400 or above and requests without response (others).',
    'The rate is requests per time taken; the values under rps are of single moments and are not read.',
  ],
  sets: 'each',
  reports: { core: /"numberOfConnections"\s*:/, start: /\{\s*"spec"\s*:/ },
  sniff: (head) => documentStart.test(head.text) && /"req2xx"\s*:/.test(head.text),
  read: async ([file], recorder) => readFile(file, recorder),
};

async function readFile(file: RawFile, recorder: Recorder): Promise<void> {
  const account = recorder.file(file, bombardierJson.id, bombardierJson.tool);
  const { spec, result } = parse(await file.text());
  const { req1xx, req2xx, req3xx, req4xx, req5xx, others, errors = [], latency, timeTakenSeconds } = result;
  const requests = req1xx + req2xx + req3xx + req4xx + req5xx + others;
  const described = errors.reduce((sum, error) => sum + error.count, 0);
  const errorTypes = errorTypeList([
    ['4xx', req4xx],
    ['5xx', req5xx],
    // A request may have an error and a status: descriptions stand for the others where they are as many.
    ...(described === others
      ? errors.map((error) => [transportError(error.description), error.count] as const)
      : [['no response', others] as const]),
  ]);
  const at = (percent: string): number | null => microsecondsToMs(latency?.percentiles?.[percent]);
  recorder.durationSeconds = timeTakenSeconds;
  recorder.reported({
    endpoint: spec.url === undefined ? allEndpoints : `${spec.method ?? ''} ${urlLabel(spec.url)}`.trim(),
    count: requests,
    errors: sumCounts(errorTypes),
    errorTypes,
    latency:
      latency === undefined || requests === 0
        ? null
        : {
            mean: microsecondsToMs(latency.mean),
            stddev: microsecondsToMs(latency.stddev),
            max: microsecondsToMs(latency.max),
            p50: at('50'),
            p90: at('90'),
            p95: at('95'),
            p99: at('99'),
          },
    requestsPerSecond: timeTakenSeconds > 0 ? requests / timeTakenSeconds : null,
    maxUsers: spec.numberOfConnections ?? null,
  });
  account.accept();
}

/** The document in the text, after whatever progress was printed before it. */
function parse(text: string): z.infer<typeof report> {
  const start = text.search(documentStart);
  const end = text.lastIndexOf('}');
  try {
    return report.parse(JSON.parse(text.slice(start, end + 1)));
  } catch {
    throw new IngestError(
      'invalid-json',
      'The JSON in the file is incomplete, or does not match the output of bombardier.',
      'Run bombardier with `-p r -o json`, so that nothing but the result is printed.',
    );
  }
}
