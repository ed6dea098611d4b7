/** Numbers in an embedding. */
export const dimensions = 96;

/** One stored message found by a search, with its cosine similarity to the query. */
export interface Hit {
  readonly id: number;
  readonly score: number;
}

/** A bounded memory of embedded messages; the oldest gives way when it is full, so that searching costs the same all along. */
export interface VectorIndex {
  readonly size: number;
  add(id: number, vector: readonly number[]): void;
  /** The `count` most similar messages, best first. */
  search(query: readonly number[], count: number): Hit[];
}

/** Embeds a text: each word adds to the place that its FNV-1a hash names, signed by the hash's top bit. Not normalised. */
export function embed(text: string): number[] {
  const vector = new Array<number>(dimensions).fill(0);
  for (const word of text.split(' ')) {
    let hash = 0x811c9dc5;
    for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193) >>> 0;
    vector[hash % dimensions]! += hash >>> 31 === 0 ? 1 : -1;
  }
  return vector;
}

/** Similarity of two vectors by their angle, -1 to 1; 0 where one of them has no length. */
export function cosine(a: readonly number[], b: readonly number[]): number {
  let dot = 0;
  let normA = 0;
  let normB = 0;
  for (let i = 0; i < a.length; i++) {
    dot += a[i]! * b[i]!;
    normA += a[i]! * a[i]!;
    normB += b[i]! * b[i]!;
  }
  return normA === 0 || normB === 0 ? 0 : dot / Math.sqrt(normA * normB);
}

/** The first search: one array per message, both norms computed anew for each. */
export function objectIndex(capacity: number): VectorIndex {
  const entries: { id: number; vector: number[] }[] = [];
  let next = 0;
  return {
    get size() {
      return entries.length;
    },
    add(id, vector) {
      entries[next] = { id, vector: [...vector] };
      next = (next + 1) % capacity;
    },
    search(query, count) {
      const best: Hit[] = [];
      for (const { id, vector } of entries) {
        const score = cosine(query, vector);
        if (best.length < count || score > best[best.length - 1]!.score) insert(best, { id, score }, count);
      }
      return best;
    },
  };
}

/** The faster search: unit vectors in one block of floats, one product per message. */
export function matrixIndex(capacity: number): VectorIndex {
  const block = new Float32Array(capacity * dimensions);
  const ids = new Int32Array(capacity);
  let size = 0;
  let next = 0;
  return {
    get size() {
      return size;
    },
    add(id, vector) {
      block.set(unit(vector), next * dimensions);
      ids[next] = id;
      next = (next + 1) % capacity;
      size = Math.min(size + 1, capacity);
    },
    search(query, count) {
      const target = Float32Array.from(unit(query));
      const best: Hit[] = [];
      for (let row = 0; row < size; row++) {
        let score = 0;
        for (let i = 0, at = row * dimensions; i < dimensions; i++) score += target[i]! * block[at + i]!;
        if (best.length < count || score > best[best.length - 1]!.score)
          insert(best, { id: ids[row]!, score }, count);
      }
      return best;
    },
  };
}

function unit(vector: readonly number[]): number[] {
  const norm = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  return norm === 0 ? [...vector] : vector.map((value) => value / norm);
}

function insert(best: Hit[], hit: Hit, count: number): void {
  const at = best.findIndex((other) => hit.score > other.score);
  best.splice(at === -1 ? best.length : at, 0, hit);
  if (best.length > count) best.pop();
}
