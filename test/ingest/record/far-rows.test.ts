import { describe, expect, it } from 'vitest';
import { farRowWarnings, type Stretch } from '../../../src/ingest/record/far-rows.ts';
import { inspectText, inspectTexts } from '../inspect-text.ts';

const day = 86_400_000;
const start = Date.UTC(2026, 10, 20, 10);
const second = (fromMs: number, count: number, line: number | null = null): Stretch => ({
  fromMs,
  toMs: fromMs + 1_000,
  count,
  line,
});

describe('farRowWarnings', () => {
  it('names the line, the time and the distance of a row of 1970', () => {
    const rows = [second(start, 60, 2), second(0, 1, 102), second(start + 1_000, 60, 62)];
    // 1970-01-01 to 2026-11-20 are 20,777 days (Python's datetime), and ten hours.
    expect(farRowWarnings(rows)).toEqual([
      {
        code: 'rows-far-apart',
        line: 102,
        message:
          'The time of 1 row, 1970-01-01 00:00:00, is 20,777 days from all others. Correct or remove it if this is a mistake.',
      },
    ]);
  });

  it('names several groups, earlier and later, each with its first line', () => {
    const rows = [
      second(start, 500),
      second(start + 9 * day, 2, 7),
      second(start + 9 * day + 1_000, 1, 5),
      second(0, 1),
    ];
    expect(farRowWarnings(rows).map(({ line, message }) => [line, message.slice(0, 24)])).toEqual([
      [undefined, 'The time of 1 row, 1970-'],
      [5, 'The times of 3 rows, 202'],
    ]);
  });

  it('does not warn of a test that pauses for a night, or of one in equal parts', () => {
    expect(farRowWarnings([second(start, 500), second(start + 0.9 * day, 1)])).toEqual([]);
    expect(farRowWarnings([second(start, 500), second(start + 30 * day, 400)])).toEqual([]);
    expect(farRowWarnings([])).toEqual([]);
  });
});

describe('rows are far from all others', () => {
  const messages = (...rows: readonly Stretch[]): string[] =>
    farRowWarnings(rows).map(({ message }) => message.replace(/ Correct.*/, ''));

  it('by more than a day after the end of the rows before', () => {
    const end = start + 1_000;
    expect(messages(second(start, 500), second(end + day, 1))).toEqual([]);
    expect(messages(second(start, 500), second(end + day + 1, 1))).toEqual([
      'The time of 1 row, 2026-11-21 10:00:01, is 1 day from all others.',
    ]);
    // The first stretch lasts until after the second.
    const long = { ...second(start, 500), toMs: start + 2 * day };
    expect(messages(long, second(start + 1_000, 500), second(start + 3 * day, 1))).toEqual([]);
  });

  it('if they are a twentieth of all at most', () => {
    expect(messages(second(start, 95), second(start + 3 * day, 5))).toEqual([
      'The times of 5 rows, 2026-11-23 10:00:00, are 3 days from all others.',
    ]);
    expect(messages(second(start, 94), second(start + 3 * day, 6))).toEqual([]);
  });

  it('also at a time that no calendar has', () => {
    // ECMAScript: a time value is at most 8.64e15 ms from 1970, which is the year 275760.
    const [last, beyond] = [8.64e15, 8.64e15 + 2].map((fromMs) =>
      messages(second(start, 500), second(fromMs, 1)),
    );
    expect(last).toEqual([expect.stringContaining('1 row, +275760-09-13')]);
    expect(beyond).toEqual([expect.stringContaining('1 row, 8640000000000002, is')]);
  });

  it('and have the first line that is known', () => {
    const lineOf = (...lines: readonly (number | null)[]): unknown =>
      farRowWarnings([second(start, 500), ...lines.map((line) => second(0, 1, line))]).map((one) => one.line);
    expect([lineOf(null, 7), lineOf(7, null), lineOf(9, 7)]).toEqual([[7], [7], [7]]);
  });
});

describe('a row far from all others', () => {
  const row = (time: string): string => `${time},pay,20,true\n`;
  const rows = (from: number): string =>
    Array.from({ length: 30 }, (_, i) => row(new Date(from + i * 1_000).toISOString())).join('');
  const header = 'timestamp,endpoint,duration_ms,ok\n';
  const damaged = `${header}${rows(start)}${row('2006-11-20T10:00:00Z')}`;
  const linesOf = (files: readonly { warnings: readonly { code: string; line?: number }[] }[]): unknown =>
    files.flatMap(({ warnings }) =>
      warnings.filter(({ code }) => code === 'rows-far-apart').map(({ line }) => line ?? null),
    );

  it('is named with its line', async () => {
    expect(linesOf((await inspectText(damaged)).files)).toEqual([32]);
  });

  it('has no line where several files were read together', async () => {
    const { files } = await inspectTexts({ 'a.csv': damaged, 'b.csv': `${header}${rows(start + 60_000)}` });
    expect(linesOf(files)).toEqual([null]);
  });
});
