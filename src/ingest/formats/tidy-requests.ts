import type { Adapter, ReadOptions } from '../adapter.ts';
import type { FileAccount } from '../file-account.ts';
import { parseCount, parseNonNegative } from '../numbers.ts';
import type { RawFile } from '../raw-file.ts';
import type { Recorder } from '../recorder.ts';
import { cleanText } from '../text.ts';
import { hasColumns, headerOf, tidyRows, warnOfMissingZone, type TidyRow } from '../tidy-table.ts';
import { parseTimestamp } from '../times.ts';

const required = ['timestamp', 'endpoint', 'duration_ms', 'ok'] as const;

/** Our own table of single requests, for teams with scripts of their own. */
export const tidyRequests: Adapter = {
  id: 'tidy-requests',
  tool: 'Perfolio',
  title: 'requests.csv',
  identifiedBy: `A header with the columns ${required.join(', ')}.`,
  sourceClass: 'exact',
  notes: [
    'One row a request: timestamp (ISO 8601 or epoch milliseconds) of its start, endpoint, duration_ms, ok (true or false).',
    'Optional columns: scenario, status, error, users, bytes. Further columns are ignored.',
  ],
  sets: 'together',
  sniff: (head) => {
    if (hasColumns(head, required)) return true;
    const found = new Set(headerOf(head));
    const missing = required.filter((column) => !found.has(column));
    return found.has('duration_ms') ? `but the column ${missing.join(', ')} is missing` : false;
  },
  read: async (files, recorder, options) => {
    for (const file of files) await readFile(file, recorder, options);
  },
};

async function readFile(file: RawFile, recorder: Recorder, options: ReadOptions): Promise<void> {
  const account = recorder.file(file, tidyRequests.id, tidyRequests.tool);
  for await (const row of tidyRows(file, account)) {
    const refusal = readRow(row, recorder, account, options);
    if (refusal === null) account.accept();
    else account.refuse(row.line, refusal);
  }
}

/** Adds the row's request; otherwise says why it was refused. */
function readRow(
  row: TidyRow,
  recorder: Recorder,
  account: FileAccount,
  options: ReadOptions,
): string | null {
  const time = parseTimestamp(row.get('timestamp') ?? '', options.timeZone);
  if (time === null) return refusal(row, 'timestamp', 'ISO 8601 or epoch milliseconds');
  if (!time.hasZone) warnOfMissingZone(account, options.timeZone);
  const durationMs = parseNonNegative(row.get('duration_ms') ?? '');
  if (durationMs === null) return refusal(row, 'duration_ms', 'a number of milliseconds from 0 up');
  const ok = parseFlag(row.get('ok') ?? '');
  if (ok === null) return refusal(row, 'ok', 'true or false');
  const endpoint = cleanText(row.get('endpoint') ?? '');
  if (endpoint === '') return refusal(row, 'endpoint', 'a name');
  const scenario = cleanText(row.get('scenario') ?? '');
  const users = parseCount(row.get('users') ?? '') ?? NaN;
  recorder
    .requests(scenario === '' ? null : scenario, endpoint)
    .add(time.epochMs, durationMs, ok ? null : errorType(row), users);
  return null;
}

const flags = new Map([
  ['true', true],
  ['1', true],
  ['yes', true],
  ['false', false],
  ['0', false],
  ['no', false],
]);

const parseFlag = (field: string): boolean | null => flags.get(field.trim().toLowerCase()) ?? null;

function errorType(row: TidyRow): string {
  const status = cleanText(row.get('status') ?? '');
  const error = cleanText(row.get('error') ?? '');
  return error === '' ? status || 'failed' : error;
}

/** Why a field makes its row unusable. */
export function refusal(row: TidyRow, column: string, wanted: string): string {
  const found = row.get(column);
  return found === undefined
    ? `\`${column}\` is missing`
    : `\`${column}\` must be ${wanted}, got "${cleanText(found).slice(0, 40)}"`;
}
