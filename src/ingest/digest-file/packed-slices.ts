import { at } from '../../model/checked.ts';
import type { HistogramData, SliceDigest, SlicesDigest } from '../../model/documents/digest.ts';

/** Slices as files hold them: a list per property, a value per slice. */
export interface SliceColumns {
  readonly index: readonly number[];
  readonly count: readonly number[];
  readonly errors: readonly number[];
  /** Null if no slice has users. */
  readonly users: readonly (number | null)[] | null;
  readonly zero: readonly number[];
  readonly buckets: readonly (readonly number[])[];
}

/** Slices with their columns in place of their items. */
export interface PackedSlices extends Omit<SlicesDigest, 'items'> {
  readonly columns: SliceColumns;
}

/** The shorter form of slices, which files hold. */
export function packSlices({ items, ...place }: SlicesDigest): PackedSlices {
  const column = <T>(pick: (slice: SliceDigest) => T): T[] => items.map(pick);
  const users = column((slice) => slice.users);
  return {
    ...place,
    columns: {
      index: column(({ index }) => index),
      count: column(({ count }) => count),
      errors: column(({ errors }) => errors),
      users: users.every((one) => one === null) ? null : users,
      zero: column(({ histogram }) => histogram.zero),
      buckets: column(({ histogram }) => packBuckets(histogram.buckets)),
    },
  };
}

/** The items of packed slices. All columns must have as many values. */
export function unpackItems({ index, count, errors, users, zero, buckets }: SliceColumns): SliceDigest[] {
  return index.map((one, i) => ({
    index: one,
    count: at(count, i),
    errors: at(errors, i),
    users: users?.[i] ?? null,
    histogram: { zero: at(zero, i), buckets: unpackBuckets(at(buckets, i)) },
  }));
}

/**
 * The index of the first bucket, then the counts of all that follow it; a negative number -n skips n empty buckets.
 * Most buckets of a slice are neighbours, so this takes less than half of pairs of index and count.
 */
export function packBuckets(pairs: HistogramData['buckets']): number[] {
  if (pairs.length === 0) return [];
  const packed = [at(pairs, 0)];
  for (let i = 0; i < pairs.length; i += 2) {
    const skipped = i === 0 ? 0 : at(pairs, i) - at(pairs, i - 2) - 1;
    if (skipped > 0) packed.push(-skipped);
    packed.push(at(pairs, i + 1));
  }
  return packed;
}

/** The pairs of index and count that `packBuckets` packed. */
export function unpackBuckets(packed: readonly number[]): number[] {
  const pairs: number[] = [];
  let index = packed[0] ?? NaN;
  for (const value of packed.slice(1))
    if (value < 0) index -= value;
    else pairs.push(index++, value);
  return pairs;
}
