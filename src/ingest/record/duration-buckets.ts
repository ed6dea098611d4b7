import type { HistogramData } from '../../model/documents/digest.ts';
import {
  addToHistogram,
  bucketIndex,
  emptyHistogram,
  emptyHistogramLike,
  filledBuckets,
  mergeIntoHistogram,
  type Histogram,
} from '../../stats/histogram.ts';

/** Durations kept as they are; more of them are counted in buckets. */
const mostUnbinned = 64;

/** The histogram last opened beside others that will hold much the same values: they get room like it at once. */
export interface Neighbour {
  histogram: Histogram | null;
}

/** Durations of one slice of time: a short list while they are few (a thousand endpoints have many such), else buckets. */
export class DurationBuckets {
  readonly #neighbour: Neighbour;
  #unbinned: number[] = [];
  #histogram: Histogram | null = null;

  constructor(neighbour: Neighbour) {
    this.#neighbour = neighbour;
  }

  add(durationMs: number): void {
    if (this.#histogram !== null) addToHistogram(this.#histogram, durationMs);
    else {
      this.#unbinned.push(durationMs);
      if (this.#unbinned.length > mostUnbinned) this.#open();
    }
  }

  #open(): Histogram {
    const like = this.#neighbour.histogram;
    const histogram = like === null ? emptyHistogram() : emptyHistogramLike(like);
    for (const durationMs of this.#unbinned) addToHistogram(histogram, durationMs);
    this.#unbinned = [];
    this.#histogram = histogram;
    this.#neighbour.histogram = histogram;
    return histogram;
  }

  /** Adds all durations of others, in place. */
  addAll(others: DurationBuckets): void {
    if (others.#histogram === null) for (const durationMs of others.#unbinned) this.add(durationMs);
    else mergeIntoHistogram(this.#histogram ?? this.#open(), others.#histogram);
  }

  /** The form that files hold. */
  data(): HistogramData {
    if (this.#histogram !== null) return filledBuckets(this.#histogram);
    const indices: number[] = [];
    for (const durationMs of this.#unbinned) if (durationMs > 0) indices.push(bucketIndex(durationMs));
    return { zero: this.#unbinned.length - indices.length, buckets: countIndices(indices) };
  }
}

/** Pairs of bucket index and count, flat and ascending, without the room that a histogram takes. */
function countIndices(indices: number[]): number[] {
  const pairs: number[] = [];
  for (const index of indices.sort((a, b) => a - b))
    if (pairs.at(-2) === index) pairs[pairs.length - 1] = (pairs.at(-1) ?? 0) + 1;
    else pairs.push(index, 1);
  return pairs;
}
