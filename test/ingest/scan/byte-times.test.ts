import { expect, test } from 'vitest';
import { ByteTimes } from '../../../src/ingest/scan/byte-times.ts';

const at = (times: ByteTimes, text: string): number => {
  const bytes = Buffer.from(`xx${text}yy`);
  return times.epochMs(bytes, 2, bytes.length - 2);
};

test('times are read with zone and fraction, whatever was read before', () => {
  const times = new ByteTimes();
  const expected = Date.UTC(2026, 10, 20, 10, 0, 7);
  expect(at(times, '2026-11-20T10:00:07Z')).toBe(expected);
  expect(at(times, '2026-11-20T10:00:07.25Z')).toBe(expected + 250);
  expect(at(times, '2026-11-20T12:00:07.25+02:00')).toBe(expected + 250);
  expect(at(times, '2026-11-20T07:00:07.000500000-03:00')).toBeCloseTo(expected + 0.5, 3);
  expect(at(times, '2026-11-20T10:01:07Z')).toBe(expected + 60_000);
  expect(at(times, '2026-11-20T10:00:07Z')).toBe(expected);
});

test('what is no time with a zone is not a number', () => {
  const times = new ByteTimes();
  expect(at(times, '2026-11-20T10:00:07Z')).not.toBeNaN();
  for (const text of [
    '',
    '2026-11-20T10:00:07',
    '2026-11-20T10:00:77Z',
    '2026-11-20T10:00 07Z',
    '2026-20-20T10:00:07Z',
    '2026-11-20T10:00:0xZ',
  ])
    expect(at(times, text), text).toBeNaN();
});

test('a time is not recognised by bytes that have changed since', () => {
  const times = new ByteTimes();
  const bytes = Buffer.from('2026-11-20T10:00:07Z');
  times.epochMs(bytes, 0, bytes.length);
  bytes.write('2026-11-20T11:00:07Z');
  expect(times.epochMs(bytes, 0, bytes.length)).toBe(Date.UTC(2026, 10, 20, 11, 0, 7));
});
