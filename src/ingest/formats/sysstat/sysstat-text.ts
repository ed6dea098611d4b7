import { captured } from '../../../model/checked.ts';
import { memoised } from '../../../model/memoised.ts';
import type { ReadOptions } from '../../adapter.ts';
import type { FileAccount } from '../../record/file-account.ts';
import { lines } from '../../files/lines.ts';
import { parseMoment } from '../../record/running-moments.ts';
import { parseNonNegative } from '../../fields/number-fields.ts';
import type { Head, RawFile } from '../../files/raw-file.ts';
import { clockSeconds, isEitherWay, momentOf, sysstatDate, type SysstatDate } from './sysstat-times.ts';
import { warnOfMissingZone } from '../../files/tidy-table.ts';

/** One row of one of the tables that sysstat's tools print as text. */
export interface SysstatRow {
  readonly line: number;
  /** Column names of its table, without the time. */
  readonly columns: readonly string[];
  readonly fields: readonly string[];
  /** Null where neither the file nor its owner says on which day it was written. */
  readonly atMs: number | null;
  /** The same for all rows of one table and one moment. */
  readonly key: string;
  /** True for the averages at the end. */
  readonly isAverage: boolean;
}

const banner = /^Linux \S+ .*?(?:^|\s)(\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4})(?:\s|$)/;
const timed = /^ ?(\d{1,2}:\d{2}:\d{2}(?: [AP]M)?|\d{9,10}|Average:)\s+(\S.*)$/i;
const hashHeader = /^#\s*Time\s+(\S.*)$/;

const decimalComma = /^\d+,\d+$/;

/**
 * A figure of a table, from 0 up; null for anything else. In some languages it has a decimal comma, which cannot be
 * taken for anything else: sysstat does not group thousands.
 */
export const sysstatNumber = (field: string): number | null =>
  parseNonNegative(decimalComma.test(field) ? field.replace(',', '.') : field);

/** Whether the figures are printed in a language with decimal commas; a lone `0,1` may be part of a command. */
function hasDecimalCommas({ lines: head }: Head): boolean {
  const fields = head.flatMap((line) => timed.exec(line)?.[2]?.split(/\s+/) ?? []);
  return (
    fields.some((field) => decimalComma.test(field)) && !fields.some((field) => /^\d+\.\d+$/.test(field))
  );
}

/** True for a line that names the columns of a table; every row has at least one number. */
function columnsOf(text: string): string[] | null {
  const rest = hashHeader.exec(text)?.[1] ?? timed.exec(text)?.[2];
  if (rest === undefined) return null;
  const names = rest.trim().split(/\s+/);
  return names[0] !== 'LINUX' && names.every((name) => sysstatNumber(name) === null) ? names : null;
}

/** The columns of all tables that the first lines name; found once, though several formats look for them. */
const tablesOf = memoised((head: readonly string[]) =>
  head
    .slice(0, 400)
    .map(columnsOf)
    .filter((columns) => columns !== null),
);

/** Whether one of the first lines names the columns of a table that is wanted. */
export const namesTable = (
  head: readonly string[],
  isWanted: (columns: readonly string[]) => boolean,
): boolean => tablesOf(head).some(isWanted);

interface Clock {
  lastSeconds: number;
  dayOffset: number;
}

/**
 * The rows of all tables in a text of sar, mpstat or pidstat: 12 and 24 hour clocks, days that roll over at midnight
 * (in each table by itself, for sar prints one after the other), further lines between them.
 */
export async function* sysstatRows(
  file: RawFile,
  account: FileAccount,
  options: ReadOptions,
): AsyncGenerator<SysstatRow> {
  let date: SysstatDate | null = dateOf(options);
  let columns: string[] | null = null;
  let unclearDay: string | null = null;
  const isLocal = hasDecimalCommas(file.head);
  const clocks = new Map<string, Clock>();
  // A file may have the output of several days, each below a banner of its own.
  let banners = 0;
  for await (const { line, text } of lines(file)) {
    const found = banner.exec(text);
    if (found !== null) {
      // The languages with decimal commas put the day first, those of the others mostly the month.
      unclearDay = isLocal && isEitherWay(captured(found, 1)) ? captured(found, 1) : null;
      if (unclearDay === null) date = sysstatDate(captured(found, 1)) ?? date;
      clocks.clear();
      banners++;
      continue;
    }
    const header = columnsOf(text);
    if (header !== null) columns = header;
    const match = header === null ? timed.exec(text) : null;
    if (match === null || columns === null || captured(match, 2).startsWith('LINUX')) continue;
    const isAverage = captured(match, 1).startsWith('Average');
    const table = columns.join(' ');
    const clock = clocks.get(table) ?? { lastSeconds: 0, dayOffset: 0 };
    clocks.set(table, clock);
    const atMs = isAverage ? null : timeOf(captured(match, 1), date, clock, options);
    if (atMs !== null && !/^\d+$/.test(captured(match, 1))) warnOfMissingZone(account, options.timeZone);
    if (!isAverage && atMs === null) warnOfNoDate(account, unclearDay);
    const key = `${banners} ${captured(match, 1)} ${clock.dayOffset}`;
    yield { line, columns, fields: captured(match, 2).trim().split(/\s+/), atMs, key, isAverage };
  }
}

function warnOfNoDate(account: FileAccount, unclearDay: string | null): void {
  account.warn(
    'no-date',
    unclearDay === null
      ? 'The file does not say on which day it was written, so its times are unknown. Set "startedAt" for the file in run.json.'
      : `The values are printed in a language with decimal commas, so ${unclearDay} may begin with the day or with the month, and the times are unknown. Set "startedAt" for the file in run.json, or run the tool with LC_ALL=C or S_TIME_FORMAT=ISO.`,
  );
}

function dateOf({ startedAtMs }: ReadOptions): SysstatDate | null {
  if (startedAtMs === null) return null;
  const day = new Date(startedAtMs);
  return { year: day.getUTCFullYear(), month: day.getUTCMonth() + 1, day: day.getUTCDate() };
}

const halfDaySeconds = 43_200;

function timeOf(text: string, date: SysstatDate | null, clock: Clock, options: ReadOptions): number | null {
  if (/^\d+$/.test(text)) return parseMoment(text, null)?.epochMs ?? null;
  const seconds = clockSeconds(text);
  if (seconds === null) return null;
  if (seconds < clock.lastSeconds - halfDaySeconds) clock.dayOffset++;
  clock.lastSeconds = seconds;
  return date === null ? null : momentOf(date, clock.dayOffset, seconds, options.timeZone);
}
