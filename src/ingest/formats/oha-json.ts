import { counted } from '../../model/text/counted.ts';
import { z } from 'zod';
import type { Adapter } from '../adapter.ts';
import { parseDocument } from '../files/json-document.ts';
import { errorTypeList, sumCounts, transportError } from '../fields/labels.ts';
import type { FileAccount } from '../record/file-account.ts';
import type { RawFile } from '../files/raw-file.ts';
import { allEndpoints } from '../record/run-names.ts';
import type { Recorder } from '../record/recorder.ts';
import type { ReportedLatency } from '../record/reported-row.ts';
import { secondsToMs } from '../fields/units.ts';

/** oha writes null where there is no number: no request succeeded. */
const seconds = z.number().min(0).nullable().optional();
const percentiles = z.record(z.string(), z.number().min(0).nullable());
const counts = z.record(z.string(), z.number().int().min(0));

const report = z.looseObject({
  summary: z.looseObject({
    total: seconds,
    slowest: seconds,
    fastest: seconds,
    average: seconds,
    requestsPerSec: seconds,
  }),
  latencyPercentiles: percentiles,
  latencyPercentilesSuccessful: percentiles.optional(),
  statusCodeDistribution: counts,
  errorDistribution: counts,
});

/** What oha reports. */
export type OhaReport = z.infer<typeof report>;

/** oha's own error of requests that it stopped at the end of a timed test. */
const cutAtEnd = 'aborted due to deadline';

/** oha --output-format json (-j). */
export const ohaJson: Adapter = {
  id: 'oha-json',
  tool: 'oha',
  title: 'oha JSON',
  identifiedBy: 'A JSON object with summary.successRate, latencyPercentiles and statusCodeDistribution.',
  sourceClass: 'reported',
  notes: [
    'One report is one row. Seconds; percentiles are of all responses, whatever their status.',
    'Requests are those of the status code and error distributions; errors are those of the latter and statuses of 400 or above.',
    'Requests that oha itself aborted at the end of a timed test are neither: they were not answered, and did not fail.',
    'The rate is summary.requestsPerSec, or requests per total if requests were aborted (it counts those); the values under rps are of single moments and are not read.',
  ],
  sets: 'each',
  sniff: ({ json }) => {
    const { summary, latencyPercentiles, statusCodeDistribution } = (json ?? {}) as Record<string, unknown>;
    return (
      typeof summary === 'object' &&
      summary !== null &&
      Object.hasOwn(summary, 'successRate') &&
      latencyPercentiles !== undefined &&
      statusCodeDistribution !== undefined
    );
  },
  read: async ([file], recorder) => {
    readFile(file, recorder);
    return Promise.resolve();
  },
};

function readFile(file: RawFile, recorder: Recorder): void {
  const account = recorder.file(file, ohaJson.id, ohaJson.tool);
  recordOha(parseDocument(file, report), recorder, account);
}

/** Records a report, whether it came as JSON or as text. */
export function recordOha(document: OhaReport, recorder: Recorder, account: FileAccount): void {
  const { summary, statusCodeDistribution: statuses, errorDistribution: failures } = document;
  const failed = Object.entries(failures).filter(([message]) => message !== cutAtEnd);
  const errorTypes = errorTypeList([
    ...Object.entries(statuses).map(([code, count]) => [code, Number(code) >= 400 ? count : 0] as const),
    ...failed.map(([message, count]) => [transportError(message), count] as const),
  ]);
  const responses = total(statuses);
  const count = responses + failed.reduce((sum, [, one]) => sum + one, 0);
  const cut = failures[cutAtEnd] ?? 0;
  if (cut > 0)
    account.warn(
      'aborted-at-end',
      `oha aborted ${counted(cut, 'request')} at the end of the test. ${cut === 1 ? 'It was' : 'They were'} not answered and did not fail, so ${cut === 1 ? 'it is' : 'they are'} not counted.`,
    );
  recorder.durationSeconds = summary.total ?? null;
  recorder.reported({
    endpoint: allEndpoints,
    count,
    errors: sumCounts(errorTypes),
    errorTypes,
    latency: responses === 0 ? null : latencyOf(document),
    latencyOk: okLatency(document),
    requestsPerSecond: cut > 0 && summary.total ? count / summary.total : (summary.requestsPerSec ?? null),
  });
  account.accept();
}

const total = (distribution: Readonly<Record<string, number>>): number =>
  Object.values(distribution).reduce((sum, count) => sum + count, 0);

const latencyOf = ({ summary, latencyPercentiles }: OhaReport): ReportedLatency => ({
  min: secondsToMs(summary.fastest),
  max: secondsToMs(summary.slowest),
  mean: secondsToMs(summary.average),
  ...percentilesOf(latencyPercentiles),
});

const percentilesOf = (some: Readonly<Record<string, number | null>>): ReportedLatency => ({
  p50: secondsToMs(some.p50),
  p90: secondsToMs(some.p90),
  p95: secondsToMs(some.p95),
  p99: secondsToMs(some.p99),
  p999: secondsToMs(some['p99.9']),
});

/** oha's successes are statuses of 2xx: they are ours where there is no other status below 400. */
function okLatency({
  latencyPercentilesSuccessful: some,
  statusCodeDistribution,
}: OhaReport): ReportedLatency | null {
  const isSame = Object.keys(statusCodeDistribution).every((code) => /^[245]/.test(code));
  return some === undefined || !isSame ? null : percentilesOf(some);
}
