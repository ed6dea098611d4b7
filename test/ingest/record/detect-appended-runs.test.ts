import { describe, expect, it } from 'vitest';
import type { FileAccount } from '../../../src/ingest/record/file-account.ts';
import { AppendedRuns } from '../../../src/ingest/record/detect-appended-runs.ts';

type Row = readonly [startMs: number, endMs: number, users?: number | undefined];

const epochMs = Date.UTC(2026, 10, 20);

/** The message about rows in the order of a file, with plain spaces; empty without one. */
function messageOf(rows: readonly Row[], headers = 0): string {
  const runs = new AppendedRuns();
  for (const [start, end, users] of rows) runs.add(epochMs + start, epochMs + end, users);
  for (let i = 0; i < headers; i++) runs.addHeader();
  let found = '';
  runs.report({ warn: (_: string, message: string) => (found = message) } as unknown as FileAccount);
  return found.replaceAll(/[\u00a0\u202f]/g, ' ');
}

/** Rows of 10 ms one after another. */
const rows = (fromMs: number, count: number, users?: number): Row[] =>
  Array.from({ length: count }, (_, i) => [fromMs + 10 * i, fromMs + 10 * i + 10, users]);

describe('several runs in one file', () => {
  it('are apart by two seconds in which nothing ran, and by a hundred times the pace', () => {
    // 20 rows of 10 ms: the pace of 19 intervals in 200 ms is 10.5 ms, a hundred times that 1.05 s.
    expect(messageOf([...rows(0, 10), ...rows(2_100, 10)])).toMatch(
      /contains? 2 runs, one after the other: .* Nothing ran for 2 s between them\./,
    );
    expect(messageOf([...rows(0, 10), ...rows(2_099, 10)])).toBe('');
    expect(messageOf([...rows(0, 9), ...rows(2_090, 10)])).toBe('');
  });

  it('are apart by more where rows are slow', () => {
    // The pace of 19 intervals in 1,000 ms is 52.6 ms, a hundred times that 5.26 s.
    const slow = (fromMs: number): Row[] =>
      Array.from({ length: 10 }, (_, i) => [fromMs + 50 * i, fromMs + 50 * i + 50]);
    expect(messageOf([...slow(0), ...slow(500 + 5_300)])).toContain('2 runs');
    expect(messageOf([...slow(0), ...slow(500 + 5_200)])).toBe('');
  });

  it('are as many as there are pauses, or headers', () => {
    const three = [...rows(0, 10), ...rows(10_100, 10), ...rows(30_200, 10)];
    expect(messageOf(three)).toContain('contain 3 runs');
    // 10 s and 20 s.
    expect(messageOf(three)).toContain('Nothing ran for 30 s between them.');
    expect(messageOf(three, 4)).toContain('contain 5 runs');
    expect(messageOf(rows(0, 5), 1)).toMatch(/contain 2 runs, one after the other: [^.]*\. Rates/);
    expect(messageOf(rows(0, 30))).toBe('');
  });

  it('end when the last of their requests does', () => {
    const long: Row = [0, 3_000];
    expect(messageOf([long, ...rows(0, 10), ...rows(3_500, 10)])).toBe('');
    // The pace is that of 20 intervals in 3,100 ms, 155 ms: 15.5 s without a request are a pause.
    expect(messageOf([...rows(0, 10), long, ...rows(18_500, 10)])).toContain('2 runs');
    expect(messageOf([...rows(0, 10), long, ...rows(18_400, 10)])).toBe('');
  });

  it('are one run as long as all users wait and go on', () => {
    expect(messageOf([...rows(0, 10, 5), ...rows(10_100, 10, 5)])).toBe('');
    expect(messageOf([...rows(0, 10, 5), ...rows(10_100, 10, 6)])).toBe('');
    expect(messageOf([...rows(0, 10, 5), ...rows(10_100, 10, 4)])).toContain('2 runs');
    expect(messageOf([...rows(0, 9, 5), [90, 100, 4], ...rows(10_100, 10, 4)])).toContain('2 runs');
    expect(messageOf([...rows(0, 10, 5), ...rows(10_100, 10)])).toContain('2 runs');
    expect(messageOf([...rows(0, 10), ...rows(10_100, 10, 5)])).toContain('2 runs');
  });
});

describe('an earlier run below a later one', () => {
  it('goes back by the time from one end to the other', () => {
    // Ends at 10,100 and begins again with a row that ends at 10 ms: 10.09 s.
    const found = messageOf([...rows(10_000, 10), ...rows(0, 10)]);
    expect(found).toMatch(/^After 10 rows, the times go back by 10\.1 s: the file contains an earlier run/);
  });

  it('is one only if nothing ran for two seconds before the later one began', () => {
    // The earlier run ends at 100 ms.
    expect(messageOf([...rows(2_100, 10), ...rows(0, 10)])).toContain('go back');
    expect(messageOf([...rows(2_099, 10), ...rows(0, 10)])).toBe('');
    // Rows in between fill the pause, wherever they are.
    expect(messageOf([...rows(10_000, 10), ...rows(0, 10), [5_000, 9_000], ...rows(9_000, 5)])).toBe('');
  });

  it('needs twenty rows', () => {
    expect(messageOf([...rows(10_000, 10), ...rows(0, 9)])).toBe('');
  });

  it('is not a row that ended a little earlier', () => {
    expect(messageOf([[0, 10], [5, 8], ...rows(10, 30)])).toBe('');
  });
});
