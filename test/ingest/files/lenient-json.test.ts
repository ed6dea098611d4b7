import { expect, test } from 'vitest';
import { hasBareNumbers, parseLenientJson } from '../../../src/ingest/files/lenient-json.ts';

test('bare NaN and Infinity become texts; the same words in texts stay', () => {
  const text = '{"a": [NaN, -Infinity, 1], "b": "x: NaN, \\"NaN\\"", "NaN": Infinity}';
  expect(parseLenientJson(text)).toEqual({
    a: ['NaN', '-Infinity', 1],
    b: 'x: NaN, "NaN"',
    NaN: 'Infinity',
  });
});

test('a second try is only worth it where such a value stands bare', () => {
  expect(hasBareNumbers('{"a": NaN}')).toBe(true);
  expect(hasBareNumbers('[1,-Infinity]')).toBe(true);
  expect(hasBareNumbers('{"a": "NaN"')).toBe(false);
});
