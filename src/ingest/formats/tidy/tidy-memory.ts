import type { MemoryPhase, MemoryRow } from '../../../model/documents/digest.ts';
import type { Adapter, ReadOptions } from '../../adapter.ts';
import type { FileAccount } from '../../record/file-account.ts';
import type { RawFile } from '../../files/raw-file.ts';
import type { Recorder } from '../../record/recorder.ts';
import {
  addRows,
  hasColumns,
  nonNegativeIn,
  numberIn,
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

const readingColumns = ['timestamp', 'operation', 'phase', 'memory_mb'] as const;
const summaryColumns = ['operation', 'base_mb', 'peak_mb', 'final_mb', 'gc_recovered_mb'] as const;

const named = new Set<string>([...readingColumns, ...summaryColumns]);
const isRead = (column: string): boolean => named.has(column);

/** Our own tables of memory: single readings, or one row an operation. */
export const tidyMemory: Adapter = {
  id: 'tidy-memory',
  tool: 'Perfolio',
  title: 'memory.csv',
  identifiedBy: `A header with the columns ${readingColumns.join(', ')}, or ${summaryColumns.join(', ')}.`,
  sourceClass: 'exact',
  results: 'resources',
  notes: [
    'MB are 2^20 bytes.',
    decimalComma,
    'Readings: timestamp (ISO 8601 or epoch milliseconds), operation (empty for the whole run), phase, memory_mb.',
    'Phases are base (before), running, final (after, before any forced collection), after_gc; empty if there is none.',
    'Or one row an operation, as measured elsewhere; a field left empty is unknown.',
  ],
  sets: 'together',
  sniff: (head) =>
    sniffForms(
      head,
      [
        { sign: 'memory_mb', columns: readingColumns },
        { sign: 'base_mb', columns: summaryColumns },
      ],
      isRead,
    ),
  read: async (files, recorder, options) => {
    const accounts: FileAccount[] = [];
    for (const file of files) accounts.push(await readFile(file, recorder, options));
    requireRows(accounts, 'See docs/formats.md for the columns of memory.csv.');
  },
};

async function readFile(file: RawFile, recorder: Recorder, options: ReadOptions): Promise<FileAccount> {
  const account = recorder.file(file, tidyMemory.id, tidyMemory.tool);
  requireDistinct(file.head, isRead);
  const areReadings = hasColumns(file.head, readingColumns);
  return addRows(file, account, (row) =>
    areReadings ? addReading(row, recorder, account, options) : addSummary(row, recorder),
  );
}

const phases = new Map<string, MemoryPhase | null>([
  ['', null],
  ['base', 'base'],
  ['running', 'running'],
  ['final', 'final'],
  ['after_gc', 'after_gc'],
]);

function addReading(
  row: TidyRow,
  recorder: Recorder,
  account: FileAccount,
  options: ReadOptions,
): string | null {
  const time = parseTimestamp(row.get('timestamp') ?? '', options.timeZone);
  if (time === null) return refusal(row, 'timestamp', 'ISO 8601 or epoch milliseconds');
  if (!time.hasZone) warnOfMissingZone(account, options.timeZone);
  const phase = phases.get((row.get('phase') ?? '').trim().toLowerCase());
  if (phase === undefined) return refusal(row, 'phase', 'base, running, final or after_gc');
  const memoryMb = nonNegativeIn(row, 'memory_mb');
  if (memoryMb === null) return numberRefusal(row, 'memory_mb', 'a number of MB from 0 up');
  const operation = textIn(row, 'operation');
  recorder.memoryReadings.push({ atMs: time.epochMs, operation, phase, memoryMb });
  return null;
}

function addSummary(row: TidyRow, recorder: Recorder): string | null {
  const operation = textIn(row, 'operation');
  if (operation === null) return refusal(row, 'operation', 'a name');
  for (const column of summaryColumns.slice(1)) {
    const field = (row.get(column) ?? '').trim();
    // More can be in use after a collection than before it: what it recovered may be negative.
    const isRight = column === 'gc_recovered_mb' ? numberIn(row, column) : nonNegativeIn(row, column);
    if (field !== '' && isRight === null) return numberRefusal(row, column, 'a number of MB, or empty');
  }
  const memory = memoryRow(operation, row);
  if ([memory.baseMb, memory.peakMb, memory.finalMb, memory.gcRecoveredMb].every((value) => value === null))
    return `the row of "${operation}" contains no value`;
  recorder.memoryRows.push(memory);
  return null;
}

function memoryRow(operation: string, row: TidyRow): MemoryRow {
  const figure = (column: string): number | null => numberIn(row, column);
  return {
    operation,
    baseMb: figure('base_mb'),
    peakMb: figure('peak_mb'),
    finalMb: figure('final_mb'),
    deltaMb: null,
    gcRecoveredMb: figure('gc_recovered_mb'),
  };
}
