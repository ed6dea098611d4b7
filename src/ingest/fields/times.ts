/** A date and time, with or without zone. */
const isoLike =
  /^(\d{4})[-/](\d{2})[-/](\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|[+-]\d{2}:?\d{2})?$/;

/** The same with the year last: `29.12.2025 09:20:00`, `12/29/25 09:20:00`. */
const yearLast =
  /^(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?\s*(?:Z|[+-]\d{2}:?\d{2})?)$/;

/** The same with a clock of twelve hours at its end: `3/1/26 1:05:09 PM`. */
const twelveHours = /^(\S+[T ])(\d{1,2})(:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?) ?([AP])M$/i;

function withDayClock(text: string): string {
  const [, date = '', hour = '', rest = '', half = ''] = twelveHours.exec(text) ?? [];
  if (half === '' || Number(hour) < 1 || Number(hour) > 12) return text;
  const hours = (Number(hour) % 12) + (half.toUpperCase() === 'P' ? 12 : 0);
  return `${date}${String(hours).padStart(2, '0')}${rest}`;
}

/**
 * A date with the year last as the ISO one: points put the day first; two digits of a year are JMeter's and sysstat's
 * form, month first, unless that is no month; four may be either way, and are null where both are months.
 */
function yearFirst(text: string): string | null {
  const match = yearLast.exec(text);
  if (match === null) return text;
  const [, first = '', separator, second = '', year = '', rest = ''] = match;
  const isOpen = Number(first) <= 12 && Number(second) <= 12 && first !== second;
  if (isOpen && separator !== '.' && year.length === 4) return null;
  const isDayFirst = separator === '.' || Number(first) > 12;
  const [month, day] = isDayFirst ? [second, first] : [first, second];
  return `${year.length === 2 ? `20${year}` : year}-${month.padStart(2, '0')}-${day.padStart(2, '0')} ${rest}`;
}

/** A moment read from text, and whether the text said in which zone. */
export interface ParsedTime {
  readonly epochMs: number;
  readonly hasZone: boolean;
}

/**
 * Reads `2026-11-20T10:00:00.123Z`, `2026/11/20 10:00:00` and the like. Times without zone are taken in `timeZone`
 * (IANA name), else UTC. Null for anything else and for dates that do not exist (month 20).
 */
export function parseDateTime(text: string, timeZone: string | null): ParsedTime | null {
  const match = isoLike.exec(yearFirst(withDayClock(text.trim())) ?? '');
  if (match === null) return null;
  const [, year, month, day, hour, minute, second = '0', fraction = '', zone] = match;
  const parts = [year, month, day, hour, minute, second].map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const ms = Number(`0.${fraction || '0'}`) * 1_000;
  const utc = utcOf(parts);
  if (utc === null) return null;
  if (zone !== undefined) return { epochMs: utc + ms - offsetMs(zone), hasZone: true };
  return { epochMs: (timeZone === null ? utc : zonedToUtc(utc, timeZone)) + ms, hasZone: false };
}

function utcOf([year, month, day, hour, minute, second]: [number, number, number, number, number, number]):
  number | null {
  // Years before 100 would be read as of the 20th century; clocks of computers begin in 1970.
  if (year < 1970 || year > 2999) return null;
  const utc = Date.UTC(year, month - 1, day, hour, minute, second);
  const back = new Date(utc);
  const isReal =
    back.getUTCMonth() === month - 1 && back.getUTCDate() === day && hour < 24 && minute < 60 && second < 61;
  return isReal ? utc : null;
}

function offsetMs(zone: string): number {
  if (zone === 'Z') return 0;
  const sign = zone.startsWith('-') ? -1 : 1;
  const digits = zone.replace(/\D/g, '');
  return sign * (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2))) * 60_000;
}

/** The moment at which clocks of the zone show what `wallMs` shows in UTC. */
function zonedToUtc(wallMs: number, timeZone: string): number {
  // Two rounds settle moments near a change of the zone's offset.
  let guess = wallMs;
  for (let round = 0; round < 2; round++) guess = wallMs - zoneOffsetMs(guess, timeZone);
  return guess;
}

function zoneOffsetMs(epochMs: number, timeZone: string): number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const parts = Object.fromEntries(
    format.formatToParts(epochMs).map((part) => [part.type, Number(part.value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(epochMs / 1_000) * 1_000;
}

/** The end of the year 2999: a later time is a mistake of a field or of its unit. */
export const latestEpochMs = Date.UTC(3000, 0, 1) - 1;

/** Milliseconds of an epoch by its digits: seconds up to 11 of them, then milliseconds; 16 are microseconds. */
function epochMsOf(text: string): number {
  const digits = text.split('.')[0]?.length ?? 0;
  if (digits === 10 || digits === 11) return Number(text) * 1_000;
  return digits >= 16 ? Number(text) / 1_000 : Number(text);
}

/** Epoch milliseconds of a field that holds a date and time or an epoch; null for anything else. */
export function parseTimestamp(field: string, timeZone: string | null): ParsedTime | null {
  const text = field.trim();
  if (/^\d{9,16}(\.\d+)?$/.test(text))
    return epochMsOf(text) <= latestEpochMs ? { epochMs: epochMsOf(text), hasZone: true } : null;
  return parseDateTime(text, timeZone);
}
