import type { Adapter } from '../adapter.ts';
import { IngestError } from '../files/ingest-error.ts';
import { errorTypeList, sumCounts, transportError, urlLabel } from '../fields/labels.ts';
import { countIn, numberIn } from '../fields/text-fields.ts';
import { parseDurationMs } from '../fields/units.ts';
import type { RawFile } from '../files/raw-file.ts';
import { allEndpoints } from '../record/run-names.ts';
import type { Recorder } from '../record/recorder.ts';
import type { ReportedLatency } from '../record/reported-row.ts';

/** What bombardier prints. */
export const bombardierText: Adapter = {
  id: 'bombardier-text',
  tool: 'bombardier',
  title: 'bombardier text report',
  identifiedBy: '"Statistics Avg Stdev Max" with Reqs/sec and Latency, and "HTTP codes:".',
  sourceClass: 'reported',
  notes: [
    'One report is one row; its endpoint is the URL. Percentiles with -l only; there is no minimum.',
    'Errors are statuses of 400 or above and requests without response (others).',
    'The rate is requests per duration of the test. A test of a number of requests prints none; its average of single moments is not read.',
  ],
  sets: 'each',
  reports: { core: /^Statistics\s+Avg\s+Stdev\s+Max/m, start: /^Bombarding /m },
  sniff: ({ text }) =>
    /^Statistics\s+Avg\s+Stdev\s+Max/m.test(text) && /^[^\S\r\n\u2028\u2029]*Reqs\/sec\s/m.test(text),
  read: async (files, recorder) => {
    for (const file of files) await readFile(file, recorder);
  },
};

async function readFile(file: RawFile, recorder: Recorder): Promise<void> {
  const account = recorder.file(file, bombardierText.id, bombardierText.tool);
  const text = await file.text();
  const counts = ['1xx', '2xx', '3xx', '4xx', '5xx', 'others'].map((name) =>
    numberIn(text, new RegExp(`\\b${name} - (\\d+)`)),
  );
  const [, , , req4xx = null, req5xx = null, others = null] = counts;
  if (req4xx === null || req5xx === null || others === null)
    throw new IngestError(
      'cut',
      'The report has no "HTTP codes": it is incomplete.',
      'Provide the complete output of bombardier.',
    );
  const described = [
    ...(/^[^\S\r\n\u2028\u2029]*Errors:\s*$([\s\S]*)/m.exec(text)?.[1] ?? '').matchAll(
      /^[^\S\r\n\u2028\u2029]*(\S.*?) - (\d+)\s*$/gm,
    ),
  ];
  const errorTypes = errorTypeList([
    ['4xx', req4xx],
    ['5xx', req5xx],
    ...(described.reduce((sum, [, , n]) => sum + Number(n), 0) === others
      ? described.map(([, message = '', n]) => [transportError(message), Number(n)] as const)
      : [['no response', others] as const]),
  ]);
  const count = counts.reduce<number>((sum, one) => sum + (one ?? 0), 0);
  const seconds = parseDurationMs(/^Bombarding \S+ for (\S+) using/m.exec(text)?.[1] ?? '');
  recorder.durationSeconds = seconds === null ? null : seconds / 1_000;
  recorder.reported({
    endpoint: urlLabel(/^Bombarding (\S+)/m.exec(text)?.[1] ?? '') || allEndpoints,
    count,
    errors: sumCounts(errorTypes),
    errorTypes,
    latency: count === 0 ? null : latencyOf(text),
    requestsPerSecond: seconds === null || seconds === 0 ? null : (count * 1_000) / seconds,
    maxUsers: countIn(text, /using (\d+) connection/) || null,
  });
  account.accept();
}

function latencyOf(text: string): ReportedLatency {
  const [, mean = '', stddev = '', max = ''] =
    /^[^\S\r\n\u2028\u2029]*Latency\s+(\S+)\s+(\S+)\s+(\S+)/m.exec(text) ?? [];
  // Newer versions repeat the percentiles for each class of status; the first list is of all.
  const all =
    /^[^\S\r\n\u2028\u2029]*Latency Distribution(?: \(Total\))?\s*$([\s\S]*?)^[^\S\r\n\u2028\u2029]*(?:Latency Distribution|HTTP codes)/m.exec(
      text,
    )?.[1] ?? '';
  const at = (percent: number): number | null =>
    parseDurationMs(new RegExp(`^[^\\S\\n]*${percent}%\\s+(\\S+)`, 'm').exec(all)?.[1] ?? '');
  return {
    mean: parseDurationMs(mean),
    stddev: parseDurationMs(stddev),
    max: parseDurationMs(max),
    p50: at(50),
    p90: at(90),
    p95: at(95),
    p99: at(99),
  };
}
