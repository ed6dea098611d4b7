import { addToMoments, emptyMoments, type Moments } from '../../stats/moments.ts';
import { addToHistogram, emptyHistogram, type Histogram } from '../../stats/histogram.ts';

/** Fractional durations that may still be kept as they are, over all tallies that share the budget. */
export interface ExactBudget {
  left: number;
}

/** Fractional values kept exactly, per run; past them only moments and buckets are kept. */
export const exactValueBudget = 5_000_000;

/** Whole milliseconds below this are counted in an array, larger ones in a map. */
export const denseLimit = 65_536;
const firstCapacity = 256;
/** So many first samples are kept as they are: a run may have thousands of tallies with no more. */
const fewSamples = 64;
/** Places in the array that one sample may take up. */
const roomPerSample = 64;

/** What is left of values that could not be kept: enough for a digest within the histogram's error. */
export interface Spilled {
  readonly moments: Moments;
  readonly histogram: Histogram;
  min: number;
  max: number;
}

/**
 * Collects durations (milliseconds, >= 0) in one pass. Whole milliseconds are counted, which is exact at any n;
 * fractional ones are kept until the shared budget is spent, and from then on only as moments and buckets.
 */
export class Tally {
  /** Values added so far. */
  count = 0;
  /** The first whole milliseconds. */
  readonly few: number[] = [];
  /** How often others were seen, by their number; those past its end are in `large`. */
  dense = new Float64Array(0);
  /** How often the rest of them were seen; some may have a place in `dense` by now as well. */
  readonly large = new Map<number, number>();
  spilled: Spilled | null = null;
  readonly #budget: ExactBudget;
  #fractional = new Float64Array(0);
  #fractionalCount = 0;

  constructor(budget: ExactBudget) {
    this.#budget = budget;
  }

  /** The fractional values kept, in the order of arrival. */
  get fractional(): Float64Array {
    return this.#fractional.subarray(0, this.#fractionalCount);
  }

  /** Adds one duration. The caller has refused what is negative or not finite. */
  add(durationMs: number): void {
    this.count++;
    if (!Number.isInteger(durationMs)) this.#addFractional(durationMs);
    else if (durationMs < this.dense.length) this.dense[durationMs] = (this.dense[durationMs] ?? 0) + 1;
    else if (this.few.length < fewSamples) this.few.push(durationMs);
    else if (this.#isWorthRoom(durationMs)) this.#addWide(durationMs);
    else this.large.set(durationMs, (this.large.get(durationMs) ?? 0) + 1);
  }

  /** Room in the array grows with the samples: one timeout among few must not cost half a megabyte. */
  #isWorthRoom(value: number): boolean {
    return value < denseLimit && value < this.count * roomPerSample;
  }

  /** Counts a value that the array has no room for yet. */
  #addWide(value: number): void {
    this.dense = widened(this.dense, Math.min(denseLimit, Math.max(firstCapacity, value * 2 + 1)));
    this.dense[value] = 1;
  }

  #addFractional(value: number): void {
    if (this.spilled === null && this.#budget.left > 0) this.#keep(value);
    else this.#spill(value);
  }

  #keep(value: number): void {
    this.#budget.left--;
    if (this.#fractionalCount === this.#fractional.length)
      this.#fractional = widened(this.#fractional, Math.max(firstCapacity, this.#fractionalCount * 2));
    this.#fractional[this.#fractionalCount++] = value;
  }

  #spill(value: number): void {
    this.spilled ??= { moments: emptyMoments(), histogram: emptyHistogram(), min: Infinity, max: -Infinity };
    addToMoments(this.spilled.moments, value);
    addToHistogram(this.spilled.histogram, value);
    this.spilled.min = Math.min(this.spilled.min, value);
    this.spilled.max = Math.max(this.spilled.max, value);
  }
}

function widened(values: Float64Array, length: number): Float64Array<ArrayBuffer> {
  const wider = new Float64Array(length);
  wider.set(values);
  return wider;
}
