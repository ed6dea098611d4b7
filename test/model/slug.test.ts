import { expect, test } from 'vitest';
import { slug } from '../../src/model/text/slug.ts';

test('a name in kebab case is its own address', () => expect(slug('get-orders-2')).toBe('get-orders-2'));

test('names that lose anything get a hash, so they stay apart', () => {
  expect(slug('GET /a')).toMatch(/^get-a-[0-9a-f]{6}$/);
  expect(slug('GET /a')).not.toBe(slug('get a'));
  expect(slug('日本')).toMatch(/^[0-9a-f]{6}$/);
});

test('even a name without a letter has an address', () => {
  expect(slug('')).toMatch(/^[0-9a-f]{6}$/);
  expect(slug(' ')).not.toBe(slug(''));
});
