import type { SliceDigest, SlicesDigest } from '../../model/documents/digest.ts';
import { memoised } from '../../model/memoised.ts';
import { batchBounds } from '../../stats/batch-means.ts';
import { joinBuckets, type Buckets } from '../../stats/histogram.ts';

/** What one of up to 20 equal stretches of a run's time holds. */
export interface Stretch {
  readonly count: number;
  readonly errors: number;
  readonly histogram: Buckets;
  /** Most concurrent users seen; null where the files have none. */
  readonly load: number | null;
}

/** All durations of some slices. */
export const pool = (slices: readonly SliceDigest[]): Buckets =>
  joinBuckets(slices.map(({ histogram }) => histogram));

/** The slices of an endpoint in a stretch of time: those whose middle lies in it. */
export function slicesIn(
  slices: SlicesDigest | null,
  firstStartMs: number,
  { startSeconds, endSeconds }: { readonly startSeconds: number; readonly endSeconds: number },
): readonly SliceDigest[] {
  if (slices === null) return [];
  return slices.items.filter(({ index }) => {
    const middle = (slices.originMs + (index + 0.5) * slices.widthMs - firstStartMs) / 1_000;
    return middle >= startSeconds && middle < endSeconds;
  });
}

/** Up to 20 stretches of equal time, from the first slice to the last; none where nothing has a time. */
export function stretchesOf(slices: readonly SliceDigest[]): Stretch[] {
  const first = slices[0]?.index ?? 0;
  const last = slices.at(-1)?.index ?? -1;
  // Slices ascend, and so do the bounds.
  let start = 0;
  return batchBounds(last - first + 1).map(([, to]) => {
    let end = start;
    while (end < slices.length && (slices[end]?.index ?? Infinity) - first < to) end++;
    const own = slices.slice(start, end);
    start = end;
    return joined(own);
  });
}

/** Rows, error rates and comparisons of one endpoint need the same stretches, and joining histograms is expensive. */
const stretchesOnce = memoised((slices: SlicesDigest): readonly Stretch[] => stretchesOf(slices.items));

/** The stretches of all slices of an endpoint. */
export const stretchesOfAll = (slices: SlicesDigest | null): readonly Stretch[] =>
  slices === null ? [] : stretchesOnce(slices);

function joined(slices: readonly SliceDigest[]): Stretch {
  let [count, errors] = [0, 0];
  let load: number | null = null;
  for (const slice of slices) {
    count += slice.count;
    errors += slice.errors;
    if (slice.users !== null && (load === null || slice.users > load)) load = slice.users;
  }
  return { count, errors, histogram: pool(slices), load };
}
