import { expect, test } from 'vitest';
import { DecimalMarks } from '../../../src/ingest/files/decimal-marks.ts';

test.each([
  ['255,4', 255.4],
  ['255.4', 255.4],
  ['-0,5', -0.5],
  ['1,5e3', 1_500],
  ['12', 12],
  ['1.234,5', null],
  ['1,234,567', null],
  [',', null],
  ['', null],
])('between semicolons, %s is %s', (field, value) => {
  expect(new DecimalMarks(';').number(field)).toBe(value);
});

test.each([',', '\t', '|'])('between other delimiters (%s), a comma is no decimal mark', (delimiter) => {
  const marks = new DecimalMarks(delimiter);
  expect([marks.number('255,4'), marks.number('255.4')]).toEqual([null, 255.4]);
  expect(marks.hint('255,4')).toBe(': write a decimal point (255.4)');
  expect(marks.hint('1,234')).toBe(': write a decimal point, and no thousands separator');
});

test('a file has one decimal mark: the other may separate thousands', () => {
  const marks = new DecimalMarks(';');
  expect(['12', '255,4', '1.234', '9,5'].map((field) => marks.number(field))).toEqual([12, 255.4, null, 9.5]);
  expect(marks.hint('1.234')).toBe(': earlier numbers have a decimal comma');
  expect(marks.hint('1.234,5')).toBe(': remove the thousands separator');
  expect(marks.hint('many')).toBe('');
});
