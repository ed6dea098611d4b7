import { readdirSync, readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inspectionSchema } from '../../src/model/documents/inspection.ts';
import { inspectText } from './inspect-text.ts';

const folder = resolve(import.meta.dirname, '../fixtures/raw');
const fixtures = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((path) => statSync(resolve(folder, path)).isFile())
  .sort();

/** Mutations of each fixture; `FUZZ_RUNS=1000` looks longer. A count, so that a busy machine tests the same. */
const mutationsPerFixture = Number(process.env.FUZZ_RUNS ?? 15);

const seed = Number(process.env.FUZZ_SEED ?? 1);

type Mutation = (bytes: Buffer) => Buffer;

/** A place in a file of any length, as a share of it. */
const place = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
const at = (bytes: Buffer, share: number): number => Math.floor(share * bytes.length);
const replaced = (bytes: Buffer, from: number, to: number, insert: Buffer): Buffer =>
  Buffer.concat([bytes.subarray(0, from), insert, bytes.subarray(Math.max(from, to))]);

/** What a value of a table or document may have become. */
const strange = fc.constantFrom(
  ...[
    '',
    '-1',
    'NaN',
    'null',
    '1e999',
    '1,5',
    '9'.repeat(30),
    '"',
    '\n',
    '\r',
    '\0',
    '[]',
    '{',
    'true',
    '\ufeff',
  ],
  ...['2024-02-30T25:61:00Z', '__proto__', '\u001b[31m', 'x'.repeat(2_000), '<!--', '0x10', '-0', '1e-320'],
);

const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  place.map((share) => (bytes: Buffer) => bytes.subarray(0, at(bytes, share))),
  place.map((share) => (bytes: Buffer) => bytes.subarray(at(bytes, share))),
  fc.tuple(place, fc.integer({ min: 0, max: 255 })).map(
    ([share, byte]) =>
      (bytes: Buffer) =>
        replaced(bytes, at(bytes, share), at(bytes, share) + 1, Buffer.of(byte)),
  ),
  fc.tuple(place, fc.integer({ min: 0, max: 200 })).map(
    ([share, size]) =>
      (bytes: Buffer) =>
        replaced(bytes, at(bytes, share), at(bytes, share) + size, Buffer.of()),
  ),
  fc.tuple(place, place).map(
    ([from, to]) =>
      (bytes: Buffer) =>
        replaced(bytes, at(bytes, to), at(bytes, to), bytes.subarray(at(bytes, from))),
  ),
  // A field or value becomes another: what lies between two marks is replaced.
  fc.tuple(place, strange).map(([share, value]) => (bytes: Buffer) => {
    const isMark = (byte: number | undefined): boolean =>
      byte !== undefined && ',;:\t\n "={}[]'.includes(String.fromCharCode(byte));
    let from = at(bytes, share);
    while (from > 0 && !isMark(bytes[from - 1])) from--;
    let to = from;
    while (to < bytes.length && !isMark(bytes[to])) to++;
    return replaced(bytes, from, to, Buffer.from(value));
  }),
);

/** Every path of a value at which JSON cannot say what is there. */
function notJson(value: unknown, path = ''): string[] {
  if (typeof value === 'number') return Number.isFinite(value) ? [] : [`${path} is ${value}`];
  if (typeof value !== 'object' || value === null) return value === undefined ? [`${path} is undefined`] : [];
  return Object.entries(value).flatMap(([key, inner]) => notJson(inner, `${path}.${key}`));
}

async function checkInspection(bytes: Buffer): Promise<void> {
  const inspection = await inspectText(bytes);
  expect(notJson(inspection)).toEqual([]);
  expect(inspectionSchema.safeParse(inspection).error).toBeUndefined();
  const [file] = inspection.files;
  // What is thrown for a file is an IngestError: it has a code of its own and speaks to the file's owner.
  if (file!.error === null) expect(file!.rows).toBeGreaterThanOrEqual(file!.refused.count);
  else
    expect(file!.error.message).not.toMatch(
      /\bundefined\b|is not a function|TypeError|RangeError|\bat .*:\d+:\d+/,
    );
  const counted = [...inspection.endpoints, ...inspection.transactions];
  for (const { count, errors, errorTypes, latencyMs } of counted) {
    if (count !== null && errors !== null) expect(errors).toBeLessThanOrEqual(count);
    expect(errorTypes.every((type) => type.count >= 0)).toBe(true);
    if (latencyMs?.source === 'exact') expect(latencyMs.min).toBeLessThanOrEqual(latencyMs.max!);
  }
}

test.each(fixtures)(
  'mutations of %s are read or refused, never crash',
  async (path) => {
    const original = readFileSync(resolve(folder, path));
    await fc.assert(
      fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 4 }), async (mutations) => {
        await checkInspection(mutations.reduce<Buffer>((bytes, mutate) => mutate(bytes), original));
      }),
      { seed, numRuns: mutationsPerFixture },
    );
  },
  120_000,
);
