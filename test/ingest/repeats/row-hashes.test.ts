import { describe, expect, it } from 'vitest';
import { RowHashes } from '../../../src/ingest/repeats/row-hashes.ts';
import { hashOfText } from '../../../src/ingest/repeats/row-span.ts';

interface Row {
  readonly startMs: number;
  readonly durationMs?: number;
  readonly endpoint?: string;
  readonly thread?: string | null;
}

function hashesOf(...rows: readonly Row[]): RowHashes {
  const hashes = new RowHashes();
  for (const { startMs, durationMs = 5, endpoint = 'pay', thread = null } of rows) {
    hashes.threadHash = thread === null ? null : hashOfText(thread);
    hashes.add(startMs, durationMs, hashOfText(endpoint), false);
  }
  return hashes;
}
const hashOf = (row: Row, withThreads = false): number => hashesOf(row).sorted(withThreads)[0] ?? NaN;

/** How many of 53 bits differ. */
const bitsApart = (a: number, b: number): number =>
  (BigInt(a) ^ BigInt(b)).toString(2).replaceAll('0', '').length;

const start = Date.UTC(2026, 10, 20, 10);

describe('hashes of rows', () => {
  it('are whole numbers of 53 bits, as many as rows with a time, ascending', () => {
    const rows = Array.from({ length: 1_000 }, (_, i) => ({ startMs: start + i, durationMs: i % 7 }));
    const hashes = hashesOf(...rows, { startMs: NaN }).sorted(false);
    expect(hashes).toHaveLength(1_000);
    expect(new Set(hashes).size).toBe(1_000);
    expect([...hashes]).toEqual([...hashes].sort((a, b) => a - b));
    expect(hashes.every((hash) => Number.isSafeInteger(hash) && hash >= 0)).toBe(true);
    // The largest of 1,000 evenly spread ones is beyond 0.99 of the range, but for a chance of 0.99^1000 = 4e-5.
    expect((hashes.at(-1) ?? NaN) / 2 ** 53).toBeGreaterThan(0.99);
    expect((hashes[0] ?? NaN) / 2 ** 53).toBeLessThan(0.01);
  });

  it('spread over both of their halves', () => {
    const hashes = Array.from({ length: 500 }, (_, i) => hashOf({ startMs: start + i }));
    const buckets = (part: (hash: number) => number): number => new Set(hashes.map(part)).size;
    // Of 500 balls in 64 boxes, 64 e^(-500 / 64) = 0.03 stay empty on average.
    expect(buckets((hash) => Math.floor(hash / 2 ** 47))).toBeGreaterThan(60);
    expect(buckets((hash) => hash % 64)).toBeGreaterThan(60);
    expect(buckets((hash) => Math.floor(hash / 2 ** 26) % 64)).toBeGreaterThan(60);
  });

  it.each([
    ['start by a millisecond', { startMs: start + 1 }],
    ['start by a microsecond', { startMs: start + 0.001 }],
    ['start by 2^32 microseconds', { startMs: start + 2 ** 32 / 1_000 }],
    ['elapsed time by a microsecond', { startMs: start, durationMs: 5.001 }],
    ['elapsed time by 2^32 microseconds', { startMs: start, durationMs: 5 + 2 ** 32 / 1_000 }],
    ['elapsed time that is unknown', { startMs: start, durationMs: NaN }],
    ['endpoint', { startMs: start, endpoint: 'read' }],
  ])('differ in about half of their bits with another %s', (_, other) => {
    // 53 bits at one half each: 26.5, with a standard deviation of 3.6.
    expect(Math.abs(bitsApart(hashOf({ startMs: start }), hashOf(other)) - 26.5)).toBeLessThan(15);
  });

  it('are the same for the same row, however a fraction was written', () => {
    expect(hashOf({ startMs: start, durationMs: 1.1 })).toBe(
      hashOf({ startMs: start, durationMs: 1.1000004 }),
    );
    expect(hashOf({ startMs: start, durationMs: NaN })).toBe(hashOf({ startMs: start, durationMs: NaN }));
    expect(hashOf({ startMs: start, durationMs: NaN })).not.toBe(
      hashOf({ startMs: start, durationMs: 0.001 }),
    );
  });

  it('count the thread only if asked to', () => {
    const [one, other] = [
      { startMs: start, thread: 'T 1' },
      { startMs: start, thread: 'T 2' },
    ];
    expect(hashOf(one)).toBe(hashOf(other));
    expect(hashOf(one, true)).not.toBe(hashOf(other, true));
    const both = hashesOf(one, other);
    expect(new Set(both.sorted(true)).size).toBe(2);
    expect(new Set(both.sorted(false)).size).toBe(1);
    expect(new Set(both.sorted(true)).size).toBe(2);
  });

  it('have threads if every row names its own', () => {
    const [named, nameless] = [
      { startMs: start, thread: 'T 1' },
      { startMs: start, thread: null },
    ];
    const hasThreads = (...rows: readonly Row[]): boolean => hashesOf(...rows).hasThreads;
    expect([hasThreads(), hasThreads(named), hasThreads(nameless)]).toEqual([false, true, false]);
    expect([hasThreads(named, nameless), hasThreads(nameless, named)]).toEqual([false, false]);
  });
});
