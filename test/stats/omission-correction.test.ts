import { describe, expect, it } from 'vitest';
import {
  bucketIndex,
  bucketValue,
  histogramEntries,
  histogramFromEntries,
} from '../../src/stats/histogram.ts';
import {
  correctedHistogram,
  omissionFromSamples,
  omissionFromSlices,
} from '../../src/stats/omission-correction.ts';

describe('omission in samples', () => {
  it('is the time beyond the interval after each request slower than it', () => {
    // Waits 50 ms after the first request, 30 ms after the third: 80 of 380 ms, 0.8 requests.
    expect(omissionFromSamples([0, 150, 250, 380], [150, 20, 130, 20], 100)).toEqual({
      waitingShare: 80 / 380,
      isOmitting: true,
      missingRequests: 0.8,
    });
  });

  it('is none after a quick request, or where the next start was in time', () => {
    // The sender was idle for 300 ms; a slow request did not delay the next one.
    expect(omissionFromSamples([0, 300, 400], [100, 250, 20], 100).waitingShare).toBe(0);
    expect(omissionFromSamples([100], [5_000], 100)).toEqual({
      waitingShare: 0,
      isOmitting: false,
      missingRequests: 0,
    });
    expect(omissionFromSamples([], [], 100).isOmitting).toBe(false);
  });

  it('of two requests is seen, and of two at once takes no time', () => {
    expect(omissionFromSamples([0, 400], [400, 20], 100)).toMatchObject({ waitingShare: 0.75 });
    expect(omissionFromSamples([7, 7], [400, 20], 100)).toMatchObject({ waitingShare: 0, isOmitting: false });
  });

  it('matters from 1% of the time on', () => {
    const withWait = (waitMs: number): boolean =>
      omissionFromSamples([0, 100 + waitMs, 10_000], [200, 20, 20], 100).isOmitting;
    expect([withWait(100), withWait(101)]).toEqual([false, true]);
  });
});

describe('omission in slices', () => {
  it('is what is missing of the usual starts while a request blocks', () => {
    // 2,500 ms from the second slice on block the third and the fourth: 6 + 10 of 10 are missing in them.
    const starts = [10, 10, 4, 0, 10, 10, 10, 10];
    const maxima = [50, 2_500, 50, 50, 50, 50, 50, 50];
    expect(omissionFromSlices(starts, maxima, 1_000)).toEqual({
      waitingShare: 1_600 / 8_000,
      isOmitting: true,
      missingRequests: 16,
    });
  });

  it('needs fewer than half of the usual starts, in a slice that is blocked', () => {
    const missing = (third: number, longestMs: number): number =>
      omissionFromSlices([10, 10, third, 10, 10], [50, longestMs, 50, 50, 50], 1_000).missingRequests;
    expect([missing(4, 1_500), missing(5, 1_500)]).toEqual([6, 0]);
    // From the second slice on, so up to the end of it, or a little longer.
    expect([missing(4, 1_000), missing(4, 1_001)]).toEqual([0, 6]);
  });

  it('is none of nothing', () => {
    for (const starts of [[], [0, 0, 0]])
      expect(omissionFromSlices(starts, starts, 1_000)).toEqual({
        waitingShare: 0,
        isOmitting: false,
        missingRequests: 0,
      });
  });
});

describe('the corrected histogram', () => {
  const one = (valueMs: number) => histogramFromEntries(2, [[bucketIndex(valueMs), 3]]);

  it('adds what was not sent, down to one interval', () => {
    // 40 ms is in a bucket of 39.8 to 40.2: by an interval of 10 ms it stands for 30 and 20 ms, and 10 if above 40.
    const index = bucketIndex(40);
    const value = bucketValue(index);
    const added = [3, 2].map((k): [number, number] => [bucketIndex(value - (4 - k) * 10), 3]);
    const last: [number, number][] = value - 30 >= 10 ? [[bucketIndex(value - 30), 3]] : [];
    const expected = [...added, ...last, [index, 3]].sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0));
    const corrected = correctedHistogram(one(40), 10);
    expect(histogramEntries(corrected)).toEqual(expected);
    expect(corrected.zero).toBe(2);
  });

  it('adds nothing to values within the interval, or without one', () => {
    expect(histogramEntries(correctedHistogram(one(40), 50))).toEqual([[bucketIndex(40), 3]]);
    expect(histogramEntries(correctedHistogram(one(40), 0))).toEqual([[bucketIndex(40), 3]]);
    expect(histogramEntries(correctedHistogram(histogramFromEntries(0, []), 10))).toEqual([]);
  });
});
