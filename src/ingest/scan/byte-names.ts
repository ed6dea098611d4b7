import { fieldText } from './csv-scanner.ts';

const firstSize = 256;

interface KnownName<Entry> {
  readonly hash: number;
  readonly name: Uint8Array;
  readonly entry: Entry;
}

/**
 * Knows names (labels, threads, codes) again by their bytes and gives back what was made for them, so that a name's
 * text is made once and not once a row. A hash table with open addressing; every hit is compared byte by byte.
 */
export class ByteNames<Entry> {
  readonly #make: (text: string) => Entry;
  readonly #limit: number;
  readonly #read: (bytes: Uint8Array, start: number, end: number) => string;
  #slots = new Int32Array(firstSize).fill(-1);
  readonly #known: KnownName<Entry>[] = [];

  /**
   * @param make makes the entry of a name when it is first seen
   * @param limit names remembered at most; entries of further ones are made each time
   * @param read makes the text of a name of its bytes; those of a CSV field unless given
   */
  constructor(make: (text: string) => Entry, limit = 100_000, read = fieldText) {
    this.#make = make;
    this.#limit = limit;
    this.#read = read;
  }

  /** What was made for the name in `bytes[start, end)`. */
  get(bytes: Uint8Array, start: number, end: number): Entry {
    let hash = 0x811c9dc5;
    let at = start;
    // Four bytes at a time: each multiplication waits for the one before it.
    for (; at + 4 <= end; at += 4) {
      const word =
        (bytes[at] ?? 0) |
        ((bytes[at + 1] ?? 0) << 8) |
        ((bytes[at + 2] ?? 0) << 16) |
        ((bytes[at + 3] ?? 0) << 24);
      hash = Math.imul(hash ^ word, 0x01000193);
      hash ^= hash >>> 15;
    }
    for (; at < end; at++) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
    const mask = this.#slots.length - 1;
    for (let slot = (hash ^ (hash >>> 15)) & mask; ; slot = (slot + 1) & mask) {
      const index = this.#slots[slot] ?? 0;
      if (index < 0) return this.#add(bytes, start, end, hash, slot);
      const known = this.#known[index];
      if (known?.hash === hash && isSame(known.name, bytes, start, end)) return known.entry;
    }
  }

  #add(bytes: Uint8Array, start: number, end: number, hash: number, slot: number): Entry {
    const entry = this.#make(this.#read(bytes, start, end));
    if (this.#known.length >= this.#limit) return entry;
    this.#slots[slot] = this.#known.length;
    // A copy: `slice` of a Buffer would be a view of bytes that change.
    this.#known.push({ hash, name: new Uint8Array(bytes.subarray(start, end)), entry });
    if (this.#known.length * 2 > this.#slots.length) this.#grow();
    return entry;
  }

  #grow(): void {
    const mask = this.#slots.length * 2 - 1;
    this.#slots = new Int32Array(mask + 1).fill(-1);
    this.#known.forEach(({ hash }, index) => {
      let slot = (hash ^ (hash >>> 15)) & mask;
      while ((this.#slots[slot] ?? 0) >= 0) slot = (slot + 1) & mask;
      this.#slots[slot] = index;
    });
  }
}

function isSame(name: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  const length = end - start;
  if (name.length !== length) return false;
  for (let i = 0; i < length; i++) if (name[i] !== bytes[start + i]) return false;
  return true;
}
