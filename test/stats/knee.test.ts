import { describe, expect, it } from 'vitest';
import { findKnee, type LoadLevel } from '../../src/stats/knee.ts';

/** A level with so many requests that chance has no say, unless told otherwise. */
const level = (load: number, rate: number, latencyMs: number, count = 1e9): LoadLevel => ({
  load,
  count,
  seconds: count / rate,
  latencyMs,
});

/** The load of the knee, and the highest one that it is compared with. */
function kneeOf(...levels: LoadLevel[]): [at: number, beyond: number] | null {
  const knee = findKnee(levels);
  return knee === null ? null : [knee.at.load, knee.beyond.load];
}

describe('the knee', () => {
  const below = level(50, 50, 100);
  const at = level(100, 100, 100);

  it('has what changed beyond it, and takes levels in any order', () => {
    const found = findKnee([level(200, 110, 180), at, below]);
    expect(found).toMatchObject({ at, beyond: { load: 200 } });
    expect(found?.throughputChange).toBeCloseTo(0.1, 12);
    expect(found?.latencyChange).toBeCloseTo(0.8, 12);
  });

  it('needs a fifth less throughput below it', () => {
    expect(kneeOf(level(50, 80, 100), at, level(200, 100, 200))).toEqual([100, 200]);
    expect(kneeOf(level(50, 81, 100), at, level(200, 100, 200))).toBeNull();
  });

  it('needs a quarter more load and latency above it', () => {
    expect(kneeOf(below, at, level(125, 100, 200))).toEqual([100, 125]);
    expect(kneeOf(below, at, level(124, 100, 200))).toBeNull();
    expect(kneeOf(below, at, level(200, 100, 125))).toEqual([100, 200]);
    expect(kneeOf(below, at, level(200, 100, 124))).toBeNull();
  });

  it('yields at most a fifth of proportional growth at every higher level', () => {
    expect(kneeOf(below, at, level(200, 119.9, 200))).toEqual([100, 200]);
    expect(kneeOf(below, at, level(200, 120.1, 200))).toBeNull();
    // Half as much load may bring a tenth more.
    expect(kneeOf(below, at, level(150, 109.9, 200), level(200, 100, 200))).toEqual([100, 200]);
    expect(kneeOf(below, at, level(150, 110.1, 200), level(200, 100, 200))).toBeNull();
  });

  it('is not judged by levels less than 10% above it', () => {
    expect(kneeOf(below, at, level(109, 109, 100), level(200, 100, 200))).toEqual([100, 200]);
    expect(kneeOf(below, at, level(111, 111, 100), level(200, 100, 200))).not.toEqual([100, 200]);
  });

  it('yields at most half of it for certain', () => {
    // exp(1.96 sqrt(2 / n)) - 1 is 0.4983 for 47 requests in each, and 0.5048 for 46.
    const few = (count: number): [number, number] | null =>
      kneeOf(below, level(100, 100, 100, count), level(200, 100, 200, count));
    expect(few(47)).toEqual([100, 200]);
    expect(few(46)).toBeNull();
  });

  it('is found at loads and in times below 1', () => {
    const short = (load: number, rate: number, latencyMs: number): LoadLevel => ({
      ...level(load, rate, latencyMs),
      count: 5_000 * rate,
      seconds: 0.5,
    });
    expect(kneeOf(short(0.2, 100, 100), short(0.4, 200, 100), short(0.8, 200, 200))).toEqual([0.4, 0.8]);
  });

  it('is not judged by levels without load, requests or time', () => {
    const levels = [below, at, level(200, 100, 200)];
    expect(kneeOf(level(0, 50, 10), ...levels)).toEqual([100, 200]);
    expect(kneeOf({ ...level(400, 100, 900), count: 0 }, ...levels)).toEqual([100, 200]);
    expect(kneeOf({ ...level(400, 100, 900), seconds: 0 }, ...levels)).toEqual([100, 200]);
  });
});
