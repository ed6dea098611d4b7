import type { Adapter, ReadOptions } from '../adapter.ts';
import { directionOf } from '../fields/measure-direction.ts';
import { parseNonNegative } from '../fields/number-fields.ts';
import { cleanText } from '../fields/text.ts';
import type { RawFile } from '../files/raw-file.ts';
import { addRows, headerOf, textIn, warnOfMissingZone, type TidyRow } from '../files/tidy-table.ts';
import type { FileAccount } from '../record/file-account.ts';
import type { Recorder } from '../record/recorder.ts';
import { parseMoment } from '../record/running-moments.ts';
import { requireRows } from '../record/usable-rows.ts';
import { largest, smallest } from '../../model/long-lists.ts';
import { pushTo } from '../../model/long-lists.ts';

const column =
  /^(utilization\.\w+|memory\.\w+|power\.draw(?:\.\w+)?|temperature\.\w+|clocks\.[\w.]+|fan\.speed)(?: \[(.+)\])?$/;

/** What `nvidia-smi --query-gpu=... --format=csv` prints, with and without units, once or with -l. */
export const nvidiaSmiCsv: Adapter = {
  id: 'nvidia-smi-csv',
  tool: 'nvidia-smi',
  title: 'nvidia-smi CSV',
  identifiedBy: 'A header with columns such as utilization.gpu [%], memory.used [MiB], power.draw [W].',
  sourceClass: 'reported',
  results: 'resources',
  notes: [
    'Each column of a GPU is a measure: its mean, and of memory.used the peak as well. The memory of a GPU is not that of the run.',
    'GPUs are identified by index, or numbered; names, UUIDs and serial numbers are not read. [N/A] is not a reading.',
  ],
  sets: 'each',
  sniff: (head) =>
    headerOf(head).filter((name) => column.test(name)).length >= 1 &&
    headerOf(head).some((name) =>
      /^(?:utilization\.gpu|memory\.used|power\.draw|temperature\.gpu)\b/.test(name),
    ),
  read: async (files, recorder, options) => {
    for (const file of files) await readFile(file, recorder, options);
  },
};

async function readFile(file: RawFile, recorder: Recorder, options: ReadOptions): Promise<void> {
  const account = recorder.file(file, nvidiaSmiCsv.id, nvidiaSmiCsv.tool);
  const columns = headerOf(file.head).filter((name) => column.test(name));
  const readings = new Map<string, number[]>();
  const times: number[] = [];
  await addRows(
    file,
    account,
    (row) => addRow(row, columns, readings) ?? addTime(row, times, account, options),
  );
  requireRows(
    [account],
    'Run nvidia-smi with --query-gpu=timestamp,index,utilization.gpu,memory.used --format=csv.',
  );
  recordReadings(readings, recorder);
  if (times.length === 0) return;
  const [first, last] = [smallest(times), largest(times)];
  recorder.startedAtMs = first;
  recorder.durationSeconds = (last - first) / 1_000;
}

function addRow(row: TidyRow, columns: readonly string[], readings: Map<string, number[]>): string | null {
  const gpu = textIn(row, 'index') ?? '';
  for (const name of columns) {
    const text = textIn(row, name) ?? '';
    if (text === '' || /^\[?(?:N\/A|Not Supported|Unknown Error|Insufficient Permissions)\]?$/i.test(text))
      continue;
    const value = parseNonNegative(text.replace(/(?<!\s)\s*(?:%|(?<![A-Za-z])[A-Za-z]+)$/, ''));
    if (value === null) return `\`${name}\` must be a number, got "${cleanText(text).slice(0, 40)}"`;
    const key = `${gpu}\u0000${name}`;
    pushTo(readings, key, value);
  }
  return null;
}

function addTime(row: TidyRow, times: number[], account: FileAccount, { timeZone }: ReadOptions): null {
  const moment = parseMoment(textIn(row, 'timestamp') ?? '', timeZone);
  if (moment === null) return null;
  if (!moment.hasZone) warnOfMissingZone(account, timeZone);
  times.push(moment.epochMs);
  return null;
}

function recordReadings(readings: ReadonlyMap<string, readonly number[]>, recorder: Recorder): void {
  for (const [key, values] of readings) {
    const [gpu = '', header = ''] = key.split('\u0000');
    const [, name = '', stated] = column.exec(header) ?? [];
    const unit = stated ?? unitOf(name);
    const label = `GPU${gpu === '' ? '' : ` ${cleanText(gpu)}`}: ${name}`;
    const direction = name === 'memory.used' ? directionOf('MiB') : 'unknown';
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    recorder.measure({ name: `${label} (mean)`, unit, direction, value: mean, n: values.length });
    if (name === 'memory.used')
      recorder.measure({
        name: `${label} (peak)`,
        unit,
        direction,
        value: values.reduce((most, value) => Math.max(most, value)),
        n: values.length,
      });
  }
}

/** Without units in the header, by the name of the column. */
function unitOf(name: string): string {
  if (name.startsWith('memory.')) return 'MiB';
  return name.startsWith('utilization.') ? '%' : '';
}
