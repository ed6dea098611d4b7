import { expect, test } from 'vitest';
import { ByteNames } from '../../../src/ingest/scan/byte-names.ts';

test('a name is made once, and known again by its bytes', () => {
  let made = 0;
  const names = new ByteNames((text) => ({ text, number: ++made }));
  const get = (text: string): { text: string; number: number } => {
    const bytes = Buffer.from(`..${text}..`);
    return names.get(bytes, 2, bytes.length - 2);
  };
  const texts = Array.from({ length: 5_000 }, (_, i) => `label ${i} ${'é'.repeat(i % 7)}`);
  for (const text of texts) expect(get(text).text).toBe(text);
  for (const [i, text] of texts.entries()) expect(get(text)).toEqual({ text, number: i + 1 });
  expect(made).toBe(5_000);
});

test('a name is not recognised by bytes that have changed since', () => {
  const names = new ByteNames((text) => text);
  const bytes = Buffer.from('first');
  expect(names.get(bytes, 0, 5)).toBe('first');
  bytes.write('other');
  expect(names.get(Buffer.from('first'), 0, 5)).toBe('first');
  expect(names.get(bytes, 0, 5)).toBe('other');
});

test('past its limit names are made each time', () => {
  let made = 0;
  const names = new ByteNames((text) => `${text}${++made}`, 2);
  const get = (text: string): string => names.get(Buffer.from(text), 0, text.length);
  expect([get('a'), get('b'), get('c'), get('c'), get('a')]).toEqual(['a1', 'b2', 'c3', 'c4', 'a1']);
});
