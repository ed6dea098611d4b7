import { describe, expect, it } from 'vitest';
import { decimalOf, wholeNumberOf } from '../../../src/ingest/scan/byte-numbers.ts';

/** Reads a number where it lies between other digits. */
const at =
  (read: (bytes: Uint8Array, start: number, end: number) => number) =>
  (text: string): number =>
    read(Buffer.from(`9.${text}.9`), 2, 2 + text.length);
const whole = at(wholeNumberOf);
const decimal = at(decimalOf);

describe('a whole number in bytes', () => {
  it.each([
    '0',
    '9',
    '10',
    '007',
    '123456789',
    '1234567890',
    '0123456789',
    '4294967296',
    '100000000000000',
    '999999999999999',
  ])('%s is what Number reads', (text) => {
    expect(whole(text)).toBe(Number(text));
  });

  it.each([
    '',
    '1234567890123456',
    '12a',
    'a12',
    '-1',
    '1.5',
    '/5',
    '5:',
    '12345678a0',
    '1a34567890',
    '1234567890 ',
  ])('"%s" is none', (text) => {
    expect(whole(text)).toBeNaN();
  });
});

describe('a decimal number in bytes', () => {
  it.each([
    ...['0', '5', '12.5', '.5', '5.', '0.1', '0.30000000000000004', '1e3', '-2.5', '1E-3'],
    ...['123456789012345', '1234567890.12345', '0.00000000000001', '.123456789012345', '999999999999999.'],
    // More digits than are exact in a double: 2^53 + 1, and the same with a point.
    ...[
      '9007199254740993',
      '90071992547409.93',
      '9007199254740.993',
      '9999999999999999',
      '12345678901234567890',
    ],
  ])('%s is what Number reads', (text) => {
    expect(decimal(text)).toBe(Number(text));
  });

  it.each(['', '.', 'a', '1.2.3', '1..5', '1,5', '1/', ':1', 'NaN', '--1'])('"%s" is none', (text) => {
    expect(decimal(text)).toBeNaN();
  });
});
