import fc from 'fast-check';
import type { Table } from 'mdast';
import { describe, expect, it } from 'vitest';
import { printMarkdown } from '../../../src/report/markdown/printer.ts';
import { table } from '../../../src/report/markdown/table.ts';

// The same values each time, so that a failure is the change's.
fc.configureGlobal({ seed: 28 });

type Rows = readonly (readonly string[])[];

/** The same table as a tree, which the library prints. */
const tree = (numeric: readonly boolean[], rows: Rows): Table => ({
  type: 'table',
  align: numeric.map((isNumeric) => (isNumeric ? 'right' : 'left')),
  children: rows.map((cells) => ({
    type: 'tableRow',
    children: cells.map((value) => ({
      type: 'tableCell',
      children: [{ type: 'text', value: value.replace(/\s+/g, ' ') }],
    })),
  })),
});

function expectSame(numeric: readonly boolean[], [heads, ...rows]: Rows): void {
  const own = printMarkdown([table(heads!, numeric, rows)]);
  expect(own).toBe(printMarkdown([tree(numeric, [heads!, ...rows])]));
}

describe('a table in Markdown', () => {
  it('aligns figures to the right and escapes what would be more than text', () => {
    const { value } = table(
      ['Endpoint', 'p95 (ms)'],
      [false, true],
      [
        ['GET /a_b|c', '1,234'],
        ['', '*'],
      ],
    );
    expect(value.split('\n')).toEqual([
      '| Endpoint | p95 (ms) |',
      '| :- | -: |',
      '| GET /a_b\\|c | 1,234 |',
      '| | \\* |',
    ]);
  });

  it('is printed as the library prints it, whatever stands in its cells', () => {
    const pieces = [
      ...Array.from('\\`*_{}[]()#+-.!|<>~@:/&=\'"^$%?;, \t\n\r\u00a0,0123456789aAwWpsSéß–−≤🙂'),
      ...['www.', 'http://', 'a@b.c', '&amp;', '<b>', '![', '](', '1. ', '- ', '  ', '||', '\\|', '~~', '__'],
    ];
    const cell = fc.oneof(
      fc.string({ unit: fc.constantFrom(...pieces), maxLength: 12 }),
      fc.string({ unit: 'grapheme' }),
    );
    const rows = fc
      .integer({ min: 1, max: 4 })
      .chain((width) =>
        fc.tuple(
          fc.array(fc.boolean(), { minLength: width, maxLength: width }),
          fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 5 }),
        ),
      );
    fc.assert(
      fc.property(rows, ([numeric, cells]) => {
        expectSame(numeric, cells);
      }),
      { numRuns: 3_000 },
    );
  });

  it('escapes every single character and every pair with a neighbour as the library does', () => {
    const characters = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code));
    const pairs = characters.flatMap((one) => characters.map((other) => `a${one}${other}b`));
    expectSame(
      [false],
      [...characters, ...pairs].map((text) => [text]),
    );
  });
});
