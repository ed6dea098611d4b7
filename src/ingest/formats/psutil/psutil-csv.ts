import type { Adapter, ReadOptions } from '../../adapter.ts';
import type { CpuScale } from '../../../model/documents/digest.ts';
import { csvRecords, guessDelimiter } from '../../files/csv.ts';
import type { FileAccount } from '../../record/file-account.ts';
import { IngestError } from '../../files/ingest-error.ts';
import { parseMoment } from '../../record/running-moments.ts';
import { parseNonNegative } from '../../fields/number-fields.ts';
import { psutilColumns, type PsutilColumns } from './psutil-columns.ts';
import type { RawFile } from '../../files/raw-file.ts';
import type { Recorder } from '../../record/recorder.ts';
import { ResourceSamples } from '../../record/resource-samples.ts';
import { cleanText } from '../../fields/text.ts';
import { headerOf, warnOfMissingZone } from '../../files/tidy-table.ts';
import { bytesPerMb } from '../../fields/unit-names.ts';

/** What a script that samples psutil (or a sampler like it) writes as CSV. */
export const psutilCsv: Adapter = {
  id: 'psutil-csv',
  tool: 'psutil',
  title: 'psutil-like CSV',
  identifiedBy:
    'A header with a column of times (timestamp, time, datetime, ts, epoch, elapsed ...) and one of memory in use (rss, uss, memory_mb, mem_used_mb ...) or of CPU (cpu_percent, cpu, cpu_total ...).',
  sourceClass: 'reported',
  results: 'resources',
  notes: [
    'Memory columns: the first of rss, uss, pss, memory, memory_used and the like; unit from the name (_bytes, _kb, _mb, _gb; kB and MB are powers of 1024 here, as scripts divide by them).',
    'Without unit: bytes, as psutil gives them, if a reading is 100,000 or more, else MB; always with a warning.',
    'CPU in percent, on the scale of the file. Scale core (100% is one core) if a process is measured: a column pid, name, process, rss, uss or process_cpu..., or a reading above 100%; else host, as psutil.cpu_percent() gives it.',
    'Columns cpu0, cpu_1, core_2 ... are single cores.',
    'A column elapsed or seconds counts from the start of the file, which "startedAt" of the file in run.json may give.',
    'Rows of several processes (name, process, pid) become operations of their own; their CPU is added up.',
  ],
  sets: 'each',
  sniff: (head) => psutilColumns(headerOf(head)) !== null,
  read: async (files, recorder, options) => {
    for (const file of files) await readFile(file, recorder, options);
  },
};

/** A row as it was read; the unit of memory and the scale are settled when all rows are known. */
interface Row {
  readonly atMs: number;
  readonly source: string;
  readonly memory: number | null;
  readonly cpu: number | null;
  readonly cores: readonly number[] | null;
}

async function readFile(file: RawFile, recorder: Recorder, options: ReadOptions): Promise<void> {
  const account = recorder.file(file, psutilCsv.id, psutilCsv.tool);
  const delimiter = guessDelimiter(file.head.lines.find((line) => line.trim() !== '') ?? '');
  const rows: Row[] = [];
  let columns: PsutilColumns | null = null;
  for await (const { line, fields } of csvRecords(file, delimiter, (at, why) => account.refuse(at, why))) {
    if (columns === null) {
      columns = psutilColumns(fields.map((name) => name.trim()));
      if (columns === null) throw notOurs();
      continue;
    }
    const row = readRow(fields, columns, account, options);
    if (typeof row === 'string') account.refuse(line, row);
    else {
      account.accept();
      rows.push(row);
    }
  }
  if (columns === null) throw notOurs();
  finish(rows, columns, recorder, account, options);
}

const notOurs = (): IngestError =>
  new IngestError(
    'no-header',
    'The first line does not name a column of times and one of memory or CPU.',
    'Write a header such as timestamp,cpu_percent,rss_mb.',
  );

/** The row, or why it is refused. */
function readRow(
  fields: readonly string[],
  columns: PsutilColumns,
  account: FileAccount,
  options: ReadOptions,
): Row | string {
  const timeText = fields[columns.time] ?? '';
  const atMs = columns.isElapsed ? elapsedMs(timeText, options) : momentMs(timeText, account, options);
  if (atMs === null)
    return `the time must be an epoch, a date and time, or seconds since the start, got "${cleanText(timeText).slice(0, 40)}"`;
  const [memory, cpu] = [columns.memory, columns.cpu].map((at) => readField(fields[at]));
  const cores = columns.cores.map((at) => readField(fields[at])?.value ?? null);
  const perCore = cores.length > 0 && cores.every((value) => value !== null) ? cores : null;
  for (const [found, at] of [[memory, columns.memory] as const, [cpu, columns.cpu] as const])
    if (at >= 0 && found === null)
      return `\`${columns.names[at] ?? ''}\` must be a number from 0 up, got "${cleanText(fields[at] ?? '').slice(0, 40)}"`;
  if ((memory?.value ?? cpu?.value ?? perCore) === null) return 'the row has neither memory nor CPU';
  return {
    atMs,
    source: columns.source < 0 ? '' : cleanText(fields[columns.source] ?? ''),
    memory: memory?.value ?? null,
    cpu: cpu?.value ?? null,
    cores: perCore,
  };
}

/** A field's number; its value is null for what scripts write where psutil had no figure, and the whole is null for anything else. */
function readField(field: string | undefined): { value: number | null } | null {
  const text = (field ?? '').trim().replace(/(?<!\s)\s*%$/, '');
  if (/^(?:|nan|n\/?a|none|null|-)$/i.test(text)) return { value: null };
  const value = parseNonNegative(text);
  return value === null ? null : { value };
}

function elapsedMs(text: string, options: ReadOptions): number | null {
  const seconds = parseNonNegative(text);
  return seconds === null ? null : Math.round(seconds * 1_000) + (options.startedAtMs ?? 0);
}

function momentMs(text: string, account: FileAccount, options: ReadOptions): number | null {
  const time = parseMoment(text, options.timeZone);
  if (time?.hasZone === false) warnOfMissingZone(account, options.timeZone);
  return time?.epochMs ?? null;
}

function finish(
  rows: readonly Row[],
  columns: PsutilColumns,
  recorder: Recorder,
  account: FileAccount,
  options: ReadOptions,
): void {
  const mbEach = columns.mbEach ?? assumedMbEach(rows, account);
  const samples = new ResourceSamples();
  for (const { atMs, source, memory, cpu, cores } of rows) {
    if (memory !== null) samples.addMemory(atMs, source, memory * mbEach);
    const percent = cpu ?? (cores === null ? null : cores.reduce((sum, one) => sum + one, 0) / cores.length);
    if (percent !== null) samples.addCpu(atMs, source, percent, cores);
  }
  if (columns.isElapsed && options.startedAtMs === null) {
    recorder.isRelativeTime = true;
    account.warn(
      'relative-times',
      'Times count from the start of the file. Set "startedAt" for the file in run.json to place them.',
    );
  }
  recorder.cpuScale = rows.some((row) => row.cpu !== null || row.cores !== null)
    ? scaleOf(rows, columns)
    : null;
  samples.finish(recorder, account);
}

/** Readings of a process that are given without unit and reach this are bytes: no process lives in 100,000 MB by chance of a name. */
const leastBytes = 100_000;

function assumedMbEach(rows: readonly Row[], account: FileAccount): number {
  const isBytes = rows.some((row) => (row.memory ?? 0) >= leastBytes);
  if (rows.some((row) => row.memory !== null))
    account.warn(
      'assumed-unit',
      `The memory column names no unit; its readings were taken as ${isBytes ? 'bytes' : 'MB'}. Name it in the header, such as rss_mb.`,
    );
  return isBytes ? 1 / bytesPerMb : 1;
}

function scaleOf(rows: readonly Row[], columns: PsutilColumns): CpuScale {
  if (columns.scale !== null) return columns.scale;
  const isAboveHost = rows.some((row) => (row.cpu ?? 0) > 100);
  return columns.isProcess || columns.source >= 0 || isAboveHost ? 'core' : 'host';
}
