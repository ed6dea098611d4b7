/**
 * One hash a row of a file of single samples, to find out whether its rows are in other files too: of start, elapsed
 * time and endpoint, and another with the thread. 53 bits each: two different rows share one by less than 1e-15.
 */
export class RowHashes {
  /** True once a start shows that the clock is finer than a second: equal rows are no coincidence then. */
  hasFineClock = false;
  failures = 0;
  firstMs = Infinity;
  lastMs = -Infinity;
  /** Rows without a start time: nothing can be said of them. */
  untimed = 0;
  #thread = 0;
  #namesThreads = false;
  #lacksThreads = false;
  #bare = new Float64Array(256);
  #threaded = new Float64Array(256);
  #count = 0;

  /** The thread of the rows that are added next; null where the file names none. */
  set thread(name: string | null) {
    if (name === null) this.#lacksThreads = true;
    else this.#namesThreads = true;
    this.#thread = name === null ? 0 : hashOfText(name);
  }

  get count(): number {
    return this.#count;
  }

  /** True if every row names its thread. */
  get hasThreads(): boolean {
    return this.#namesThreads && !this.#lacksThreads;
  }

  add(startMs: number, durationMs: number, endpointHash: number, isFailed: boolean): void {
    if (isFailed) this.failures++;
    if (Number.isNaN(startMs)) {
      this.untimed++;
      return;
    }
    if (startMs % 1_000 !== 0) this.hasFineClock = true;
    if (startMs < this.firstMs) this.firstMs = startMs;
    if (startMs > this.lastMs) this.lastMs = startMs;
    if (this.#count === this.#bare.length) this.#grow();
    // Whole microseconds: two formats of one tool may differ in how they write a fraction.
    const start = Math.round(startMs * 1_000);
    const elapsed = Number.isNaN(durationMs) ? -1 : Math.round(durationMs * 1_000);
    const bare = rowHash(start, elapsed, endpointHash);
    this.#bare[this.#count] = bare;
    this.#threaded[this.#count] = rowHash(bare, this.#thread, endpointHash);
    this.#count++;
  }

  /** All hashes, ascending; of rows with their threads where `withThreads`. */
  sorted(withThreads: boolean): Float64Array {
    return (withThreads ? this.#threaded : this.#bare).slice(0, this.#count).sort();
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

/** A hash of a text in 32 bits (FNV-1a). */
export function hashOfText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
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
