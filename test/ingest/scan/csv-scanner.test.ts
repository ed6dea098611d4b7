import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CsvScanner } from '../../../src/ingest/scan/csv-scanner.ts';
import { findMarksIn } from '../../../src/ingest/scan/find-marks.ts';

interface Scanned {
  readonly rows: string[][];
  readonly lines: number[];
  readonly broken: [line: number, reason: string][];
}

/** Scans text that comes in chunks of the given sizes, over and over. */
function scan(text: string, delimiter = ',', sizes: readonly number[] = [1 << 20]): Scanned {
  const result: Scanned = { rows: [], lines: [], broken: [] };
  const scanner = new CsvScanner(delimiter, {
    row: (row) => {
      result.rows.push(row.texts());
      result.lines.push(row.line);
    },
    broken: (line, reason) => result.broken.push([line, reason]),
  });
  const bytes = Buffer.from(text);
  for (let from = 0, turn = 0; from < bytes.length; turn++) {
    const size = sizes[turn % sizes.length]!;
    expect(scanner.push(bytes.subarray(from, from + size))).toBe(true);
    from += size;
  }
  scanner.finish();
  return result;
}

/** A field as tools write it: quoted where it must be, and sometimes where it need not. */
const field = fc
  .tuple(
    fc.oneof(
      fc.constantFrom(
        '',
        '200',
        'true',
        'GET /a',
        'a,b',
        '"',
        '""',
        'x"y',
        'line\nbreak',
        'cr\r\nlf',
        ';',
        '\t',
        ' ',
      ),
      fc.string({ unit: 'grapheme', maxLength: 40 }),
    ),
    fc.boolean(),
  )
  .map(([text, quoteAnyway]) =>
    quoteAnyway || /[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text,
  );

const table = fc.record({
  rows: fc.array(fc.array(field, { minLength: 1, maxLength: 30 }), { minLength: 1, maxLength: 40 }),
  delimiter: fc.constantFrom(',', ';', '\t', '|'),
  lineEnd: fc.constantFrom('\n', '\r\n'),
  endsWithLine: fc.boolean(),
  sizes: fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 5 }),
});

describe('the scanner', () => {
  test('reads what csv-parse reads, wherever the chunks are cut', () => {
    fc.assert(
      fc.property(table, ({ rows, delimiter, lineEnd, endsWithLine, sizes }) => {
        const lines = rows.map((fields) => fields.map((text) => quotedFor(text, delimiter)).join(delimiter));
        const text = lines.join(lineEnd) + (endsWithLine ? lineEnd : '');
        const oracle = parse(text, {
          delimiter,
          relax_column_count: true,
          skip_empty_lines: true,
          record_delimiter: lineEnd,
        });
        const scanned = scan(text, delimiter, sizes);
        expect(scanned.rows).toEqual(oracle);
        expect(scanned.broken).toEqual([]);
        expect(scan(text, delimiter).lines).toEqual(scanned.lines);
      }),
      { numRuns: 500, seed: 20_260_101 },
    );
  });

  test('says on which line a row begins, line breaks in quotes and empty lines included', () => {
    expect(scan('a\n"b\nc",d\r\n\r\n\ne\n')).toEqual({
      rows: [['a'], ['b\nc', 'd'], ['e']],
      lines: [1, 2, 6],
      broken: [],
    });
  });

  test('passes over lines with stray quotes and reads on', () => {
    expect(scan('a,b\nc"d,e\n"f"g,h\ni,j\n')).toEqual({
      rows: [
        ['a', 'b'],
        ['i', 'j'],
      ],
      lines: [1, 4],
      broken: [
        [2, 'a quote at an invalid position'],
        [3, 'a quote at an invalid position'],
      ],
    });
  });

  test('a quote that is never closed costs its line and no other', () => {
    expect(scan('a,b\nc,"d\ne,f\ng,h', ',', [3])).toEqual({
      rows: [
        ['a', 'b'],
        ['e', 'f'],
        ['g', 'h'],
      ],
      lines: [1, 3, 4],
      broken: [[2, 'a quote is never closed']],
    });
  });

  test('reads rows longer than its memory, and gives up past 16 MiB', () => {
    const long = 'x'.repeat(5_000_000);
    expect(scan(`a,${long},b\nc\n`).rows.map((row) => row.map((text) => text.length))).toEqual([
      [1, 5_000_000, 1],
      [1],
    ]);
    const scanner = new CsvScanner(',', { row: () => undefined, broken: () => undefined });
    const chunk = Buffer.alloc(1 << 20, 'x');
    const accepted = Array.from({ length: 18 }, () => scanner.push(chunk));
    expect(accepted[0]).toBe(true);
    expect(accepted.at(-1)).toBe(false);
  });

  test('counts fields that it cannot hold', () => {
    let count = 0;
    const scanner = new CsvScanner(',', { row: (row) => (count = row.fieldCount), broken: () => undefined });
    scanner.push(Buffer.from(`${'a,'.repeat(2_000)}b\n`));
    expect(count).toBe(2_001);
  });
});

/** Quotes once more what the other delimiters would not have needed. */
const quotedFor = (text: string, delimiter: string): string =>
  text.startsWith('"') || !text.includes(delimiter) ? text : `"${text}"`;

test.each([
  ['12', 12],
  ['0.5', 0.5],
  ['-3', -3],
  ['1e3', 1_000],
  ['123456789012345', 123_456_789_012_345],
  ['0.1234567890123456', 0.1234567890123456],
  ['17.', 17],
  ['.25', 0.25],
  ['', NaN],
  ['.', NaN],
  ['1.2.3', NaN],
  ['1,5', NaN],
  ['12ms', NaN],
  ['NaN', NaN],
])('reads %s as a decimal number', (text, value) => {
  let read = 0;
  const scanner = new CsvScanner(';', { row: (row) => (read = row.decimal(0)), broken: () => undefined });
  scanner.push(Buffer.from(`${text};\n`));
  expect(read).toBe(value);
});

test('decimal numbers are the nearest double, as Number gives it', () => {
  let read = 0;
  const scanner = new CsvScanner(',', { row: (row) => (read = row.decimal(0)), broken: () => undefined });
  fc.assert(
    fc.property(
      fc.bigInt({ min: 0n, max: 10n ** 15n - 1n }),
      fc.integer({ min: 0, max: 14 }),
      (digits, decimals) => {
        const padded = digits.toString().padStart(decimals + 1, '0');
        const text = decimals === 0 ? padded : `${padded.slice(0, -decimals)}.${padded.slice(-decimals)}`;
        scanner.push(Buffer.from(`${text},\n`));
        expect(read).toBe(Number(text));
      },
    ),
    { numRuns: 2_000, seed: 7 },
  );
});

test('finds the marks that a plain loop finds', () => {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const findMarks = findMarksIn(memory);
  const bytes = new Uint8Array(memory.buffer);
  const out = 32_768;
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 200 }),
      fc.integer({ min: 0, max: 40 }),
      fc.constantFrom(0x2c, 0x3b, 0x09, 0x7c),
      (content, from, delimiter) => {
        // Half of the bytes become marks, so that there is something to find.
        const dense = content.map((byte, i) =>
          byte < 128 ? [delimiter, 0x0a, 0x22][byte % 3]! : byte ^ (i & 1),
        );
        bytes.fill(0, 0, 512);
        bytes.set(dense, from);
        const count = findMarks(from, from + dense.length, delimiter, out);
        const found = [...new Int32Array(memory.buffer, out, count)];
        const wanted = [...dense.keys()].filter((i) => [delimiter, 0x0a, 0x22].includes(dense[i]!));
        expect(found.filter((at) => at < from + dense.length)).toEqual(wanted.map((i) => i + from));
      },
    ),
    { numRuns: 1_000, seed: 11 },
  );
});
