import { describe, expect, it } from 'vitest';
import { apdex, apdexOfSamples } from '../../src/stats/apdex.ts';
import {
  correctedHistogram,
  omissionFromSamples,
  omissionFromSlices,
} from '../../src/stats/omission-correction.ts';
import {
  histogramCount,
  histogramFromEntries,
  histogramQuantile,
  bucketIndex,
} from '../../src/stats/histogram.ts';
import { busyShare } from '../../src/stats/busy-share.ts';
import { findKnee } from '../../src/stats/knee.ts';
import { findLeak } from '../../src/stats/memory-growth.ts';
import { littleCheck } from '../../src/stats/concurrency-check.ts';
import { findSpikes, findStalls } from '../../src/stats/spikes.ts';
import { steadyState } from '../../src/stats/steady-state.ts';
import { normalStream } from '../bench/random.ts';

const noisy = (count: number, level: (i: number) => number, spread = 0.02, seed = 7): number[] => {
  const normal = normalStream(seed);
  return Array.from({ length: count }, (_, i) => level(i) * (1 + spread * normal()));
};

describe('the steady state', () => {
  it('begins after the warm-up', () => {
    const found = steadyState(noisy(120, (i) => (i < 20 ? 200 : 100)));
    expect(found.from).toBe(20);
    expect(found.to).toBe(120);
    expect(found.level! / 100).toBeCloseTo(1, 1);
  });

  it('is the whole run without warm-up, and reaches back over levels within two percent', () => {
    expect(steadyState(noisy(120, () => 100)).from).toBe(0);
    expect(steadyState(noisy(120, (i) => (i < 60 ? 101 : 100), 0.001)).from).toBe(0);
    expect(steadyState(noisy(120, (i) => (i < 60 ? 110 : 100), 0.001)).from).toBe(60);
  });

  it('leaves out a ramp down, skips empty slices, and is not claimed when the run ends unsettled', () => {
    expect(steadyState(noisy(200, (i) => (i >= 193 ? 20 : 100)))).toMatchObject({ from: 0, to: 193 });
    expect(steadyState(noisy(60, () => 100).map((v, i) => (i % 7 === 3 ? NaN : v))).from).toBe(0);
    expect(steadyState(noisy(100, (i) => (i < 85 ? 100 : 300))).from).toBeNull();
    expect(steadyState([1, 2, 3]).from).toBeNull();
    expect(steadyState(Array.from({ length: 20 }, () => 5)).from).toBe(0);
  });
});

describe('spikes and stalls', () => {
  it('are found with place, length and share of requests', () => {
    const p95s = noisy(100, (i) => (i >= 40 && i < 43 ? 500 : 100));
    const [spike, ...others] = findSpikes(
      p95s,
      p95s.map(() => 10),
    );
    expect(others).toEqual([]);
    expect(spike).toMatchObject({ start: 40, length: 3, shareOfRequests: 0.03 });
    expect(spike!.usual / 100).toBeCloseTo(1, 1);
  });

  it('are not seen in noise or in a small rise of a quiet run', () => {
    expect(findSpikes(noisy(300, () => 100, 0.05))).toEqual([]);
    expect(findSpikes(Array.from({ length: 50 }, (_, i) => (i === 25 ? 110 : 100)))).toEqual([]);
    expect(findSpikes([])).toEqual([]);
  });

  it('tell a stall by the requests that did not come', () => {
    const counts = Array.from({ length: 60 }, (_, i) => (i === 30 || i === 31 ? 0 : 50));
    expect(findStalls(counts)).toEqual([{ start: 30, length: 2, missingRequests: 100 }]);
    expect(findStalls(Array.from({ length: 60 }, () => 3))).toEqual([]);
  });
});

describe('leaks', () => {
  const minutes = (count: number): number[] => Array.from({ length: count }, (_, i) => i * 60_000);

  it('are found with their pace', () => {
    const memory = noisy(120, () => 0, 0).map((_, i) => 200 + i + 2 * Math.sin(i * 12.9898));
    const leak = findLeak(memory, minutes(120))!;
    expect(leak.mbPerHour).toBeCloseTo(60, 0);
    expect(leak.growthMb).toBeCloseTo(119, 0);
  });

  it('are not growth that nearly stopped in the last third', () => {
    const memory = Array.from({ length: 120 }, (_, i) => 200 + Math.min(i, 75) + 0.05 * i);
    expect(findLeak(memory, minutes(120))).toBeNull();
  });

  it('need strong evidence where readings scatter', () => {
    // Growth of 80 MB under a scatter of 70 MB: often the slope's interval excludes 0 while p is above 0.01.
    const normal = normalStream(1);
    const series = (): number[] => Array.from({ length: 60 }, (_, i) => 300 + (80 * i) / 60 + 70 * normal());
    const rising = Array.from({ length: 400 }, series);
    const found = rising.map((memory) => findLeak(memory, minutes(60))).filter((leak) => leak !== null);
    expect(found.length).toBeGreaterThan(0);
    for (const leak of found) expect(leak.p).toBeLessThan(0.01);
  });

  it('are not a cache that fills up, a sawtooth, noise, or a few megabytes', () => {
    const jitter = noisy(120, () => 1, 0.01);
    expect(
      findLeak(
        jitter.map((j, i) => j * (300 - 100 * Math.exp(-i / 15))),
        minutes(120),
      ),
    ).toBeNull();
    expect(
      findLeak(
        jitter.map((j, i) => j * (200 + 5 * (i % 10))),
        minutes(120),
      ),
    ).toBeNull();
    expect(
      findLeak(
        jitter.map((j) => 200 * j),
        minutes(120),
      ),
    ).toBeNull();
    expect(
      findLeak(
        jitter.map((_, i) => 200 + i / 30),
        minutes(120),
      ),
    ).toBeNull();
    expect(findLeak([1, 2, 3], minutes(3))).toBeNull();
  });
});

describe('saturation', () => {
  /** Levels of 60 s at a throughput per second and a latency for each load. */
  const levels = (
    rate: (load: number) => number,
    latencyMs: (load: number) => number,
    loads = [10, 20, 30, 40, 50],
  ): { load: number; count: number; seconds: number; latencyMs: number }[] =>
    loads.map((load) => ({ load, count: 60 * rate(load), seconds: 60, latencyMs: latencyMs(load) }));
  const waiting = (load: number): number => (load <= 30 ? 100 : (100 * load) / 30);

  it('begins at the load after which throughput stands still and latency rises', () => {
    const found = findKnee(levels((load) => 5 * Math.min(load, 30), waiting))!;
    expect([found.at.load, found.beyond.load]).toEqual([30, 50]);
    expect(found.throughputChange).toBeCloseTo(0, 12);
    expect(found.latencyChange).toBeCloseTo(2 / 3, 12);
  });

  it('is not claimed while throughput grows, where latency stays, or with one load only', () => {
    expect(findKnee(levels((load) => 5 * load, waiting))).toBeNull();
    expect(
      findKnee(
        levels(
          (load) => 5 * Math.min(load, 30),
          () => 100,
        ),
      ),
    ).toBeNull();
    expect(findKnee(levels(() => 100, waiting, [10]))).toBeNull();
  });

  it('is not claimed where throughput was flat from the first load on: the generator set it', () => {
    expect(findKnee(levels(() => 100, waiting))).toBeNull();
  });

  it('is not claimed on a handful of requests', () => {
    const few = levels((load) => 5 * Math.min(load, 30), waiting).map((level) => ({
      ...level,
      count: level.count / 900,
      seconds: level.seconds / 900,
    }));
    expect(findKnee(few)).toBeNull();
  });

  it('of the CPU is a share of readings near what was allowed', () => {
    expect(busyShare([100, 360, 370, 399], 400)).toBe(0.75);
  });
});

describe('coordinated omission', () => {
  it('shows in raw samples as waiting after slow requests', () => {
    // Every 100 ms a request; one takes 1,000 ms, so the next start comes 900 ms late: 900 of 10,800 ms.
    const starts = Array.from({ length: 100 }, (_, i) => i * 100 + (i > 50 ? 900 : 0));
    const durations = starts.map((_, i) => (i === 50 ? 1_000 : 20));
    const found = omissionFromSamples(starts, durations, 100);
    expect(found.waitingShare).toBeCloseTo(900 / 10_800, 12);
    expect(found).toMatchObject({ isOmitting: true, missingRequests: 9 });
    expect(omissionFromSamples(starts.slice(0, 50), durations.slice(0, 50), 100).isOmitting).toBe(false);
  });

  it('shows in slices as missing starts under a long latency, not in a quiet time', () => {
    const starts = Array.from({ length: 60 }, (_, i) => (i >= 30 && i < 35 ? 0 : 10));
    const maxima = starts.map((_, i) => (i === 29 ? 6_000 : 50));
    expect(omissionFromSlices(starts, maxima, 1_000)).toMatchObject({
      isOmitting: true,
      missingRequests: 50,
    });
    expect(
      omissionFromSlices(
        starts,
        maxima.map(() => 50),
        1_000,
      ).isOmitting,
    ).toBe(false);
    const slightlyFewer = starts.map((count) => Math.max(6, count));
    expect(omissionFromSlices(slightlyFewer, maxima, 1_000).isOmitting).toBe(false);
  });

  it('is corrected as HdrHistogram does', () => {
    // 1,000 ms at an interval of 100 ms stands for 900, 800, ... 100 as well: 9 requests more.
    const measured = histogramFromEntries(0, [
      [bucketIndex(10), 99],
      [bucketIndex(1_005), 1],
    ]);
    const corrected = correctedHistogram(measured, 100);
    expect(histogramCount(corrected)).toBe(109);
    expect(histogramQuantile(measured, 0.95)).toBeLessThan(11);
    expect(histogramQuantile(corrected, 0.95)).toBeGreaterThan(400);
  });
});

describe('Little’s law', () => {
  it('agrees where users equal throughput times time', () => {
    expect(littleCheck(10, 20, 0.3, 0.2)).toMatchObject({ expectedUsers: 10, verdict: 'agree' });
    expect(littleCheck(10.7, 20, 0.5)!.verdict).toBe('note');
    expect(littleCheck(20, 20, 0.5)).toMatchObject({ deviation: 1, verdict: 'disagree' });
    expect(littleCheck(0, 20, 0.5)).toBeNull();
    expect(littleCheck(10, 0, 0.5)).toBeNull();
    expect(littleCheck(0.5, 1, 0.5)).toMatchObject({ expectedUsers: 0.5, verdict: 'agree' });
    // Expected are 10 users: up to 5% more or less agree, up to 10% are noted.
    const verdicts = [8.9, 9.1, 9.4, 9.6, 10.4, 10.6, 10.9, 11.1].map(
      (users) => littleCheck(users, 20, 0.5)!.verdict,
    );
    expect(verdicts).toEqual(['disagree', 'note', 'note', 'agree', 'agree', 'note', 'note', 'disagree']);
  });
});

describe('Apdex', () => {
  it('counts failed requests as frustrated', () => {
    // 3 satisfied, 2 tolerating, 1 slow, 4 failed of 10: (3 + 1) / 10.
    expect(apdex(3, 2, 10)).toBe(0.4);
    expect(apdexOfSamples([100, 200, 500, 501, 2_000, 2_001], 4, 500)).toBe(0.4);
    expect(apdexOfSamples([], 0, 500)).toBeNaN();
  });
});
