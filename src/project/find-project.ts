import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { groupFiles } from '../ingest/read-files.ts';
import { Refusal } from './refusal.ts';
import { discoverRuns } from './read/discover.ts';

/** Where a project is, and the folder that the search for it ended at: the top of the git repository around it. */
export interface FoundProject {
  readonly project: string;
  readonly top: string;
}

/** The folder that projects beside other code are in. */
export const usualFolder = 'perf';

/** The top of the git repository around a folder; the root of the disk if there is none. */
export function topOf(folder: string): string {
  if (existsSync(join(folder, '.git')) || dirname(folder) === folder) return folder;
  return topOf(dirname(folder));
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

/** A folder and those above it, up to the top. */
const upwards = (folder: string, top: string): string[] =>
  folder === top ? [folder] : [folder, ...upwards(dirname(folder), top)];

/** The folders of a level that may be projects: the folder itself, then `perf/`, then the folders in `perf/`. */
function ranksOf(folder: string): string[][] {
  const beside = join(folder, usualFolder);
  const several = isFolder(beside)
    ? readdirSync(beside, { withFileTypes: true })
        .filter(
          (entry) => entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules',
        )
        .map(({ name }) => join(beside, name))
        .sort()
    : [];
  return [[folder], [beside], several];
}

/** Such folders of all levels: the nearest come first; those of one rank are equally near. */
const candidates = (from: string, top: string): string[][] => upwards(from, top).flatMap(ranksOf);

/**
 * The project that a command means, found from where the user stands: upwards to the top of the git repository, the
 * nearest folder with `data/project.json`; else the nearest with a `data/` that holds a run. A folder's `perf/` counts as
 * the folder itself. Null if there is none; throws a Refusal if several are equally near.
 */
export async function findProject(cwd: string): Promise<FoundProject | null> {
  const top = topOf(cwd);
  const ranks = candidates(cwd, top);
  for (const rank of ranks) {
    const found = rank.filter((folder) => existsSync(join(folder, 'data/project.json')));
    const [only] = found;
    if (found.length > 1) throw severalProjects(found, cwd);
    if (only !== undefined) return { project: only, top };
  }
  for (const rank of ranks)
    for (const folder of rank)
      if (isFolder(join(folder, 'data')) && (await holdsRun(join(folder, 'data'))))
        return { project: folder, top };
  return null;
}

function severalProjects(found: readonly string[], from: string): Refusal {
  const names = found.map((folder) => relative(from, folder));
  return new Refusal(
    `There are several projects here: ${names.join(', ')}.`,
    `Run the command in one of these folders, or pass one with --data, such as --data ${join(names[0] ?? '', 'data')}.`,
  );
}

/** Folders that belong to other programs are often called data, so only a few files are examined. */
const mostExamined = 8;

/** True if a data folder holds a manifest or a raw file of a known format. */
async function holdsRun(data: string): Promise<boolean> {
  const { runs } = discoverRuns(data, (path) => path);
  if (runs.some(({ isSingleFile, files }) => !isSingleFile && files.includes('run.json'))) return true;
  const files = runs.flatMap(({ folder, files: names }) =>
    names.slice(0, 2).map((name) => join(folder, name)),
  );
  const { sets } = await groupFiles(
    files.slice(0, mostExamined).map((path) => ({ diskPath: path, shownPath: path, format: null })),
  );
  return sets.length > 0;
}
