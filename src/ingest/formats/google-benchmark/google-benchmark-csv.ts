import type { Adapter } from '../../adapter.ts';
import { csvRecords } from '../../files/csv.ts';
import { aggregateOf } from './google-benchmark-aggregates.ts';
import { recordGoogleRows, type GoogleRow } from './google-benchmark-rows.ts';
import { IngestError } from '../../files/ingest-error.ts';
import { parseNumber } from '../../fields/number-fields.ts';
import type { RawFile } from '../../files/raw-file.ts';
import type { Recorder } from '../../record/recorder.ts';

const headerStart = /^"?name"?,"?iterations"?,"?real_time"?,"?cpu_time"?,"?time_unit"?/;
const known = [
  'name',
  'iterations',
  'real_time',
  'cpu_time',
  'time_unit',
  'label',
  'error_occurred',
  'error_message',
];

/** What Google Benchmark writes with `--benchmark_out_format=csv`. */
export const googleBenchmarkCsv: Adapter = {
  id: 'google-benchmark-csv',
  tool: 'Google Benchmark',
  title: 'Google Benchmark CSV',
  identifiedBy: 'A header that begins name,iterations,real_time,cpu_time,time_unit.',
  sourceClass: 'exact',
  results: 'benchmarks',
  notes: [
    'As the JSON form. Aggregates are known by their suffix alone: _mean, _median, _stddev, _cv beside their benchmark or each other; _BigO and _RMS.',
  ],
  sets: 'each',
  sniff: (head) => head.lines.slice(0, 30).some((line) => headerStart.test(line)),
  read: async (files, recorder) => {
    for (const file of files) await readFile(file, recorder);
  },
};

async function readFile(file: RawFile, recorder: Recorder): Promise<void> {
  const account = recorder.file(file, googleBenchmarkCsv.id, googleBenchmarkCsv.tool);
  const rows: {
    line: number;
    get: (column: string) => string;
    counters: Map<string, number>;
    notFinite: string[];
  }[] = [];
  let columns: readonly string[] | null = null;
  for await (const { line, fields } of csvRecords(file, ',', (at, why) => account.refuse(at, why))) {
    // A console's preamble may stand before the header.
    if (headerStart.test(fields.slice(0, 5).join(','))) columns = fields;
    else if (columns !== null) {
      const names = columns;
      const get = (column: string): string => fields[names.indexOf(column)] ?? '';
      const counters = names.flatMap((name) => {
        const value = known.includes(name) ? null : parseNumber(get(name));
        return value === null ? [] : [[name, value] as const];
      });
      const notFinite = names.filter(
        (name) => !known.includes(name) && /^[+-]?(?:inf|nan)$/i.test(get(name)),
      );
      rows.push({ line, get, counters: new Map(counters), notFinite });
    }
  }
  if (columns === null)
    throw new IngestError('no-header', 'The file has no header of Google Benchmark.', null);
  const names = new Set(rows.map(({ get }) => get('name')));
  recordGoogleRows(
    rows.map(({ line, get, counters, notFinite }): GoogleRow => {
      const suffixed = aggregateOf(get('name'), names, get('real_time') !== '');
      return {
        line,
        name: get('name'),
        runName: suffixed?.runName ?? null,
        aggregate: suffixed?.kind ?? null,
        realTime: parseNumber(get('real_time')),
        cpuTime: parseNumber(get('cpu_time')),
        timeUnit: get('time_unit') || 'ns',
        repetitions: suffixed === null ? null : parseNumber(get('iterations')),
        counters,
        notFinite,
        error: get('error_occurred') === 'true' ? get('error_message') || 'no reason given' : null,
        // The CSV form has no column for it: the message stands there without an error, and without a time.
        isSkipped:
          get('error_occurred') === 'false' && get('real_time') === '' && get('error_message') !== '',
      };
    }),
    recorder,
    account,
  );
}
