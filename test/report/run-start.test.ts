import { describe, expect, it } from 'vitest';
import { momentInId, startMsOf, startOf } from '../../src/report/measure/run-start.ts';
import type { RunInput } from '../../src/report/measure/run-input.ts';

const first = Date.UTC(2026, 10, 20, 10);
const start = (
  id: string,
  startedAt: string | null,
  ...digests: readonly { startedAtMs: number | null; isRelativeTime?: boolean }[]
): [string | null, string | null, number | null] => {
  const found = startOf({
    id,
    manifest: startedAt === null ? {} : { startedAt },
    digests: digests.map((one) => ({ isRelativeTime: false, ...one })) as unknown as RunInput['digests'],
  });
  return [found.startedAt, found.orderedBy, found.firstSampleMs];
};

describe('the start of a run', () => {
  it('is what run.json states, in UTC without a zone', () => {
    expect(start('2026-11-01-shop', '2026-11-21T10:00:00', { startedAtMs: first })).toEqual([
      '2026-11-21T10:00:00.000Z',
      'startedAt',
      first,
    ]);
    expect(start('shop', '2026-11-21T10:00:00+02:00')[0]).toBe('2026-11-21T08:00:00.000Z');
    expect(start('shop', '2026-11-21')[0]).toBe('2026-11-21T00:00:00.000Z');
  });

  it('is the first sample of files that have a clock', () => {
    expect(
      start(
        '2026-11-01-shop',
        null,
        { startedAtMs: first + 1 },
        { startedAtMs: first },
        { startedAtMs: 5, isRelativeTime: true },
        { startedAtMs: null },
      ),
    ).toEqual(['2026-11-20T10:00:00.000Z', 'first sample', first]);
  });

  it('is a date in its id, or unknown', () => {
    const relative = { startedAtMs: 5, isRelativeTime: true };
    expect(start('2026-11-01-shop', null, relative)).toEqual(['2026-11-01T00:00:00.000Z', 'id', null]);
    expect(start('shop', null)).toEqual([null, null, null]);
  });
});

describe('the moment in an id', () => {
  it.each([
    ['20261101', '2026-11-01T00:00:00.000Z'],
    ['shop-2026-11-01', '2026-11-01T00:00:00.000Z'],
    ['2026-11-01T10', '2026-11-01T00:00:00.000Z'],
    ['2026-11-01T10-30', '2026-11-01T10:30:00.000Z'],
    ['2026-11-01_10-30-59', '2026-11-01T10:30:59.000Z'],
    ['20261101-103059-shop', '2026-11-01T10:30:59.000Z'],
    ['2026-13-01', null],
    ['2026-11-32', null],
    ['12026-11-01', null],
    ['1999-11-01', null],
    ['shop', null],
  ])('of %s is %s', (id, moment) => expect(momentInId(id)).toBe(moment));

  it('is UTC where it names no zone', () => {
    expect(startMsOf('2026-11-20T10:00:00Z')).toBe(first);
    expect(startMsOf('2026-11-20T12:00:00+0200')).toBe(first);
    expect(startMsOf('2026-11-20T05:00:00-05:00')).toBe(first);
  });
});
