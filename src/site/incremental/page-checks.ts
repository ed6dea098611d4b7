import { readFileSync, rmSync, statSync, writeFileSync, type Stats } from 'node:fs';
import { dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';
import { pack, unpack } from '../../store/packed.ts';

/** Time in ms, size in bytes and checksum of a file. */
type Check = readonly [timeMs: number, bytes: number, sum: number];

type Checks = Readonly<Record<string, Check>>;

const timeOf = ({ mtimeMs }: Stats): number => Math.round(mtimeMs);

/** Beside the folder of pages: whatever lies in it belongs to the site. */
const checksFile = (folder: string): string => join(dirname(folder), 'checks');

/** What was recorded of the pages in a folder; null where nothing sound was. */
function recorded(folder: string): Checks | null {
  try {
    return unpack(readFileSync(checksFile(folder))) as Checks;
  } catch {
    return null;
  }
}

const sumOf = (path: string): number => crc32(readFileSync(path));

/** Records the files of a finished folder. Those that did not change since the last record are not read again. */
export function recordPages(folder: string, files: readonly string[]): void {
  const known = recorded(folder) ?? {};
  const checks = files.map((file) => {
    const path = join(folder, file);
    const state = statSync(path);
    const [time, size] = [timeOf(state), state.size];
    const old = known[file];
    const isSame = old !== undefined && old[0] === time && old[1] === size;
    return [file, isSame ? old : [time, size, sumOf(path)]] as const;
  });
  writeFileSync(checksFile(folder), pack(Object.fromEntries(checks)));
}

/** True where a file is already in its place as it was recorded: it will not be copied. */
function isInPlace(folder: string | undefined, file: string, [time]: Check): boolean {
  if (folder === undefined) return false;
  const found = statSync(join(folder, file), { throwIfNoEntry: false });
  return found !== undefined && timeOf(found) === time;
}

/**
 * Removes the pages of the last build if one that would be published from there is not as it was written (a damaged
 * disk, a cache that was restored in part): then all pages are made again. Those that lie in the
 * published folder already are not read.
 */
export function removeDamaged(folder: string, published: string | undefined): void {
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found === undefined) return;
  const checks = recorded(folder);
  const isWhole = (file: string, check: Check): boolean => {
    const path = join(folder, file);
    const state = statSync(path, { throwIfNoEntry: false });
    if (state === undefined || state.size !== check[1]) return false;
    return (timeOf(state) === check[0] && isInPlace(published, file, check)) || sumOf(path) === check[2];
  };
  if (checks !== null && Object.entries(checks).every(([file, check]) => isWhole(file, check))) return;
  rmSync(dirname(folder), { recursive: true, force: true });
}
