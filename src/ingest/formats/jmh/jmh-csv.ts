import type { Adapter } from '../../adapter.ts';
import { parseCount } from '../../fields/number-fields.ts';
import { cleanText } from '../../fields/text.ts';
import { csvRecords } from '../../files/csv.ts';
import type { RawFile } from '../../files/raw-file.ts';
import type { Recorder } from '../../record/recorder.ts';
import { requireRows } from '../../record/usable-rows.ts';
import { recordJmhRows, type JmhRow } from './jmh-rows.ts';
import { parseScore } from './jmh-scores.ts';

const header = /^"?Benchmark"?([,;])"?Mode"?\1"?Threads"?\1"?Samples"?\1"?Score"?\1/;

/** What JMH writes with `-rff` when no format is named, with `-rf csv` and with `-rf scsv`. */
export const jmhCsv: Adapter = {
  id: 'jmh-csv',
  tool: 'JMH',
  title: 'JMH CSV',
  identifiedBy: 'A header "Benchmark","Mode","Threads","Samples","Score", with commas or semicolons.',
  sourceClass: 'reported',
  results: 'benchmarks',
  notes: [
    'A time per operation is a mean, as JMH printed it; the percentiles of mode sample are those of single calls. Everything else is a measure, and its unit says which way is better.',
    'A comma in a number is the decimal point. The score error is the interval of the mean at 99.9%, and converted to 95%. `-rf json` also contains the iterations.',
  ],
  sets: 'each',
  sniff: (head) => header.test(head.lines[0] ?? ''),
  read: async (files, recorder) => {
    for (const file of files) await readFile(file, recorder);
  },
};

async function readFile(file: RawFile, recorder: Recorder): Promise<void> {
  const account = recorder.file(file, jmhCsv.id, jmhCsv.tool);
  const delimiter = header.exec(file.head.lines[0] ?? '')?.[1] ?? ',';
  const rows: JmhRow[] = [];
  let columns: readonly string[] | null = null;
  for await (const { line, fields } of csvRecords(file, delimiter, (at, why) => account.refuse(at, why))) {
    if (columns === null) {
      columns = fields;
      continue;
    }
    const row = rowOf(columns, fields);
    if (typeof row === 'string') account.refuse(line, row);
    else {
      account.accept();
      rows.push(row);
    }
  }
  requireRows([account], 'Run the benchmarks again with -rff FILE.');
  recordJmhRows(rows, recorder);
}

function rowOf(columns: readonly string[], fields: readonly string[]): JmhRow | string {
  const [benchmark = '', mode = '', threads = '', samples = '', scoreText = '', errorText = '', unit = ''] =
    fields;
  const score = parseScore(scoreText);
  if (score === null || benchmark === '' || unit === '')
    return `\`Score\` of "${cleanText(benchmark).slice(0, 60)}" must be a number with a unit, got "${cleanText(scoreText).slice(0, 20)}"`;
  const params = columns.flatMap((column, i) => {
    const value = fields[i] ?? '';
    return column.startsWith('Param: ') && value !== '' ? [[column.slice(7), value] as const] : [];
  });
  return {
    benchmark,
    mode,
    threads,
    samples: parseCount(samples),
    score,
    error: parseScore(errorText),
    unit: cleanText(unit),
    params,
  };
}
