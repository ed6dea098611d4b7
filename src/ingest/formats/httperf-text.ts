import { captured } from '../../model/checked.ts';
import type { Adapter } from '../adapter.ts';
import { IngestError } from '../files/ingest-error.ts';
import { errorTypeList, sumCounts, urlLabel } from '../fields/labels.ts';
import { parseNonNegative } from '../fields/number-fields.ts';
import type { RawFile } from '../files/raw-file.ts';
import { allEndpoints } from '../record/run-names.ts';
import type { Recorder } from '../record/recorder.ts';
import { countIn, numberIn } from '../fields/text-fields.ts';

/** Failures before a request could be sent: they are not among httperf's requests. */
const neverSent = ['connrefused', 'fd-unavail', 'addrunavail', 'ftab-full'] as const;
const broken = ['client-timo', 'socket-timo', 'connreset', 'other'] as const;

/** What httperf prints. */
export const httperfText: Adapter = {
  id: 'httperf-text',
  tool: 'httperf',
  title: 'httperf text report',
  identifiedBy: '"Total: connections N requests N replies N test-duration T s".',
  sourceClass: 'reported',
  notes: [
    'One report is one row; its endpoint is the --uri of the command line, of which nothing else is read. Milliseconds.',
    'The mean is the reply time (response and transfer); httperf prints no other value of single requests. Connection times are a transaction: they last as long as all calls on a connection.',
    'Errors are replies of 4xx and 5xx and the values of the lines Errors.',
  ],
  sets: 'each',
  reports: { core: /^Total: connections /m, start: /^httperf --/m },
  sniff: (head) => /^Total: connections \d+ requests \d+ replies \d+ test-duration/m.test(head.text),
  read: async ([file], recorder) => readFile(file, recorder),
};

async function readFile(file: RawFile, recorder: Recorder): Promise<void> {
  const account = recorder.file(file, httperfText.id, httperfText.tool);
  const text = await file.text();
  const total = /^Total: connections (\d+) requests (\d+) replies (\d+) test-duration ([\d.]+) s/m.exec(text);
  if (total === null || !/^Errors: total/m.test(text))
    throw new IngestError('cut', 'The report is incomplete.', 'Provide the complete output of httperf.');
  const [connections, requests, replies] = total.slice(1).map(Number) as [number, number, number];
  const failure = (name: string): readonly [string, number] => [
    name,
    countIn(text, new RegExp(`^Errors:.*\\b${name} (\\d+)`, 'm')),
  ];
  const errorTypes = errorTypeList([
    ['4xx', countIn(text, /^Reply status:.*\b4xx=(\d+)/m)],
    ['5xx', countIn(text, /^Reply status:.*\b5xx=(\d+)/m)],
    ...[...neverSent, ...broken].map(failure),
  ]);
  const response = numberIn(text, /^Reply time \[ms\]: response ([\d.]+)/m);
  const transfer = numberIn(text, /^Reply time \[ms\]: response [\d.]+ transfer ([\d.]+)/m);
  recorder.durationSeconds = parseNonNegative(captured(total, 4));
  recorder.reported({
    endpoint: urlLabel(/^httperf .*--uri=(\S+)/m.exec(text)?.[1] ?? allEndpoints),
    count: requests + neverSent.reduce((sum, name) => sum + failure(name)[1], 0),
    errors: sumCounts(errorTypes),
    errorTypes,
    latency: replies === 0 || response === null ? null : { mean: response + (transfer ?? 0) },
    requestsPerSecond: numberIn(text, /^Request rate: ([\d.]+) req\/s/m),
  });
  addConnections(text, connections, recorder);
  account.accept();
}

function addConnections(text: string, count: number, recorder: Recorder): void {
  const times = /^Connection time \[ms\]: min (\S+) avg (\S+) max (\S+) median (\S+) stddev (\S+)/m.exec(
    text,
  );
  if (times === null) return;
  const [min = null, mean = null, max = null, p50 = null, stddev = null] = times
    .slice(1)
    .map(parseNonNegative);
  recorder.reportedTransaction({
    endpoint: 'connection',
    count,
    errors: null,
    latency: { min, mean, max, p50, stddev },
  });
}
