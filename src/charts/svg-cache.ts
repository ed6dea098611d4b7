import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const hash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32);

/** The hash of all code that draws: the charts' own, and the versions of the libraries. */
export function drawingVersion(root: string): string {
  const folder = join(root, 'src/charts');
  const own = (existsSync(folder) ? readdirSync(folder) : []).filter((name) => name.endsWith('.ts'));
  const files = [...own.sort().map((name) => join(folder, name)), join(root, 'package-lock.json')];
  return hash(files.map((path) => (existsSync(path) ? readFileSync(path, 'utf8') : '')).join('\0'));
}

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
  readonly #version: string;

  /** `version` names the code that draws: with another one every drawing is made again. */
  constructor(folder: string, version: string) {
    this.#folder = folder;
    this.#version = version;
  }

  /** The drawings of what `content` describes: from the cache, else from `draw`. */
  async drawings(content: unknown, draw: () => Promise<string[]>): Promise<string[]> {
    const key = hash(JSON.stringify([this.#version, content]));
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
    if (!known.has(folder)) mkdirSync(folder, { recursive: true });
    known.add(folder);
    writeFileSync(partial, text);
    renameSync(partial, path);
  } catch {
    // A cache that cannot be written costs time, not the build.
    known.delete(folder);
  }
}

/** Folders that this process has made or found. */
const known = new Set<string>();
