import { recordValue } from '../../record/benchmark-results.ts';
import type { Adapter } from '../../adapter.ts';
import { hyperfineLabel } from './hyperfine-label.ts';
import { parseNonNegative } from '../../fields/number-fields.ts';
import type { RawFile } from '../../files/raw-file.ts';
import type { Recorder } from '../../record/recorder.ts';
import { hasColumns, tidyRows, type TidyRow } from '../../files/tidy-table.ts';
import { scaled, secondsToMs } from '../../fields/units.ts';

const columns = ['command', 'mean', 'stddev', 'median', 'user', 'system', 'min', 'max'] as const;

/** What `hyperfine --export-csv` writes. */
export const hyperfineCsv: Adapter = {
  id: 'hyperfine-csv',
  tool: 'hyperfine',
  title: 'hyperfine CSV',
  identifiedBy: `A header with ${columns.join(', ')}.`,
  sourceClass: 'reported',
  results: 'benchmarks',
  notes: [
    'Seconds. The JSON form contains every run; prefer it. It does not say how many runs there were, nor which failed.',
  ],
  sets: 'each',
  sniff: (head) => hasColumns(head, columns),
  read: async (files, recorder) => {
    for (const file of files) await readFile(file, recorder);
  },
};

async function readFile(file: RawFile, recorder: Recorder): Promise<void> {
  const account = recorder.file(file, hyperfineCsv.id, hyperfineCsv.tool);
  for await (const row of tidyRows(file, account)) {
    const figure = (column: string): number | null => parseNonNegative(row.get(column) ?? '');
    const mean = figure('mean');
    if (mean === null) {
      account.refuse(
        row.line,
        `\`mean\` must be a number of seconds, got "${(row.get('mean') ?? '').slice(0, 40)}"`,
      );
      continue;
    }
    account.accept();
    record(row, figure, recorder);
  }
}

function record(row: TidyRow, figure: (column: string) => number | null, recorder: Recorder): void {
  const endpoint = hyperfineLabel(row.get('command') ?? '');
  const ms = (column: string): number | null => secondsToMs(figure(column));
  recorder.reported({
    endpoint,
    count: null,
    errors: null,
    latency: { mean: ms('mean'), stddev: ms('stddev'), p50: ms('median'), min: ms('min'), max: ms('max') },
  });
  for (const word of ['user', 'system']) {
    const seconds = figure(word);
    if (seconds !== null)
      recordValue(
        recorder,
        { endpoint, what: `${word} time` },
        { unit: 'ms', direction: 'lower', value: scaled(seconds, 1_000), n: 1 },
      );
  }
}
