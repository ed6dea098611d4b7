import { describe, expect, it } from 'vitest';
import type { MemoryReading } from '../../../src/model/documents/digest.ts';
import type { Finding } from '../../../src/model/finding.ts';
import { findingsOf, memoryEvery } from './make-load.ts';

const found = (...memory: readonly (readonly MemoryReading[])[]): Promise<Finding[]> =>
  findingsOf('leak', { memory: memory.flat() });

/** 35 readings of a line; the first four are start-up, so that 31 count. */
const line = (mbPerSecond: number, { base = 300, every = 4, count = 35, rest = {} } = {}): MemoryReading[] =>
  memoryEvery(every, count, (t) => base + mbPerSecond * t, rest);

describe('memory that keeps growing', () => {
  it('is seen in 30 readings', async () => {
    const [leak] = await found(line(1, { every: 5, count: 34 }));
    expect(leak!.evidence[1]!.value).toBeCloseTo(145, 6);
    expect(leak!.evidence.slice(2).map(({ value }) => value)).toEqual([30, 'all']);
    expect(leak!.evidence[0]!.value).toMatch(/^3,600 MB\/h/);
    expect(await found(line(1, { every: 5, count: 33 }))).toEqual([]);
  });

  it('is seen in two minutes', async () => {
    expect(await found(line(1))).toHaveLength(1);
    expect(await found(line(1, { every: 3.99 }))).toEqual([]);
  });

  it('is not seen across a pause of more than a fifth of the time', async () => {
    // 29 times 4 s, and a pause: 29 s are a fifth of 145 s.
    const paused = (seconds: number): MemoryReading[] =>
      line(1).map((one, i) => ({ ...one, atMs: one.atMs! + (i < 20 ? 0 : (seconds - 4) * 1_000) }));
    expect(await found(paused(29))).toHaveLength(1);
    expect(await found(paused(29.1))).toEqual([]);
  });

  it('is 10 MB and 5% at least', async () => {
    // The line rises for 120 s, by 5% of its value in the middle, 76 s after the start: 1,033 MB.
    expect(await found(line(10.1 / 120, { base: 90 }))).toHaveLength(1);
    expect(await found(line(9.9 / 120, { base: 90 }))).toEqual([]);
    expect(await found(line(52 / 120, { base: 1_000 }))).toHaveLength(1);
    expect(await found(line(51 / 120, { base: 1_000 }))).toEqual([]);
  });

  it('is severe from a fifth on', async () => {
    // 62.4 of 308.32 MB are 20.2%, 60 of 308 are 19.5%.
    expect((await found(line(0.52)))[0]!.severity).toBe('high');
    expect((await found(line(0.5)))[0]!.severity).toBe('medium');
  });

  it('is judged by what forced collections leave, if there are 30 readings after them', async () => {
    const collected = (count: number, mbPerSecond: number): MemoryReading[] =>
      line(mbPerSecond, { every: 5, count, rest: { phase: 'after_gc' } });
    const [leak] = await found(collected(34, 1), line(0));
    expect(leak!.evidence.at(-1)!.value).toBe('after forced collections');
    expect(await found(collected(34, 0), line(1))).toEqual([]);
    expect(await found(collected(29, 1), line(0))).toEqual([]);
    expect(await found(collected(29, 0), line(1))).toHaveLength(1);
  });

  it('is not judged by readings before or after an operation, or without a time', async () => {
    expect(await found(line(1, { rest: { phase: 'base' } }))).toEqual([]);
    expect(await found(line(1, { rest: { atMs: null } }))).toEqual([]);
    expect(await found(line(1, { rest: { phase: 'running' } }))).toHaveLength(1);
  });
});
