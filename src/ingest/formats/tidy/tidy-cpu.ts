import type { Adapter, ReadOptions } from '../../adapter.ts';
import type { FileAccount } from '../../record/file-account.ts';
import { parseCount } from '../../fields/number-fields.ts';
import type { RawFile } from '../../files/raw-file.ts';
import type { Recorder } from '../../record/recorder.ts';
import { coresUsed } from '../../record/resource-rows.ts';
import {
  addRows,
  hasColumns,
  headerOf,
  nonNegativeIn,
  numberRefusal,
  refusal,
  requireDistinct,
  sniffForms,
  textIn,
  warnOfMissingZone,
  type TidyRow,
} from '../../files/tidy-table.ts';
import { decimalComma } from './decimal-comma.ts';
import { parseTimestamp } from '../../fields/times.ts';
import { requireRows } from '../../record/usable-rows.ts';

const readingColumns = ['timestamp', 'scenario', 'cpu_percent'] as const;
const summaryColumns = ['scenario', 'average_percent', 'peak_percent', 'cores'] as const;

/** Our own tables of processor use: single readings, or one row a scenario. */
export const tidyCpu: Adapter = {
  id: 'tidy-cpu',
  tool: 'Perfolio',
  title: 'cpu.csv',
  identifiedBy: `A header with the columns ${readingColumns.join(', ')}, or ${summaryColumns.join(', ')}.`,
  sourceClass: 'exact',
  results: 'resources',
  notes: [
    '100% is one core: four busy cores are 400%.',
    decimalComma,
    'Readings: timestamp (ISO 8601 or epoch milliseconds), scenario (empty if there is none), cpu_percent, and optionally core_0, core_1 ... with the percent of each core.',
    'Or one row per scenario, as measured elsewhere; a field left empty is unknown.',
  ],
  sets: 'together',
  sniff: (head) =>
    sniffForms(
      head,
      [
        { sign: 'cpu_percent', columns: readingColumns },
        { sign: 'average_percent', columns: summaryColumns },
      ],
      isRead,
    ),
  read: async (files, recorder, options) => {
    recorder.cpuScale = 'core';
    const accounts: FileAccount[] = [];
    for (const file of files) accounts.push(await readFile(file, recorder, options));
    requireRows(accounts, 'See docs/formats.md for the columns of cpu.csv.');
  },
};

async function readFile(file: RawFile, recorder: Recorder, options: ReadOptions): Promise<FileAccount> {
  const account = recorder.file(file, tidyCpu.id, tidyCpu.tool);
  requireDistinct(file.head, isRead);
  const areReadings = hasColumns(file.head, readingColumns);
  const coreColumns = coreColumnsOf(headerOf(file.head));
  return addRows(file, account, (row) =>
    areReadings ? addReading(row, coreColumns, recorder, account, options) : addSummary(row, recorder),
  );
}

const isCore = (column: string): boolean => /^core_\d+$/.test(column);

const named = new Set<string>([...readingColumns, ...summaryColumns]);
const isRead = (column: string): boolean => named.has(column) || isCore(column);

/** `core_0`, `core_1` ... in the order of their numbers. */
const coreColumnsOf = (header: readonly string[]): string[] =>
  header.filter(isCore).sort((a, b) => Number(a.slice('core_'.length)) - Number(b.slice('core_'.length)));

function addReading(
  row: TidyRow,
  coreColumns: readonly string[],
  recorder: Recorder,
  account: FileAccount,
  options: ReadOptions,
): string | null {
  const time = parseTimestamp(row.get('timestamp') ?? '', options.timeZone);
  if (time === null) return refusal(row, 'timestamp', 'ISO 8601 or epoch milliseconds');
  if (!time.hasZone) warnOfMissingZone(account, options.timeZone);
  const percent = nonNegativeIn(row, 'cpu_percent');
  if (percent === null) return numberRefusal(row, 'cpu_percent', 'a percentage from 0 up');
  const cores: number[] = [];
  for (const column of coreColumns) {
    const value = nonNegativeIn(row, column);
    if (value !== null) cores.push(value);
    else if ((row.get(column) ?? '').trim() !== '')
      return numberRefusal(row, column, 'a percentage from 0 up, or empty');
  }
  recorder.cpuReadings.push({
    atMs: time.epochMs,
    scenario: textIn(row, 'scenario'),
    percent,
    cores: cores.length === 0 ? null : cores,
  });
  return null;
}

function addSummary(row: TidyRow, recorder: Recorder): string | null {
  const figure = (column: string): number | null => nonNegativeIn(row, column);
  const isBlank = (column: string): boolean => (row.get(column) ?? '').trim() === '';
  for (const column of ['average_percent', 'peak_percent'])
    if (figure(column) === null && !isBlank(column))
      return numberRefusal(row, column, 'a percentage from 0 up, or empty');
  const cores = parseCount(row.get('cores') ?? '');
  if (!isBlank('cores') && (cores === null || cores === 0))
    return refusal(row, 'cores', 'a whole number from 1 up, or empty');
  const averagePercent = figure('average_percent');
  const peakPercent = figure('peak_percent');
  if (averagePercent === null && peakPercent === null) return 'the row contains no percentage';
  recorder.cpuRows.push({
    scenario: textIn(row, 'scenario'),
    scale: 'core',
    averagePercent,
    peakPercent,
    coresUsed: coresUsed(averagePercent, 'core', cores ?? 0),
    busiestPercent: null,
    cores,
  });
  return null;
}
