import { describe, expect, it } from 'vitest';
import { parseCount, parseNonNegative, parseNumber } from '../../../src/ingest/fields/number-fields.ts';
import { cleanLabel, cleanText } from '../../../src/ingest/fields/text.ts';
import { inMs, parseMemory } from '../../../src/ingest/fields/unit-names.ts';
import {
  isDurationMs,
  isMomentMs,
  microsecondsToMs,
  nanosecondsToMs,
  parseDuration,
  parseDurationMs,
  parseEpoch,
  scaled,
  secondsToMs,
} from '../../../src/ingest/fields/units.ts';
import { detectEncoding, hasUtf8Mark, notUtf8 } from '../../../src/ingest/files/decode.ts';
import { decimalOf, wholeNumberOf } from '../../../src/ingest/scan/byte-numbers.ts';

describe('a number in a field', () => {
  it.each([
    ['12', 12],
    [' -1.5 ', -1.5],
    ['+.5', 0.5],
    ['5.', 5],
    ['1e3', 1_000],
    ['1E-3', 0.001],
    ['', null],
    ['NaN', null],
    ['1,5', null],
    ['0x10', null],
    ['1e999', null],
    ['.', null],
    ['12 ms', null],
  ])('%j is %s', (text, expected) => {
    expect(parseNumber(text)).toBe(expected);
  });

  it('may not be negative, or not be a fraction', () => {
    expect([parseNonNegative('0'), parseNonNegative('-0.1'), parseNonNegative('x')]).toEqual([0, null, null]);
    expect([parseCount('0'), parseCount('3'), parseCount('3.5'), parseCount('-3')]).toEqual([
      0,
      3,
      null,
      null,
    ]);
  });
});

describe('a number in bytes', () => {
  const within = (text: string, read: typeof decimalOf): number => {
    const bytes = Buffer.from(`7${text}7`);
    return read(bytes, 1, bytes.length - 1);
  };

  it('is whole up to 15 digits', () => {
    for (const text of ['0', '7', '123456789', '1234567890', '999999999999999'])
      expect([text, within(text, wholeNumberOf)]).toEqual([text, Number(text)]);
    for (const text of ['', '1234567890123456', '12a', '-1', '1.5', 'a234567890', '1/3', '1:3'])
      expect([text, within(text, wholeNumberOf)]).toEqual([text, NaN]);
  });

  it('is decimal as Number gives it', () => {
    for (const text of [
      '0',
      '9',
      '0.1',
      '.5',
      '5.',
      '12345.678901234',
      '123456789012345',
      '1234567890123456',
      '123456789012345.6',
      '12345678901234.5',
      '0.30000000000000004',
      '-1.5',
      '1e3',
    ])
      expect([text, within(text, decimalOf)]).toEqual([text, Number(text)]);
    for (const text of ['', '.', '1.2.3', 'x', '1,5', '/', ':'])
      expect([text, within(text, decimalOf)]).toEqual([text, NaN]);
  });
});

describe('units', () => {
  it('of durations', () => {
    expect(['472.27us', '1.02ms', '2.11s', '2.00m', '3 ns', '1h', '5µs', '5μs'].map(parseDurationMs)).toEqual(
      [0.47227, 1.02, 2_110, 120_000, 0.000003, 3_600_000, 0.005, 0.005],
    );
    expect(['-nanus', '5', '5 d', '1..2s', ''].map(parseDurationMs)).toEqual([null, null, null, null, null]);
    expect(
      ['ps', 'ns', 'us', 'ms', 's', 'sec', 'seconds', 'm', 'min', 'h'].map((unit) => inMs(2, unit)),
    ).toEqual([2e-9, 2e-6, 0.002, 2, 2_000, 2_000, 2_000, 120_000, 120_000, 7_200_000]);
    expect([inMs(2, ' ms '), inMs(2, 'day')]).toEqual([2, null]);
    expect(scaled(0.0073, 1_000)).toBe(7.3);
  });

  it('of damaged durations and moments', () => {
    expect([0, 1e12, 1e12 + 1, -1, NaN].map(isDurationMs)).toEqual([true, true, false, false, false]);
    expect([0, 1e13, 1e13 + 1, -1].map(isMomentMs)).toEqual([true, true, false, false]);
    expect([parseDuration('2.5', 1_000), parseDuration('-1', 1), parseDuration('1e12', 1_000)]).toEqual([
      2_500,
      null,
      null,
    ]);
    expect([
      parseEpoch('1763632800', 1_000),
      parseEpoch('1.5', 1_000),
      parseEpoch('10000000001', 1_000),
    ]).toEqual([1_763_632_800_000, null, null]);
    expect(parseEpoch('10000000000', 1_000)).toBe(1e13);
  });

  it('of numbers that may be missing', () => {
    expect([secondsToMs(1.5), microsecondsToMs(1.5), nanosecondsToMs(1.5)]).toEqual([
      1_500, 0.0015, 0.0000015,
    ]);
    expect([secondsToMs(null), secondsToMs(undefined), secondsToMs(-1), secondsToMs(2e9)]).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });

  it('of memory', () => {
    const mb = (text: string): number | undefined => parseMemory(text)?.value;
    expect([mb('1MiB'), mb('1 GiB'), mb('1024KiB'), mb('1TiB')]).toEqual([1, 1_024, 1, 1_048_576]);
    expect([mb('1048576B'), mb('1048576 bytes')]).toEqual([1, 1]);
    expect([mb('1kB'), mb('1MB'), mb('1GB'), mb('1TB')]).toEqual([
      1_000 / 2 ** 20,
      1e6 / 2 ** 20,
      1e9 / 2 ** 20,
      1e12 / 2 ** 20,
    ]);
    expect(parseMemory('5')).toEqual({ value: 5, unit: null });
    expect(parseMemory('5MiB')?.unit).toBe('MiB');
    expect([parseMemory('5 apples'), parseMemory('x'), parseMemory('-5MB'), parseMemory('1.2.3MB')]).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });
});

describe('a text from outside', () => {
  it('is on one line, without marks, and cut', () => {
    expect(cleanText(' \u001b[31mred\u001b[0m\nline\t\u202Eb ')).toBe('red line b');
    expect(cleanText('x'.repeat(500))).toBe('x'.repeat(500));
    expect(cleanText('x'.repeat(501))).toBe(`${'x'.repeat(499)}…`);
  });

  it('is longer as a label, and ends in its hash where it is cut', () => {
    expect(cleanLabel('y'.repeat(1_000))).toBe('y'.repeat(1_000));
    const [one, other] = [cleanLabel('y'.repeat(1_001)), cleanLabel('y'.repeat(1_002))];
    expect(one).toMatch(/^y{992}… [0-9a-f]{6}$/);
    expect(other).not.toBe(one);
  });
});

describe('the encoding of a file', () => {
  const detect = (...bytes: readonly number[]): string => detectEncoding(Uint8Array.from(bytes));

  it('is that of its mark, or UTF-16 where every other byte is zero', () => {
    expect([detect(0xff, 0xfe), detect(0xfe, 0xff), detect(0xff, 0xff)]).toEqual([
      'utf-16le',
      'utf-16be',
      'utf-8',
    ]);
    expect([detect(65, 0, 66, 0), detect(0, 65, 0, 66)]).toEqual(['utf-16le', 'utf-16be']);
    expect([detect(65, 0, 66), detect(0, 65, 0), detect(0, 0, 0, 0), detect(65, 0, 0, 0)]).toEqual([
      'utf-8',
      'utf-8',
      'utf-8',
      'utf-8',
    ]);
    expect([detect(65, 0, 66, 1), detect(0, 65, 1, 66), detect(65, 66, 67, 0), detect()]).toEqual([
      'utf-8',
      'utf-8',
      'utf-8',
      'utf-8',
    ]);
    expect(hasUtf8Mark(Uint8Array.of(0xef, 0xbb, 0xbf, 65))).toBe(true);
    expect(hasUtf8Mark(Uint8Array.of(0xef, 0xbb))).toBe(false);
  });

  it('is not UTF-8 where a tenth of what is beyond ASCII is broken', () => {
    const bytes = (good: number, broken: number): Uint8Array =>
      Buffer.concat([
        Buffer.from(`a\nb${'ä'.repeat(good)}\n`),
        Buffer.alloc(broken, 0xe4),
        Buffer.from('\n'),
      ]);
    expect(notUtf8(Buffer.from('a\nä'))).toBeNull();
    expect(notUtf8(Buffer.from('aä').subarray(0, 2))).toBeNull();
    expect(notUtf8(Buffer.concat([bytes(0, 1), Buffer.of(0)]))).toBeNull();
    expect(notUtf8(bytes(0, 1))).toEqual({ line: 3, readAs: 'windows-1252' });
    expect(notUtf8(bytes(9, 1))).toEqual({ line: 3, readAs: 'windows-1252' });
    expect(notUtf8(bytes(10, 1))).toEqual({ line: 3, readAs: 'utf-8' });
  });
});
