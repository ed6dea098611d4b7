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
