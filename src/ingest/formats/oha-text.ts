import type { Adapter } from '../adapter.ts';
import { IngestError } from '../files/ingest-error.ts';
import { parseNumber } from '../fields/number-fields.ts';
import { numberIn } from '../fields/text-fields.ts';
import type { RawFile } from '../files/raw-file.ts';
import type { Recorder } from '../record/recorder.ts';
import { recordOha } from './oha-json.ts';

/** What oha prints. */
export const ohaText: Adapter = {
  id: 'oha-text',
  tool: 'oha',
  title: 'oha text report',
  identifiedBy: '"Summary:" with Success rate and Requests/sec, and a status code distribution.',
  sourceClass: 'reported',
  notes: ['As the JSON report, with the printed number of digits.'],
  sets: 'each',
  reports: { core: /^[^\S\r\n\u2028\u2029]*Success rate:/m, start: /^Summary:/m },
  sniff: ({ text }) => /^Summary:/m.test(text) && /^[^\S\r\n\u2028\u2029]*Success rate:/m.test(text),
  read: async (files, recorder) => {
    for (const file of files) await readFile(file, recorder);
  },
};

async function readFile(file: RawFile, recorder: Recorder): Promise<void> {
  const account = recorder.file(file, ohaText.id, ohaText.tool);
  const text = await file.text();
  const failures = /^Error distribution:([\s\S]*)$/m.exec(text)?.[1] ?? '';
  const statuses = Object.fromEntries(
    [...text.matchAll(/^[^\S\r\n\u2028\u2029]*\[(\d{3})\]\s+(\d+) responses/gm)].map(([, code, n]) => [
      code ?? '',
      Number(n),
    ]),
  );
  const errors = Object.fromEntries(
    [...failures.matchAll(/^[^\S\r\n\u2028\u2029]*\[(\d+)\]\s+(.+)$/gm)].map(([, n, message]) => [
      message ?? '',
      Number(n),
    ]),
  );
  if (Object.keys(statuses).length === 0 && Object.keys(errors).length === 0)
    throw new IngestError(
      'cut',
      'The report has no status code distribution: it is incomplete.',
      'Provide the complete output of oha.',
    );
  const summary = {
    total: secondsOf(text, 'Total'),
    slowest: secondsOf(text, 'Slowest'),
    fastest: secondsOf(text, 'Fastest'),
    average: secondsOf(text, 'Average'),
    requestsPerSec: numberIn(text, /^[^\S\r\n\u2028\u2029]*Requests\/sec:\s+([\d.]+)/m),
  };
  recordOha(
    {
      summary,
      latencyPercentiles: percentilesOf(text),
      statusCodeDistribution: statuses,
      errorDistribution: errors,
    },
    recorder,
    account,
  );
}

/** Seconds in each unit that oha prints; it takes one for the whole report. */
const secondsIn: Readonly<Record<string, number>> = {
  ns: 1e-9,
  us: 1e-6,
  µs: 1e-6,
  ms: 1e-3,
  s: 1,
  sec: 1,
  secs: 1,
  min: 60,
  m: 60,
  hr: 3_600,
  h: 3_600,
};

function asSeconds(value: string | undefined, unit: string | undefined): number | null {
  const number = parseNumber(value ?? '');
  const factor = secondsIn[unit ?? ''];
  if (number === null || factor === undefined) return null;
  return Number((number * factor).toPrecision(12));
}

function secondsOf(text: string, name: string): number | null {
  const [, value, unit] = new RegExp(`^[^\\S\\n]*${name}:\\s+([\\d.]+) ?([a-zµ]+)`, 'm').exec(text) ?? [];
  return asSeconds(value, unit);
}

/** `95.00% in 0.0123 secs`, under the names that the JSON report gives them. */
const percentilesOf = (text: string): Record<string, number | null> =>
  Object.fromEntries(
    [...text.matchAll(/^[^\S\r\n\u2028\u2029]*([\d.]+)% in ([\d.]+) ?([a-zµ]+)/gm)].map(
      ([, percent = '', value, unit]) => [`p${Number(percent)}`, asSeconds(value, unit)],
    ),
  );
