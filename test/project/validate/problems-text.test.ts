import { describe, expect, it } from 'vitest';
import { problemsText, shortProblemsText } from '../../../src/project/validate/problems-text.ts';
import { problem, type Problem } from '../../../src/model/problem.ts';

const rejected = (file: string, line: number, got: string, severity: Problem['severity'] = 'warning') =>
  problem(severity, file, `Row rejected: \`duration_ms\` must be a number, got "${got}".`, { line });

describe('problems as text', () => {
  it('group warnings of one kind in one file, and count all', () => {
    const other = problem('warning', 'a.csv', 'Times have no zone: they are read as UTC.');
    const text = problemsText([
      rejected('a.csv', 7, '-0.1'),
      other,
      rejected('a.csv', 340, 'NaN'),
      rejected('a.csv', 410, '-3'),
      rejected('b.csv', 9, '-1'),
    ]);
    expect(text).toBe(
      'a.csv:7: warning: Row rejected: `duration_ms` must be a number, got "-0.1".\n' +
        '  and 2 similar in this file (lines 340, 410)\n' +
        'b.csv:9: warning: Row rejected: `duration_ms` must be a number, got "-1".\n' +
        'a.csv: warning: Times have no zone: they are read as UTC.\n' +
        '\n0 errors, 5 warnings.\n',
    );
  });

  it('treat warnings that differ only in dates and numbers as one kind', () => {
    const apart = (file: string, day: string, clock: string): Problem =>
      problem('warning', file, `Nothing was read from ${day} to ${clock} UTC, -0.5 of 600 rows.`);
    const text = problemsText([
      apart('a.csv', '2026-11-19', '23:59:58'),
      apart('a.csv', '2026-11-20', '00:00:03'),
    ]);
    expect(text).toContain('\n  and 1 similar in this file\n');
  });

  it('name three files of a kind and eight lines of a file', () => {
    const lines = Array.from({ length: 11 }, (_, i) => rejected('a.csv', i + 2, `-${i}`));
    const files = ['b.csv', 'c.csv', 'd.csv', 'e.csv', 'e.csv'].map((file, i) => rejected(file, i + 2, '-1'));
    const text = problemsText([...lines, ...files]);
    expect(text).toContain('  and 10 similar in this file (lines 3, 4, 5, 6, 7, 8, 9, 10 …)\n');
    expect(text).toContain('c.csv:3: ');
    expect(text).not.toContain('d.csv');
    expect(text).toMatch(
      /\nand 3 similar in 2 other files; npm run --silent perfolio -- check --json lists all of them\n\n0 errors, 16/,
    );
  });

  it('keep warnings apart with another message, metric or hint', () => {
    const metric = (name: string): Problem => problem('warning', 'a.mdx', `The ${name} is unknown.`);
    const hinted = (hint: string): Problem => problem('warning', 'b.mdx', 'Not so.', { hint });
    const text = problemsText([metric('p95'), metric('p99'), hinted('Correct it.'), hinted('Remove it.')]);
    expect(text).not.toContain('similar');
  });

  it('list each error', () => {
    const errors = [1, 2, 3].map((line) => rejected('a.csv', line, '-1', 'error'));
    const text = problemsText(errors);
    expect(text.match(/Row rejected/g)).toHaveLength(3);
    expect(text).not.toContain('similar');
    expect(text).toMatch(/\n\n3 errors, 0 warnings\.\n$/);
  });

  it('count errors beyond the fiftieth', () => {
    const errors = Array.from({ length: 52 }, (_, i) => rejected('a.csv', i + 1, '-1', 'error'));
    expect(problemsText(errors)).toMatch(/:50: .*\nand 2 more errors\n\n52 errors, 0 warnings\.\n$/);
  });
});

describe('problems in the output of a starting server', () => {
  it('are empty if there are none', () => {
    expect(shortProblemsText([])).toBe('');
  });

  it('are complete if there are few', () => {
    expect(shortProblemsText([rejected('a.csv', 7, '-1')])).toBe(
      'a.csv:7: warning: Row rejected: `duration_ms` must be a number, got "-1".\n' +
        '\n0 errors, 1 warning. Run npm run check for details.\n',
    );
  });

  it('are at most ten lines, errors first, with all counted', () => {
    const errors = Array.from({ length: 5 }, (_, i) =>
      problem('error', 'a.json', `Key ${i} is unknown.`, { line: i + 1, hint: 'Fix it.' }),
    );
    const lines = shortProblemsText([rejected('a.csv', 7, '-1'), ...errors]).split('\n');
    expect(lines).toHaveLength(11);
    expect(lines.slice(0, 2)).toEqual(['a.json:1: Key 0 is unknown.', '  Fix it.']);
    expect(lines.slice(6)).toEqual([
      'a.json:4: Key 3 is unknown.',
      '  Fix it.',
      '…',
      '5 errors, 1 warning. Run npm run check for details.',
      '',
    ]);
  });
});
