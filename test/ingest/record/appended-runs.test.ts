import { describe, expect, it } from 'vitest';
import { coveredSeconds } from '../../../src/ingest/record/covered-seconds.ts';
import { AppendedRuns } from '../../../src/ingest/record/detect-appended-runs.ts';
import type { FileAccount } from '../../../src/ingest/record/file-account.ts';

interface Row {
  startMs: number;
  endMs: number;
  users?: number;
}

/** Rows every 10 ms from a time on, each of 5 ms. */
const rows = (count: number, fromMs: number, users?: number): Row[] =>
  Array.from({ length: count }, (_, i) => ({
    startMs: fromMs + 10 * i,
    endMs: fromMs + 10 * i + 5,
    ...(users !== undefined && { users }),
  }));

function told(some: readonly Row[], headers = 0): string | null {
  const runs = new AppendedRuns();
  for (const { startMs, endMs, users } of some) runs.add(startMs, endMs, users);
  for (let i = 0; i < headers; i++) runs.addHeader();
  let message: string | null = null;
  runs.report({
    warn: (_: string, text: string) => (message = text.replaceAll('\u00a0', ' ')),
  } as unknown as FileAccount);
  return message;
}

describe('several runs in one file', () => {
  // 10 rows take 95 ms: the next begins so long after them.
  const apart = (pauseMs: number, count = 10): Row[] => [
    ...rows(count, 0),
    ...rows(count, (count - 1) * 10 + 5 + pauseMs),
  ];

  it('are told by a pause of 2 s and of a hundred times the usual time between rows', () => {
    expect(told(apart(2_000))).toContain('The file seems to contain 2 runs, one after the other');
    expect(told(apart(2_000))).toContain('Nothing ran for 2 s between them.');
    expect(told(apart(1_999))).toBeNull();
    // With a row a second, the time between rows is 18 s over 19 rows: 95 s are a pause.
    const slow = (pauseMs: number): Row[] =>
      [...Array(10).keys(), ...Array(10).keys()].map((i, n) => {
        const startMs = i * 1_000 + (n < 10 ? 0 : 9_000 + pauseMs);
        return { startMs, endMs: startMs };
      });
    expect(told(slow(94_700))).toBeNull();
    expect(told(slow(94_800))).toContain('2 runs');
  });

  it('are not told by fewer than 20 rows', () => {
    expect(told(apart(60_000, 9))).toBeNull();
    expect(told([...rows(10, 0), ...rows(9, 60_000)])).toBeNull();
  });

  it('are told by headers in their midst, without any pause', () => {
    expect(told(rows(3, 0), 1)).toBe(
      'The file seems to contain 2 runs, one after the other: JMeter appends to an existing file. Rates over the whole file are too low; split it, one file per run.',
    );
    expect(told(apart(60_000), 2)).toContain('contain 3 runs');
    expect(told(rows(3, 0))).toBeNull();
  });

  it('are not told by users who are as many as ever before and after: they waited', () => {
    const paused = (before: number, after: number, most = 5): Row[] => [
      ...rows(10, 0, most),
      ...rows(10, 100, before),
      ...rows(20, 60_000, after),
    ];
    expect(told(paused(5, 5))).toBeNull();
    expect(told(paused(5, 6))).toBeNull();
    expect(told(paused(5, 4))).toContain('2 runs');
    expect(told(paused(4, 5))).toContain('2 runs');
  });

  it('are told by times that go back, with what they go back by', () => {
    // The first ten rows end at 3,600,095 ms, the next begins at 0 and ends at 5 ms: 3,600.09 s before.
    expect(told([...rows(10, 3_600_000), ...rows(10, 0)])).toBe(
      'After 10 rows, the times go back by 1 h: the file contains an earlier run after a later one, or a clock was set during the test. Rates over the whole file are too low; split it there.',
    );
    expect(told([...rows(10, 3_600_000), ...rows(9, 0)])).toBeNull();
    // Back by 2 s in a file of a row per 10 ms is as long as a pause that counts; less is not.
    expect(told([...rows(10, 2_005), ...rows(10, 0)])).toBeNull();
    expect(told([...rows(10, 2_095), ...rows(10, 0)])).toContain('go back by 2.19 s');
  });

  it('are not told by an earlier generator whose rows fill the time up to those of the first', () => {
    expect(told([...rows(10, 10_000), ...rows(1_000, 0)])).toBeNull();
    expect(told([...rows(10, 10_000), ...rows(10, 10_010), ...rows(1_010, 0)])).toBeNull();
  });

  it('are not told by a request that is in flight for all of the pause', () => {
    const [first, ...others] = apart(60_000);
    expect(told([{ ...first!, endMs: 61_000 }, ...others])).toBeNull();
  });

  it('are told up to the sixteenth pause', () => {
    const many = Array.from({ length: 20 }, (_, i) => rows(30, i * 60_000)).flat();
    expect(told(many)).toContain('contain 17 runs');
  });
});

describe('the seconds in which a test ran', () => {
  const covered = (...spans: readonly [startMs: number, seconds: number][]): number =>
    coveredSeconds(spans.map(([startMs, seconds]) => ({ startMs, seconds })));

  it('leave out pauses and count overlaps once, in any order', () => {
    const start = Date.UTC(2026, 10, 20);
    expect(covered()).toBe(0);
    expect(covered([start, 12.3456789])).toBe(12.3456789);
    expect(covered([start, 10], [start + 20_000, 5])).toBe(15);
    expect(covered([start + 20_000, 5], [start, 10])).toBe(15);
    expect(covered([start, 10], [start + 10_000, 5])).toBe(15);
    expect(covered([start, 10], [start + 4_000, 10])).toBe(14);
    expect(covered([start, 10], [start + 4_000, 2], [start + 9_000, 2])).toBe(11);
    expect(covered([start, 10], [start, 10])).toBe(10);
  });
});
