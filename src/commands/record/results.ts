import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { listFiles } from '../../project/read/discover.ts';
import { strictDisk } from '../../project/read/disk.ts';
import { Refusal } from '../../project/refusal.ts';
import { rawSources } from '../new/raw-sources.ts';

/** Throws a Refusal that names every path that does not exist. */
export function refuseMissing(from: readonly string[], cwd: string): void {
  const missing = from.filter((path) => !existsSync(resolve(cwd, path)));
  if (missing.length > 0)
    throw new Refusal(
      `${missing.join(', ')} ${missing.length === 1 ? 'does' : 'do'} not exist.`,
      'Pass what the load tool wrote.',
    );
}

/** A hash of names and content of the results: jobs of one matrix measure different ones. */
export async function hashOf(from: readonly string[], cwd: string, scenario?: string): Promise<string> {
  const hash = createHash('sha256');
  for (const { diskPath, target } of await rawSources(from, cwd, scenario)) {
    hash.update(`${target}\0`);
    await pipeline(createReadStream(diskPath), hash, { end: false });
  }
  return hash.digest('hex');
}

/** The bytes of all files in a folder of a run. */
export async function bytesIn(folder: string): Promise<number> {
  const files = listFiles(
    folder,
    strictDisk((path) => path),
  );
  const sizes = await Promise.all(files.map(async (file) => (await stat(join(folder, file))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}
