import { expect, test } from 'vitest';
import { cleanLabel, cleanText } from '../../../src/ingest/fields/text.ts';

test('colours, line breaks and control characters do not reach a page', () => {
  expect(cleanText('\u001b[31mred\u001b[0m\r\nnext\u0000')).toBe('red next');
});

test('marks that turn the direction of text around are left out, letters of any script stay', () => {
  expect(cleanText('\u202Egnp.exe\u2066')).toBe('gnp.exe');
  expect(cleanText('שלום 日本語')).toBe('שלום 日本語');
});

test('labels longer than a thousand characters are cut and stay apart', () => {
  const [a, b] = ['a', 'b'].map((end) => cleanLabel('x'.repeat(2000) + end));
  expect(a).toHaveLength(1000);
  expect(a).not.toBe(b);
});

test('a message of 500 characters stays whole, a longer one is cut to 500', () => {
  expect(cleanText('x'.repeat(500))).toBe('x'.repeat(500));
  expect(cleanText('x'.repeat(501))).toBe(`${'x'.repeat(499)}…`);
});

test('a label of a thousand characters stays whole, a longer one ends in the start of its SHA-256', () => {
  expect(cleanLabel('x'.repeat(1_000))).toBe('x'.repeat(1_000));
  // By sha256sum: cbe4a2e86e80...
  expect(cleanLabel('x'.repeat(1_001))).toBe(`${'x'.repeat(992)}… cbe4a2`);
});
