import { readdirSync, readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { test } from 'vitest';
import { checkInspection } from './check-inspection.ts';

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
