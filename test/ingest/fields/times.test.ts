import { describe, expect, it, test } from 'vitest';
import { parseDateTime, parseTimestamp } from '../../../src/ingest/fields/times.ts';

const utc = (text: string): string | null => {
  const time = parseDateTime(text, null);
  return time === null ? null : new Date(time.epochMs).toISOString();
};

test('a clock of twelve hours says which half of the day it is', () => {
  expect(utc('3/1/26 12:00:09 AM')).toBe('2026-03-01T00:00:09.000Z');
  expect(utc('3/1/26 12:30 PM')).toBe('2026-03-01T12:30:00.000Z');
  expect(utc('2026-03-01 1:05:09.250 pm')).toBe('2026-03-01T13:05:09.250Z');
  expect(utc('3/1/26 13:05:09 PM')).toBeNull();
  expect(utc('3/1/26 0:05:09 AM')).toBeNull();
});

test('a date that may be of two days stays unknown', () => {
  expect(utc('3/1/2026 1:05:09 PM')).toBeNull();
  expect(utc('3/13/2026 1:05:09 PM')).toBe('2026-03-13T13:05:09.000Z');
});

test('a moment is of the year 2999 at the latest', () => {
  const last = Date.parse('2999-12-31T23:59:59.999Z');
  expect(parseTimestamp(`${last}`, null)?.epochMs).toBe(last);
  expect(parseTimestamp(`${last + 1}`, null)).toBeNull();
});

describe('a date and time', () => {
  it.each([
    ['2026-11-20T10:00:00.123Z', '2026-11-20T10:00:00.123Z'],
    ['2026/11/20 10:00', '2026-11-20T10:00:00.000Z'],
    ['2026-11-20 10:00:59,5', '2026-11-20T10:00:59.500Z'],
    [' 2026-11-20T10:00:00+02:30 ', '2026-11-20T07:30:00.000Z'],
    ['2026-11-20T10:00:00 -0230', '2026-11-20T12:30:00.000Z'],
    ['29.12.2025 09:20:00', '2025-12-29T09:20:00.000Z'],
    ['1.2.2026 09:20:00', '2026-02-01T09:20:00.000Z'],
    ['12/29/25 09:20:00', '2025-12-29T09:20:00.000Z'],
    ['1/2/26 09:20', '2026-01-02T09:20:00.000Z'],
    ['13-12-2025 09:20', '2025-12-13T09:20:00.000Z'],
    ['12-12-2025 09:20', '2025-12-12T09:20:00.000Z'],
    ['12-13-2025 09:20', '2025-12-13T09:20:00.000Z'],
    ['3/1/26 12:59:59 PM', '2026-03-01T12:59:59.000Z'],
    ['2024-02-29T00:00:60Z', '2024-02-29T00:01:00.000Z'],
    ['1970-01-01T00:00:00Z', '1970-01-01T00:00:00.000Z'],
    ['2999-12-31T23:59:59Z', '2999-12-31T23:59:59.000Z'],
  ])('%s is %s', (text, expected) => {
    expect(utc(text)).toBe(expected);
  });

  it.each([
    '2026-11-20',
    '2026-13-01T10:00:00Z',
    '2026-00-10T10:00:00Z',
    '2026-02-29T10:00:00Z',
    '2026-11-00T10:00:00Z',
    '2026-11-20T24:00:00Z',
    '2026-11-20T10:60:00Z',
    '2026-11-20T10:00:61Z',
    '1969-12-31T23:59:59Z',
    '3000-01-01T00:00:00Z',
    '11-12-2025 09:20',
    '1/2-26 09:20',
    'today',
    '',
  ])('%j is none', (text) => {
    expect(parseDateTime(text, null)).toBeNull();
  });

  it('says whether it has a zone, and is of the given one without', () => {
    const of = (text: string, zone: string | null = null): ReturnType<typeof parseDateTime> =>
      parseDateTime(text, zone);
    const noon = Date.UTC(2026, 6, 1, 12);
    expect(of('2026-07-01T12:00:00Z', 'Europe/Berlin')).toEqual({ epochMs: noon, hasZone: true });
    expect(of('2026-07-01T12:00:00')).toEqual({ epochMs: noon, hasZone: false });
    // Berlin is two hours ahead in summer and one in winter.
    expect(of('2026-07-01T14:00:00.25', 'Europe/Berlin')).toEqual({ epochMs: noon + 250, hasZone: false });
    expect(of('2026-12-01T13:00:00', 'Europe/Berlin')?.epochMs).toBe(Date.UTC(2026, 11, 1, 12));
    // Clocks went from 02:00 to 03:00 on 29 March 2026, and from 03:00 back to 02:00 on 25 October.
    expect(of('2026-03-29T01:59:59', 'Europe/Berlin')?.epochMs).toBe(Date.UTC(2026, 2, 29, 0, 59, 59));
    expect(of('2026-03-29T03:00:00', 'Europe/Berlin')?.epochMs).toBe(Date.UTC(2026, 2, 29, 1));
    expect(of('2026-10-25T03:00:00', 'Europe/Berlin')?.epochMs).toBe(Date.UTC(2026, 9, 25, 2));
    expect(of('2026-07-01T00:30:00', 'America/New_York')?.epochMs).toBe(Date.UTC(2026, 6, 1, 4, 30));
  });
});

describe('an epoch', () => {
  const of = (text: string): number | undefined => parseTimestamp(text, null)?.epochMs;

  it('is in seconds of 10 or 11 digits, in milliseconds, or in microseconds of 16', () => {
    expect(of('1763632800')).toBe(1_763_632_800_000);
    expect(of(' 1763632800.25 ')).toBe(1_763_632_800_250);
    expect(of('17636328000')).toBe(17_636_328_000_000);
    expect(of('1763632800000')).toBe(1_763_632_800_000);
    expect(of('1763632800000.5')).toBe(1_763_632_800_000.5);
    expect(of('1763632800000000')).toBe(1_763_632_800_000);
    expect(of('123456789')).toBe(123_456_789);
    expect(parseTimestamp('1763632800', 'Europe/Berlin')?.hasZone).toBe(true);
  });

  it('has 9 to 16 digits and no sign', () => {
    for (const text of ['12345678', '17636328000000000', '-1763632800', '1763632800.', '1e12'])
      expect(of(text)).toBeUndefined();
    expect(of('999999999999999')).toBeUndefined();
  });

  it('is a date and time otherwise', () => {
    expect(parseTimestamp('2026-07-01T12:00:00', null)).toEqual({
      epochMs: Date.UTC(2026, 6, 1, 12),
      hasZone: false,
    });
  });
});
