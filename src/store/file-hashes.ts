import { statSync, type Stats } from 'node:fs';
import { hashFile } from './cache.ts';

type Known = Pick<Stats, 'mtimeMs' | 'ctimeMs' | 'size' | 'ino'> & { readonly sha256: string };

/** Hashes of files, each read once as long as it stays as it is. */
export class FileHashes {
  readonly #known = new Map<string, Known>();

  /** The SHA-256 of a file, in hex. */
  async of(path: string): Promise<string> {
    const { mtimeMs, ctimeMs, size, ino } = statSync(path);
    const known = this.#known.get(path);
    const isSame =
      known?.mtimeMs === mtimeMs && known.ctimeMs === ctimeMs && known.size === size && known.ino === ino;
    if (isSame) return known.sha256;
    const sha256 = await hashFile(path);
    this.#known.set(path, { mtimeMs, ctimeMs, size, ino, sha256 });
    return sha256;
  }
}
