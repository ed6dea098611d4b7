import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { digestSchema } from '../../../src/ingest/digest-file/digest-schema.ts';

/** The names of all keys of a JSON Schema, at any depth. */
function keysOf(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const own = 'properties' in schema ? Object.keys(schema.properties as object) : [];
  return [...own, ...Object.values(schema).flatMap(keysOf)];
}

it('docs/digest.md names every key of a digest, since all others are errors', () => {
  const page = readFileSync(resolve(import.meta.dirname, '../../../docs/digest.md'), 'utf8');
  // The query below has keys too, and explains none.
  const prose = page.replace(/^```sql\n[^]*?^```$/gm, '');
  const keys = [...new Set(keysOf(z.toJSONSchema(digestSchema, { io: 'input', unrepresentable: 'any' })))];
  expect(keys.length).toBeGreaterThan(60);
  expect(keys.filter((key) => !new RegExp(`(?<![\\w$])${key.replace('$', '\\$')}\\b`).test(prose))).toEqual(
    [],
  );
});
