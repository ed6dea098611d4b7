import { expect, test } from 'vitest';
import { parseMoment } from '../../../src/ingest/record/running-moments.ts';

/** 1796000000 s is 2026-11-30T00:53:20Z (`date -u -d @1796000000`). */
const epochMs = 1_796_000_000_000;

test.each([
  ['1796000000', epochMs],
  ['1796000000.5', epochMs + 500],
  ['1.796e9', epochMs],
  ['1796000000000', epochMs],
  ['1796000000000000', epochMs],
  ['1796000000000000000', epochMs],
  ['2026-11-30 00:53:20 UTC', epochMs],
  ['2026-11-30T01:53:20.25+01:00', epochMs + 250],
])('%s is a moment with a zone', (text, expected) => {
  expect(parseMoment(text, 'Europe/Berlin')).toEqual({ epochMs: expected, hasZone: true });
});

test('a time without zone is taken in the zone given, an hour may have one digit', () => {
  expect(parseMoment('2026-11-30 1:53:20', 'Europe/Berlin')).toEqual({ epochMs, hasZone: false });
  expect(parseMoment('2026-11-30 0:53', null)).toEqual({ epochMs: epochMs - 20_000, hasZone: false });
});

test.each(['12.5', '0', '', 'now', '2026-20-01 10:00', '99999999999999999999999'])(
  '%j is no moment',
  (text) => {
    expect(parseMoment(text, null)).toBeNull();
  },
);
