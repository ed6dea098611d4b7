import { parseMoment } from '../../record/running-moments.ts';
import type { ParsedTime } from '../../fields/times.ts';

/** A date as sysstat prints it in the banner of a text or as a timestamp, in numbers. */
export interface SysstatDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/**
 * `11/23/26`, `01/10/2026` (month first, as sysstat's default locale has it, unless that is no month), `23.11.2026`
 * (day first), `2026-11-23`. Null for anything else.
 */
export function sysstatDate(text: string): SysstatDate | null {
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (iso !== null) return { year: Number(iso[1]), month: Number(iso[2]), day: Number(iso[3]) };
  const match = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{2}|\d{4})$/.exec(text);
  if (match === null) return null;
  const [first, second, last] = [Number(match[1]), Number(match[3]), Number(match[4])];
  const isDayFirst = match[2] === '.' || first > 12;
  return {
    year: last < 100 ? 2_000 + last : last,
    month: isDayFirst ? second : first,
    day: isDayFirst ? first : second,
  };
}

/** True for a date with slashes that is one day with the month first and another with the day first. */
export function isEitherWay(text: string): boolean {
  const match = /^(\d{1,2})\/(\d{1,2})\/\d+$/.exec(text);
  const [first, second] = [Number(match?.[1]), Number(match?.[2])];
  return first <= 12 && second <= 12 && first !== second;
}

/** Seconds since midnight of `07:42:16` or `12:21:54 AM`; null for anything else. */
export function clockSeconds(text: string): number | null {
  const match = /^(\d{1,2}):(\d{2}):(\d{2})(?: ?([AP]M))?$/i.exec(text);
  if (match === null) return null;
  const [hour, minute, second] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const half = match[4]?.toUpperCase();
  if (minute > 59 || second > 60 || hour > (half === undefined ? 23 : 12)) return null;
  const hours = half === undefined ? hour : (hour % 12) + (half === 'PM' ? 12 : 0);
  return hours * 3_600 + minute * 60 + second;
}

/** A day and seconds since its midnight as a moment; days past the end of a month run on. */
export function momentOf(
  date: SysstatDate,
  dayOffset: number,
  seconds: number,
  timeZone: string | null,
): number | null {
  const day = new Date(Date.UTC(date.year, date.month - 1, date.day + dayOffset, 0, 0, seconds));
  return parseMoment(day.toISOString().slice(0, 19), timeZone)?.epochMs ?? null;
}

/** A timestamp in one text: `11/23/26 07:42:15`, `11/23/2026 07:42:15 PM`, `2026-11-23T07:42:15+0000`. */
export function sysstatMoment(text: string, timeZone: string | null): ParsedTime | null {
  const direct = parseMoment(text, timeZone);
  if (direct !== null) return direct;
  const [dateText = '', ...clockText] = text.trim().split(' ');
  const date = sysstatDate(dateText);
  const seconds = clockSeconds(clockText.join(' '));
  const epochMs = date === null || seconds === null ? null : momentOf(date, 0, seconds, timeZone);
  return epochMs === null ? null : { epochMs, hasZone: false };
}
