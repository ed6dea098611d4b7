import { at } from '../../model/checked.ts';
import type { SliceDigest, SlicesDigest } from '../../model/documents/digest.ts';
import { DurationBuckets, type Neighbour } from './duration-buckets.ts';
import type { Stretch } from './far-rows.ts';
import { inWiderSlices, takeHighest, usersTogether } from './generators.ts';
import { largest } from '../../model/long-lists.ts';

/** Slices of one endpoint at most; past it their width doubles. */
export const mostSlices = 256;
const finestWidthMs = 1_000;

interface Slice {
  /** The line of the file that opened it; null where the adapter counts none. */
  line: number | null;
  count: number;
  errors: number;
  /** Most users that the file being read saw; -1 for none. */
  users: number;
  readonly durations: DurationBuckets;
}

/** Which of several files is being read: the users of different ones may add up. */
export interface CurrentFile {
  index: number;
}

/**
 * Counts samples by the time at which they started, in slices of a power of two seconds that are aligned to the
 * epoch, so that slices of any two files line up. Memory is bounded: when there are too many, neighbours join.
 */
export class Slices {
  widthMs = finestWidthMs;
  #slices = new Map<number, Slice>();
  /** The slice of the last sample, and its index. */
  #current: Slice | null = null;
  #currentIndex = NaN;
  readonly #neighbour: Neighbour = { histogram: null };
  readonly #lineNow: () => number | null;
  readonly #file: CurrentFile;
  #readFile: number;
  /** Users by slice of files read before, by their number. */
  #earlier = new Map<number, Map<number, number>>();

  /**
   * @param lineNow the line of the file that is being read
   * @param file which of several files is being read
   */
  constructor(lineNow: () => number | null = () => null, file: CurrentFile = { index: 0 }) {
    this.#lineNow = lineNow;
    this.#file = file;
    this.#readFile = file.index;
  }

  /** Adds a sample; a NaN duration counts without being timed, NaN users mean unknown. */
  add(startMs: number, durationMs: number, failed: boolean, users: number): void {
    if (this.#file.index !== this.#readFile) this.#setUsersAside();
    const index = Math.floor(startMs / this.widthMs);
    const slice = (index === this.#currentIndex ? this.#current : null) ?? this.#open(index);
    slice.count++;
    if (failed) slice.errors++;
    if (users > slice.users) slice.users = users;
    if (durationMs >= 0) slice.durations.add(durationMs);
  }

  /** Moves the users of the file read so far out of the slices, for the next one. */
  #setUsersAside(): void {
    const users = this.#earlier.get(this.#readFile) ?? new Map<number, number>();
    for (const [index, slice] of this.#slices) {
      if (slice.users > (users.get(index) ?? -1)) users.set(index, slice.users);
      slice.users = -1;
    }
    if (users.size > 0) this.#earlier.set(this.#readFile, users);
    this.#readFile = this.#file.index;
  }

  #open(index: number): Slice {
    let slice = this.#slices.get(index);
    if (slice === undefined) {
      slice = emptySlice(this.#neighbour, this.#lineNow());
      this.#slices.set(index, slice);
    }
    this.#current = slice;
    this.#currentIndex = index;
    if (this.#slices.size > mostSlices) {
      this.widenTo(this.widthMs * 2);
      return this.#open(Math.floor(index / 2));
    }
    return slice;
  }

  /** Joins slices until they are this wide (a power of two times the present width). */
  widenTo(widthMs: number): void {
    while (this.widthMs < widthMs) this.#halve();
  }

  #halve(): void {
    const joined = new Map<number, Slice>();
    for (const [index, slice] of this.#slices) {
      const half = Math.floor(index / 2);
      const other = joined.get(half);
      if (other === undefined) joined.set(half, slice);
      else join(other, slice);
    }
    this.widthMs *= 2;
    this.#slices = joined;
    this.#earlier = new Map([...this.#earlier].map(([file, users]) => [file, inWiderSlices(users)]));
    this.#current = null;
    this.#currentIndex = NaN;
  }

  /** All samples of several sets of slices, in slices as wide as the widest. The sets are widened in place. */
  static pool(parts: readonly Slices[]): Slices {
    const pooled = new Slices();
    pooled.widthMs = Math.max(finestWidthMs, largest(parts.map((part) => part.widthMs)));
    for (const part of parts) {
      part.#setUsersAside();
      part.widenTo(pooled.widthMs);
      pooled.#takeUsers(part.#earlier);
      for (const [index, slice] of part.#slices) {
        const other = pooled.#slices.get(index);
        if (other !== undefined) join(other, slice);
        else {
          const copy = emptySlice(pooled.#neighbour, slice.line);
          join(copy, slice);
          pooled.#slices.set(index, copy);
        }
      }
    }
    while (pooled.#slices.size > mostSlices) pooled.#halve();
    return pooled;
  }

  /** When the samples of each slice started, how many they are, and the line of the first that was read. */
  get stretches(): Stretch[] {
    return [...this.#slices].map(([index, { count, line }]) => ({
      fromMs: index * this.widthMs,
      toMs: (index + 1) * this.widthMs,
      count,
      line,
    }));
  }

  #takeUsers(byFile: ReadonlyMap<number, ReadonlyMap<number, number>>): void {
    for (const [file, users] of byFile) {
      const own = this.#earlier.get(file) ?? new Map<number, number>();
      takeHighest(own, users);
      this.#earlier.set(file, own);
    }
  }

  /** The form that files hold; null where there is no slice. */
  digest(): SlicesDigest | null {
    if (this.#slices.size === 0) return null;
    this.#setUsersAside();
    const users = usersTogether([...this.#earlier.values()]);
    const sorted = [...this.#slices].sort(([a], [b]) => a - b);
    const first = at(sorted, 0)[0];
    return {
      originMs: first * this.widthMs,
      widthMs: this.widthMs,
      items: sorted.map(([index, slice]) => sliceDigest(index - first, slice, users.get(index) ?? null)),
    };
  }
}

/** Adds one slice to another, in place. */
function join(slice: Slice, other: Slice): void {
  slice.count += other.count;
  slice.errors += other.errors;
  slice.users = Math.max(slice.users, other.users);
  slice.durations.addAll(other.durations);
}

const emptySlice = (neighbour: Neighbour, line: number | null): Slice => ({
  line,
  count: 0,
  errors: 0,
  users: -1,
  durations: new DurationBuckets(neighbour),
});

function sliceDigest(index: number, slice: Slice, users: number | null): SliceDigest {
  return {
    index,
    count: slice.count,
    errors: slice.errors,
    users,
    histogram: slice.durations.data(),
  };
}
