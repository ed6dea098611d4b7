import { captured } from '../../../model/checked.ts';
import { parseMoment } from '../../record/running-moments.ts';
import type { ParsedTime } from '../../fields/times.ts';

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** The date of dstat's preamble, `22 Aug 2016 23:04:21 JST`; zone abbreviations are ambiguous and not read. */
export function dstatDate(text: string): { year: number } | null {
  const match = /^\d{1,2} ([A-Za-z]{3}) (\d{4}) /.exec(text.trim());
  return match !== null && months.includes(captured(match, 1).toLowerCase())
    ? { year: Number(match[2]) }
    : null;
}

/** The year of the rows (null if unknown) and the month of the last one, to see a new year begin. */
export interface DstatDay {
  year: number | null;
  month: number;
}

/** Where a dstat file has what: the second header line names columns, the first their groups. */
export class DstatLayout {
  readonly time: number;
  readonly isEpoch: boolean;
  readonly memoryUsed: number;
  /** Columns of idle shares: of the host (core null) and of single cores. */
  readonly idle: readonly { readonly core: number | null; readonly at: number }[];

  constructor(groups: readonly string[], names: readonly string[]) {
    let group = '';
    const columns = names.map((name, at) => {
      const named = groups[at] ?? '';
      if (named !== '') group = named.toLowerCase();
      return { name: name.toLowerCase(), group, at };
    });
    const find = (test: (column: { name: string; group: string }) => boolean): number =>
      columns.findIndex(test);
    const clock = find(({ name }) => name === 'time');
    this.time = clock >= 0 ? clock : find(({ name, group }) => name === 'epoch' || group === 'epoch');
    this.isEpoch = clock < 0;
    this.memoryUsed = find(({ name, group }) => name === 'used' && group.startsWith('memory'));
    this.idle = columns
      .filter(({ name, group }) => /^idle?$/.test(name) && /cpu|^total usage/.test(group))
      .map(({ group, at }) => {
        const core = /^(?:per )?cpu ?(\d+)/.exec(group)?.[1];
        return { core: core === undefined ? null : Number(core), at };
      });
  }

  /** The row's time; null where the file has none or lacks the year, `unreadable` for a field that is no time. */
  timeOf(
    fields: readonly string[],
    day: DstatDay,
    timeZone: string | null,
  ): ParsedTime | 'unreadable' | null {
    if (this.time < 0) return null;
    const text = (fields[this.time] ?? '').trim();
    if (this.isEpoch) return parseMoment(text, timeZone) ?? 'unreadable';
    const match = /^(\d{1,2})-(\d{1,2}) (\d{1,2}:\d{2}:\d{2})$/.exec(text);
    if (match === null) return parseMoment(text, timeZone) ?? 'unreadable';
    const month = Number(match[2]);
    if (day.year === null) return null;
    if (month < day.month) day.year++;
    day.month = month;
    const twoDigits = (group: number): string => captured(match, group).padStart(2, '0');
    return (
      parseMoment(`${day.year}-${twoDigits(2)}-${twoDigits(1)} ${captured(match, 3)}`, timeZone) ??
      'unreadable'
    );
  }
}
