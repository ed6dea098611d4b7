import { RowSpan } from './row-span.ts';

/**
 * One hash a row of a file of single samples, to find out whether its rows are in other files too: of start, elapsed
 * time and endpoint, and another with the thread. 53 bits each: two different rows share one by less than 1e-15.
 */
export class RowHashes extends RowSpan {
  override readonly wantsThreads = true;
  #namesThreads = false;
  #lacksThreads = false;
  #bare = new Float64Array(256);
  #threaded = new Float64Array(256);
  readonly #sorted = new Map<boolean, Float64Array>();

  /** True if every row names its thread. */
  get hasThreads(): boolean {
    return this.#namesThreads && !this.#lacksThreads;
  }

  protected override addTimed(startMs: number, durationMs: number, endpointHash: number): void {
    if (this.threadHash === null) this.#lacksThreads = true;
    else this.#namesThreads = true;
    if (this.count === this.#bare.length) this.#grow();
    // Whole microseconds: two formats of one tool may differ in how they write a fraction.
    const start = Math.round(startMs * 1_000);
    const elapsed = Number.isNaN(durationMs) ? -1 : Math.round(durationMs * 1_000);
    const bare = rowHash(start, elapsed, endpointHash);
    this.#bare[this.count] = bare;
    this.#threaded[this.count] = rowHash(bare, this.threadHash ?? 0, endpointHash);
  }

  /** All hashes, ascending; of rows with their threads where `withThreads`. Call it once all rows are added. */
  sorted(withThreads: boolean): Float64Array {
    const sorted =
      this.#sorted.get(withThreads) ??
      (withThreads ? this.#threaded : this.#bare).subarray(0, this.count).sort();
    this.#sorted.set(withThreads, sorted);
    return sorted;
  }

  #grow(): void {
    this.#bare = widened(this.#bare);
    this.#threaded = widened(this.#threaded);
  }
}

function widened(values: Float64Array): Float64Array<ArrayBuffer> {
  const wider = new Float64Array(values.length * 2);
  wider.set(values);
  return wider;
}

/** 53 bits of two lanes of murmur's mixing, each over both halves of the numbers. */
function rowHash(a: number, b: number, seed: number): number {
  const high = lane(a, b, seed ^ 0x9e3779b9);
  const low = lane(a, b, Math.imul(seed, 0x85ebca6b) ^ 0x7f4a7c15);
  return (high >>> 11) * 4_294_967_296 + low;
}

function lane(a: number, b: number, seed: number): number {
  let hash = seed;
  hash = mixed(hash, (a % 4_294_967_296) | 0);
  hash = mixed(hash, Math.floor(a / 4_294_967_296) | 0);
  hash = mixed(hash, (b % 4_294_967_296) | 0);
  hash = mixed(hash, Math.floor(b / 4_294_967_296) | 0);
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function mixed(hash: number, word: number): number {
  const part = Math.imul(Math.imul(word, 0xcc9e2d51) ^ (word >>> 17), 0x1b873593);
  const next = hash ^ part;
  return Math.imul((next << 13) | (next >>> 19), 5) + 0xe6546b64;
}
