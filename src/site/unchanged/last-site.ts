import { lstatSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Problem } from '../../model/problem.ts';
import { pack, unpack } from '../../store/packed.ts';
import type { Paths } from '../../store/paths.ts';
import { pagesPath } from '../incremental/cached-pages.ts';
import { filesBelow } from '../incremental/page-files.ts';
import type { FileState } from '../incremental/sync-folder.ts';
import { marker } from '../output-folder.ts';
import type { BuildFacts } from './build-facts.ts';

/** The last site that was brought to its place. */
export interface LastSite {
  /** What it was made from, as a hash. */
  readonly inputs: string;
  readonly facts: BuildFacts;
  /** Its warnings. */
  readonly problems: readonly Problem[];
  readonly placed: Readonly<Record<string, FileState>>;
}

const recordOf = (paths: Paths): string => `${pagesPath(paths)}.last`;

/** Records a site that is in its place. */
export function recordSite(paths: Paths, site: LastSite): void {
  const record = recordOf(paths);
  try {
    mkdirSync(dirname(record), { recursive: true });
    writeFileSync(`${record}.tmp`, pack(site));
    renameSync(`${record}.tmp`, record);
  } catch {
    // A cache that cannot be written costs time, never the build.
  }
}

/** Forgets the last site, before any of its files may change: a build that is stopped leaves no record of another one. */
export function forgetSite(paths: Paths): void {
  try {
    rmSync(recordOf(paths), { force: true });
  } catch {
    // Pages of a cache that cannot be written are made elsewhere, at another time than the record tells.
  }
}

/** The last site, if it was made from the same and is in its place, file by file; else null. */
export function unchangedSite(paths: Paths, inputs: string): LastSite | null {
  try {
    const last = unpack(readFileSync(recordOf(paths))) as LastSite;
    return last.inputs === inputs && isInPlace(last, paths.out) ? last : null;
  } catch {
    // There is none, or it is damaged, or a file is gone.
    return null;
  }
}

function isInPlace({ placed }: LastSite, out: string): boolean {
  const wanted = Object.entries(placed);
  const found = filesBelow(out);
  return (
    found.length === wanted.length + 1 &&
    found.includes(marker) &&
    wanted.every(([file, [timeMs, bytes]]) => {
      const state = lstatSync(join(out, file));
      return state.isFile() && Math.round(state.mtimeMs) === timeMs && state.size === bytes;
    })
  );
}
