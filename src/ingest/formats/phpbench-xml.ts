import { SaxesParser, type SaxesTagPlain } from 'saxes';
import type { Adapter } from '../adapter.ts';
import { parseNonNegative } from '../fields/number-fields.ts';
import { cleanText } from '../fields/text.ts';
import { microsecondsToMs } from '../fields/units.ts';
import type { RawFile } from '../files/raw-file.ts';
import {
  distinctNames,
  FailedBenchmarks,
  recordMeasure,
  recordTimings,
  warnOfBatches,
} from '../record/benchmark-results.ts';
import type { Recorder } from '../record/recorder.ts';
import { requireRows } from '../record/usable-rows.ts';

/** What PHPBench writes with --dump-file. */
export const phpbenchXml: Adapter = {
  id: 'phpbench-xml',
  tool: 'PHPBench',
  title: 'PHPBench XML (--dump-file)',
  identifiedBy: 'XML with the root `phpbench`.',
  sourceClass: 'exact',
  results: 'benchmarks',
  notes: [
    'Microseconds of one call: a sample is the mean of one iteration (time-avg), of `revs` calls. Names are class and subject; parameters are added in brackets.',
    'The mean of the peak memory of the iterations is a measure. A benchmark that threw is counted, with a warning. A baseline in the file is not read.',
  ],
  sets: 'each',
  sniff: ({ text }) => /<phpbench\b[^>]{0,500}\bversion=/.test(text),
  read: async (files, recorder) => {
    for (const file of files) await readFile(file, recorder);
  },
};

interface Variant {
  readonly name: string;
  readonly details: string[];
  readonly line: number;
  readonly timesMs: number[];
  readonly peakBytes: number[];
  isBatched: boolean;
  failure: string | null;
}

async function readFile(file: RawFile, recorder: Recorder): Promise<void> {
  const account = recorder.file(file, phpbenchXml.id, phpbenchXml.tool);
  const text = await file.text();
  account.toolVersion = /<phpbench\b[^>]{0,500}\bversion="([^"]{1,40})"/.exec(text)?.[1] ?? null;
  const variants = readVariants(text);
  const names = distinctNames(
    variants.map(({ name, details }) => ({ name: fullName(name, details), details: [] })),
  );
  const failed = new FailedBenchmarks();
  for (const [i, one] of variants.entries()) {
    const endpoint = names[i] ?? one.name;
    if (one.failure !== null) failed.add(account, endpoint, one.failure);
    else if (one.timesMs.length === 0)
      account.refuse(one.line, `"${endpoint.slice(0, 60)}" has no iteration with a time-avg`);
    else {
      account.accept();
      if (one.isBatched) warnOfBatches(account);
      recordTimings(recorder, endpoint, one.timesMs);
      recordMeasure(recorder, { endpoint, what: 'peak memory' }, 'bytes', one.peakBytes, 'lower');
    }
  }
  failed.report(account);
  requireRows([account], 'Run phpbench again with --dump-file.');
}

function readVariants(text: string): Variant[] {
  const parser = new SaxesParser({ xmlns: false });
  const variants: Variant[] = [];
  let [benchmark, subject, isError] = ['', '', false];
  // A cut end leaves out the last variants: what could be read still counts.
  parser.on('error', () => undefined);
  parser.on('opentag', ({ name, attributes }: SaxesTagPlain) => {
    const last = variants.at(-1);
    if (name === 'benchmark') benchmark = (attributes.class ?? '').replace(/^\\/, '');
    else if (name === 'subject') subject = attributes.name ?? '';
    else if (name === 'variant')
      variants.push({
        name: cleanText(`${benchmark}::${subject}`),
        ...{ details: [''], line: parser.line, timesMs: [], peakBytes: [] },
        ...{ isBatched: Number(attributes.revs ?? '1') > 1, failure: null },
      });
    else if (last !== undefined) {
      if (name === 'parameter-set') last.details[0] = setName(attributes.name ?? '');
      if (name === 'parameter' && attributes.value !== undefined) addParameter(last, attributes);
      if (name === 'iteration') addIteration(last, attributes);
      isError = name === 'error';
      if (isError) last.failure = '';
    }
  });
  parser.on('text', (content) => {
    const last = variants.at(-1);
    if (isError && last?.failure === '') last.failure = content.trim();
  });
  parser.write(text).close();
  return variants;
}

const fullName = (name: string, details: readonly string[]): string => {
  const known = details.filter((detail) => detail !== '').join(', ');
  return known === '' ? name : `${name} (${known})`;
};

/** Sets without a name of their own are numbered: their parameters say more. */
const setName = (name: string): string => (/^\d*$/.test(name) ? '' : cleanText(name));

function addParameter(variant: Variant, { name = '', value = '' }: Record<string, string>): void {
  const known = variant.details[0] ?? '';
  variant.details[0] = cleanText([known, `${name}=${value}`].filter((part) => part !== '').join(', '));
}

function addIteration(variant: Variant, attributes: Record<string, string>): void {
  const ms = microsecondsToMs(parseNonNegative(attributes['time-avg'] ?? ''));
  const peak = parseNonNegative(attributes['mem-peak'] ?? '');
  if (ms !== null) variant.timesMs.push(ms);
  if (peak !== null) variant.peakBytes.push(peak);
}
