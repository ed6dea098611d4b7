import type { Adapter } from '../adapter.ts';
import { IngestError } from '../files/ingest-error.ts';
import { errorTypeList, sumCounts, transportError } from '../fields/labels.ts';
import type { RawFile } from '../files/raw-file.ts';
import { allEndpoints } from '../record/run-names.ts';
import type { Recorder } from '../record/recorder.ts';
import { numberIn } from '../fields/text-fields.ts';
import { secondsToMs } from '../fields/units.ts';

/** Responses whose times hey keeps. */
const mostTimed = 1_000_000;

/** What hey prints. */
export const heyText: Adapter = {
  id: 'hey-text',
  tool: 'hey',
  title: 'hey text report',
  identifiedBy: '"Summary:" with Total, Slowest, Fastest and Average in secs, and Requests/sec.',
  sourceClass: 'reported',
  notes: [
    'One report is one row. Seconds with four decimals; percentiles 50, 90, 95 and 99 of all responses, whatever their status.',
    'Requests are the responses of the status code distribution and the failures of the error distribution.',
    'Errors are responses of status 400 or above and connections that failed; the latter have no time.',
    'hey keeps only its first 1,000,000 responses: of a longer test the count comes from rate and duration, and errors are unknown.',
  ],
  sets: 'each',
  reports: { core: /^Summary:/m, start: /^Summary:/m },
  sniff: (head) => {
    if (!/^Summary:/m.test(head.text) || !/^[^\S\r\n\u2028\u2029]*Requests\/sec:/m.test(head.text))
      return false;
    // The texts of oha and ghz look alike.
    if (/^[^\S\r\n\u2028\u2029]*(?:Success rate|Count):/m.test(head.text)) return false;
    return /^[^\S\r\n\u2028\u2029]*Slowest:\s+[\d.]+ secs/m.test(head.text)
      ? true
      : 'but its times are not in secs';
  },
  read: async (files, recorder) => {
    for (const file of files) await readFile(file, recorder);
  },
};

async function readFile(file: RawFile, recorder: Recorder): Promise<void> {
  const account = recorder.file(file, heyText.id, heyText.tool);
  const text = await file.text();
  const statuses = [...text.matchAll(/^[^\S\r\n\u2028\u2029]*\[(\d{3})\]\s+(\d+) responses/gm)];
  const failures = [
    ...(/Error distribution:([\s\S]*)$/.exec(text)?.[1] ?? '').matchAll(
      /^[^\S\r\n\u2028\u2029]*\[(\d+)\]\s+(.+)$/gm,
    ),
  ];
  if (statuses.length === 0 && failures.length === 0)
    throw new IngestError(
      'cut',
      'The report has no status code distribution: it is incomplete.',
      'Provide the complete output of hey.',
    );
  const responses = statuses.reduce((sum, [, , count]) => sum + Number(count), 0);
  const errorTypes = errorTypeList([
    ...statuses.map(
      ([, status, count]) => [status ?? '', Number(status) >= 400 ? Number(count) : 0] as const,
    ),
    ...failures.map(([, count, message]) => [transportError(message ?? ''), Number(count)] as const),
  ]);
  const listed = responses + failures.reduce((sum, [, count]) => sum + Number(count), 0);
  const made = madeRequests(text);
  const isCut = responses >= mostTimed && made !== null && made > listed * 1.001;
  if (isCut)
    account.warn(
      'cut-at-a-million',
      `hey keeps only its first 1,000,000 responses: statuses and percentiles are of those, of about ${made.toLocaleString('en-US')} requests. How many of the others failed is unknown, and the average, which hey gets wrong then, is left out.`,
    );
  recorder.durationSeconds = seconds(text, 'Total');
  recorder.reported({
    endpoint: allEndpoints,
    count: isCut ? made : listed,
    errors: isCut ? null : sumCounts(errorTypes),
    errorTypes,
    // Connections that failed have no time.
    timed: responses,
    latency:
      responses === 0
        ? null
        : {
            min: secondsToMs(seconds(text, 'Fastest')),
            max: secondsToMs(seconds(text, 'Slowest')),
            mean: isCut ? null : secondsToMs(seconds(text, 'Average')),
            p50: percentile(text, 50),
            p90: percentile(text, 90),
            p95: percentile(text, 95),
            p99: percentile(text, 99),
          },
    requestsPerSecond: rateOf(text),
  });
  account.accept();
}

/** Requests by rate and duration: those that hey made, also where it lists fewer. */
function madeRequests(text: string): number | null {
  const [rate, total] = [rateOf(text), seconds(text, 'Total')];
  return rate === null || total === null ? null : Math.round(rate * total);
}

const rateOf = (text: string): number | null =>
  numberIn(text, /^[^\S\r\n\u2028\u2029]*Requests\/sec:\s+([\d.]+)/m);

const seconds = (text: string, name: string): number | null =>
  numberIn(text, new RegExp(`^[^\\S\\n]*${name}:\\s+([\\d.]+) secs`, 'm'));

// Some versions print two percent signs.
const percentile = (text: string, percent: number): number | null =>
  secondsToMs(numberIn(text, new RegExp(`^[^\\S\\n]*${percent}%+ in ([\\d.]+) secs`, 'm')));
