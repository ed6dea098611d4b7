import type { Adapter } from '../../adapter.ts';
import { parseCount } from '../../fields/number-fields.ts';
import { cleanText } from '../../fields/text.ts';
import { lines } from '../../files/lines.ts';
import type { RawFile } from '../../files/raw-file.ts';
import type { Recorder } from '../../record/recorder.ts';
import { requireRows } from '../../record/usable-rows.ts';
import { recordJmhRows, type JmhRow } from './jmh-rows.ts';
import { parseScore } from './jmh-scores.ts';

const header = /^Benchmark\s.*\bMode\s+(?:Cnt|Samples)\s+(?:Score|Mean)\s/;
const modes = new Set(['thrpt', 'avgt', 'sample', 'ss']);

/** No row of the table is longer. */
const longestRow = 4_000;

/** The table with which JMH ends its output. */
export const jmhText: Adapter = {
  id: 'jmh-text',
  tool: 'JMH',
  title: 'JMH text table',
  identifiedBy: 'A line of column names "Benchmark ... Mode Cnt Score Error Units".',
  sourceClass: 'reported',
  results: 'benchmarks',
  notes: [
    'As the CSV form. JMH shortens the names of classes here, and rounds to three decimals; a score that it prints as a power of ten (≈ 10⁻⁵) is rejected.',
    'Only the last table counts: lines of single iterations are not read.',
  ],
  sets: 'each',
  sniff: (head) => head.lines.some((line) => line.length <= longestRow && header.test(line)),
  read: async (files, recorder) => {
    for (const file of files) await readFile(file, recorder);
  },
};

async function readFile(file: RawFile, recorder: Recorder): Promise<void> {
  const account = recorder.file(file, jmhText.id, jmhText.tool);
  const rows: JmhRow[] = [];
  let params: readonly string[] | null = null;
  for await (const { line, text } of lines(file)) {
    const short = text.length > longestRow ? '' : text;
    if (header.test(short)) params = [...short.matchAll(/\(([^()]*)\)/g)].map(([, name = '']) => name);
    else if (params !== null) {
      const row = rowOf(short, params);
      if (row === null) continue;
      if (typeof row === 'string') account.refuse(line, row);
      else {
        account.accept();
        rows.push(row);
      }
    }
  }
  requireRows([account], 'Run the benchmarks again, with -rf json -rff FILE.');
  recordJmhRows(rows, recorder);
}

/** A row of the table; what is wrong with one; null for a line of anything else. */
function rowOf(text: string, names: readonly string[]): JmhRow | string | null {
  const words = text.trim().split(/\s+/);
  const modeAt = words.findLastIndex((word) => modes.has(word));
  const unit = words.at(-1) ?? '';
  if (modeAt < 1 || words.length < modeAt + 3) return null;
  const numbers = words.slice(modeAt + 1, -1);
  const errorAt = numbers.findIndex((word) => word.startsWith('±'));
  const figures = errorAt < 0 ? numbers : numbers.slice(0, errorAt);
  // The count of iterations is left out where it is 1.
  const [count, scoreText] = figures.length > 1 ? [figures[0], figures[1]] : [undefined, figures[0]];
  const score = figures.length > 2 ? null : parseScore(scoreText ?? '');
  if (score === null) return `the score must be a number, got "${cleanText(numbers.join(' ')).slice(0, 40)}"`;
  const [benchmark = '', ...values] = words.slice(0, modeAt);
  const params =
    values.length === names.length
      ? names.flatMap((name, i) => (values[i] === 'N/A' ? [] : [[name, values[i] ?? ''] as const]))
      : [['parameters', values.join(' ')] as const];
  return {
    benchmark,
    mode: words[modeAt] ?? '',
    threads: null,
    samples: count === undefined ? null : parseCount(count),
    score,
    error: errorAt < 0 ? null : parseScore(numbers.slice(errorAt).join('').replace('±', '')),
    unit: cleanText(unit),
    params,
  };
}
