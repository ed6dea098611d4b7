import { expect, test } from 'vitest';
import type { SourceFile } from '../../../src/model/documents/digest.ts';
import { rawFileProblems } from '../../../src/project/validate/raw-file-problems.ts';

const source = (code: string, rest: Partial<SourceFile> = {}): SourceFile => ({
  file: 'a.jtl',
  sha256: '',
  bytes: 1,
  format: 'jmeter-jtl-xml',
  tool: 'JMeter',
  toolVersion: null,
  rows: 4,
  refused: { count: 0, first: [] },
  isCutAtEnd: false,
  warnings: [{ code, message: 'About the file.' }],
  ...rest,
});

test.each(['error-log', 'no-errors-logged', 'assumed-percentiles', 'rows-are-not-the-total'])(
  '%s needs no fix in any run, so check does not warn',
  (code) => {
    expect(rawFileProblems(source(code), 'data/r/a.jtl', undefined)).toEqual([]);
  },
);

test('a file that repeats another one is a warning', () => {
  expect(rawFileProblems(source('repeated-rows'), 'data/r/a.jtl', undefined)).toMatchObject([
    { severity: 'warning', file: 'data/r/a.jtl', message: 'About the file.' },
  ]);
});

test('one mistake in every row is one problem with a count', () => {
  const first = Array.from({ length: 20 }, (_, i) => ({
    line: i + 2,
    reason: i === 3 ? '`phase` is missing' : `\`memory_mb\` must be a number of MB from 0 up, got "${i},4"`,
  }));
  const refused = { count: 50, first };
  const found = rawFileProblems(source('x', { rows: 50, refused, warnings: [] }), 'memory.csv', undefined);
  expect(found.map(({ line, message }) => [line, message])).toEqual([
    [
      2,
      'Row rejected: `memory_mb` must be a number of MB from 0 up, got "0,4". The same is wrong in 18 more rows, up to line 21.',
    ],
    [5, 'Row rejected: `phase` is missing.'],
    [null, '30 more rows rejected, 50 of 50 in total.'],
  ]);
});
