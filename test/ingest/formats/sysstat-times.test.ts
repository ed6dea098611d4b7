import { describe, expect, it } from 'vitest';
import { clockSeconds, isEitherWay, sysstatDate } from '../../../src/ingest/formats/sysstat/sysstat-times.ts';

const date = (text: string): string | null => {
  const found = sysstatDate(text);
  return found === null ? null : [found.year, found.month, found.day].join('-');
};

describe('a date of sysstat', () => {
  it.each([
    ['2026-11-20', '2026-11-20'],
    ['11/20/26', '2026-11-20'],
    ['11/20/2026', '2026-11-20'],
    ['20/11/2026', '2026-11-20'],
    ['12/11/26', '2026-12-11'],
    ['13/11/26', '2026-11-13'],
    ['05.11.26', '2026-11-5'],
    ['11/20-26', null],
    ['20 Nov 2026', null],
  ])('%s is %s', (text, expected) => expect(date(text)).toBe(expected));

  it('is two days if both numbers may be months and differ', () => {
    expect(['11/12/26', '12/11/2026', '1/2/26'].map(isEitherWay)).toEqual([true, true, true]);
    expect(['11/13/26', '13/11/26', '11/11/26', '11.12.26', '2026-11-12'].map(isEitherWay)).toEqual([
      false,
      false,
      false,
      false,
      false,
    ]);
  });
});

describe('a time of sysstat', () => {
  it.each([
    ['07:42:16', 27_736],
    ['00:00:00', 0],
    ['23:59:60', 86_400],
    ['12:21:54 AM', 1_314],
    ['12:21:54 PM', 44_514],
    ['01:00:00 pm', 46_800],
    ['24:00:00', null],
    ['13:00:00 PM', null],
    ['10:60:00', null],
    ['10:00:61', null],
    ['10:00', null],
  ])('%s is %s seconds after midnight', (text, seconds) => expect(clockSeconds(text)).toBe(seconds));
});
