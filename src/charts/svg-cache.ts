import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A new number leaves every cached drawing behind. Raise it when the same data are drawn in another way. */
const drawingVersion = 3;

const hash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32);

/** How often drawings were found and made, for the summary of a build. */
export interface CacheCount {
  hits: number;
  misses: number;
}

/**
 * Drawings by the hash of what is drawn. A file that is missing, cut or changed is drawn again; files appear whole, so
 * that builds side by side share the folder.
 */
export class SvgCache {
  readonly count: CacheCount = { hits: 0, misses: 0 };
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The drawings of what `content` describes: from the cache, else from `draw`. */
  async drawings(content: unknown, draw: () => Promise<string[]>): Promise<string[]> {
    const key = hash(JSON.stringify([drawingVersion, content]));
    const folder = join(this.#folder, key.slice(0, 2));
    const path = join(folder, `${key}.json`);
    const cached = find(path);
    if (cached !== null) {
      this.count.hits += 1;
      return cached;
    }
    this.count.misses += 1;
    const drawings = await draw();
    keep(folder, path, seal(drawings));
    return drawings;
  }
}

function seal(drawings: readonly string[]): string {
  const text = JSON.stringify(drawings);
  return `${hash(text)}\n${text}`;
}

function unseal(file: string): string[] | null {
  const text = file.slice(33);
  return file.charAt(32) === '\n' && hash(text) === file.slice(0, 32) ? (JSON.parse(text) as string[]) : null;
}

function find(path: string): string[] | null {
  try {
    return unseal(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}

function keep(folder: string, path: string, text: string): void {
  const partial = `${path}.${randomUUID()}`;
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(partial, text);
    renameSync(partial, path);
  } catch {
    // A cache that cannot be written costs time, not the build.
  }
}
