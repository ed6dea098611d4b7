import { expect, test } from 'vitest';
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
