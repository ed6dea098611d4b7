import { existsSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** So many versions of the code are remembered beside a new one: whoever tries something out goes back and forth. */
const mostOldVersions = 2;

/** Bytes that a cache holds at most after a build; a thousand runs of twenty endpoints need a quarter of it. */
export const mostBytes = 1024 ** 3;

/** The size is looked at once a day: listing ten thousand files takes a tenth of a second. */
const dayMs = 86_400_000;

const changedAt = (path: string): number => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** Deletes the entries of all but the newest versions of the code, which are never read again. */
export function deleteOldVersions(folder: string): void {
  try {
    if (!existsSync(folder)) return;
    const newestFirst = readdirSync(folder)
      .map((name) => join(folder, name))
      .sort((a, b) => changedAt(b) - changedAt(a));
    for (const path of newestFirst.slice(mostOldVersions)) rmSync(path, { recursive: true, force: true });
  } catch {
    // A cache that cannot be written keeps them.
  }
}

/** Deletes the oldest entries of a cache that is larger than `most` bytes; looks at it once a day. */
export function limitSize(folder: string, most: number = mostBytes, now: number = Date.now()): void {
  const mark = join(folder, '.size-limited');
  if (now - changedAt(mark) < dayMs) return;
  try {
    writeFileSync(mark, '');
    utimesSync(mark, now / 1_000, now / 1_000);
    deleteOldest(folder, most);
  } catch {
    // A cache that cannot be written does not grow either.
  }
}

function deleteOldest(folder: string, most: number): void {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path, stats: statSync(path, { throwIfNoEntry: false }) }))
    .flatMap(({ path, stats }) => (stats === undefined ? [] : { path, bytes: stats.size, ms: stats.mtimeMs }))
    .sort((a, b) => b.ms - a.ms);
  let bytes = 0;
  for (const entry of entries) {
    bytes += entry.bytes;
    if (bytes > most) rmSync(entry.path, { force: true });
  }
}
