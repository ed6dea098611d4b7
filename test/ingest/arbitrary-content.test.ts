import { readdirSync, readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Head } from '../../src/ingest/files/raw-file.ts';
import { IngestError } from '../../src/ingest/files/ingest-error.ts';
import { adapters } from '../../src/ingest/format-registry.ts';
import { checkInspection } from './check-inspection.ts';

/** Documents and texts for each adapter; `FUZZ_RUNS=1000` looks longer. A count, so that a busy machine tests the same. */
const numRuns = Number(process.env.FUZZ_RUNS ?? 15);
const seed = Number(process.env.FUZZ_SEED ?? 1);

const folder = resolve(import.meta.dirname, '../fixtures/raw');
const fixtures = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .map((path) => resolve(folder, path))
  .filter((path) => statSync(path).isFile() && statSync(path).size < 256 * 1024 && !path.endsWith('.gz'))
  .sort()
  .map((path) => readFileSync(path, 'utf8'));

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const documents = fixtures.map(parsed).filter((json) => typeof json === 'object' && json !== null);

function keysOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.slice(0, 5).flatMap(keysOf);
  return [...Object.keys(value).slice(0, 40), ...Object.values(value).slice(0, 40).flatMap(keysOf)];
}

/** Keys that some format knows: with others alone, no adapter would look further. */
const keys = [...new Set([...documents.flatMap(keysOf), '__proto__', 'constructor', 'length', ''])];

const key = fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...keys) }, fc.string());
const scalar = fc.oneof(
  fc.constantFrom(null, true, false, 0, -0, -1, 1e308, 5e-324, 2 ** 53, '', '1', 'NaN', '1e999', '__proto__'),
  fc.constantFrom('2026-01-01T00:00:00Z', '0001-01-01', '12 ms', '50%', 'GET /', '\u001b[31m', '<b>'),
  fc.double({ noNaN: true }),
  fc.string({ unit: 'binary' }),
  key,
);
const { value: anyJson } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    scalar,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(key, tie('value'), { maxKeys: 6 }),
  ),
}));

/** A document of some format in which each of several values became any other. */
const disturbed = fc
  .tuple(fc.constantFrom(...documents), fc.array(fc.tuple(fc.nat(), anyJson), { minLength: 1, maxLength: 6 }))
  .map(([document, changes]) => {
    const copy = structuredClone(document) as Record<string, unknown>;
    for (const [step, value] of changes) {
      let [at, rest] = [copy, step];
      for (;;) {
        const names = Object.keys(at);
        const name = names[rest % Math.max(1, names.length)];
        if (name === undefined) break;
        const inner = at[name];
        rest = Math.floor(rest / names.length);
        if (typeof inner === 'object' && inner !== null && rest % 3 > 0)
          at = inner as Record<string, unknown>;
        else {
          at[name] = value;
          break;
        }
      }
    }
    return copy;
  });

const json = fc.oneof(disturbed, anyJson).map((value) => JSON.stringify(value));

/** Lines that some format knows, most of them the first ones, by which it is known. */
const lines = fixtures.flatMap((text) => text.split('\n').slice(0, 30));
const line = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...lines) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
  {
    weight: 1,
    arbitrary: fc
      .array(fc.constantFrom(...Array.from(' \t",;:=0129.%[](){}<>-/eE\\|'), 'ms', 'N/A'))
      .map((all) => all.join('')),
  },
  { weight: 1, arbitrary: json },
);
/** The start of one fixture, with any lines after it. */
const text = fc
  .tuple(fc.constantFrom('', ...fixtures), fc.nat({ max: 30 }), fc.array(line, { maxLength: 12 }))
  .map(([fixture, kept, more]) => [...fixture.split('\n').slice(0, kept), ...more].join('\n'));

const content = fc.oneof(
  json,
  text,
  fc.array(json, { maxLength: 6 }).map((all) => all.join('\n')),
);

function headOf(content: string): Head {
  return {
    text: content,
    lines: content.split(/\r\n|\n|\r/),
    isWhole: true,
    bytes: Buffer.from(content),
    json: parsed(content),
  };
}

test.each(adapters.map((adapter) => [adapter.id, adapter] as const))(
  '%s recognises or refuses arbitrary JSON and text',
  (_, { sniff }) => {
    fc.assert(
      fc.property(content, (one) => {
        try {
          expect(['boolean', 'string']).toContain(typeof sniff(headOf(one)));
        } catch (error) {
          if (!(error instanceof IngestError)) throw error;
        }
      }),
      { seed, numRuns: numRuns * 10 },
    );
  },
);

test.each(adapters.map(({ id }) => id))(
  '%s reads arbitrary JSON and text or says why not',
  async (format) => {
    await fc.assert(
      fc.asyncProperty(
        content.filter((one) => one !== ''),
        async (one) => checkInspection(one, format),
      ),
      { seed, numRuns },
    );
  },
  120_000,
);

test('arbitrary JSON and text are read or refused without a format named', async () => {
  await fc.assert(
    fc.asyncProperty(
      content.filter((one) => one !== ''),
      async (one) => checkInspection(one),
    ),
    { seed, numRuns: numRuns * 10 },
  );
}, 120_000);
