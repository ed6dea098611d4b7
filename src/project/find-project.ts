import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
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

/** True if a folder has `data/project.json`, also if this user may not look into `data/`: what is unreadable is not missing. */
function isNamed(folder: string): boolean {
  try {
    return statSync(join(folder, 'data/project.json'), { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    return (error as { code?: string }).code === 'EACCES';
  }
}

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
  const project = (await onlyOne(ranks, isNamed, cwd)) ?? (await onlyOne(ranks, holdsRun, cwd));
  return project === null ? null : { project, top };
}

/**
 * All projects of the git repository around a folder, or of the folder outside of one: itself, its `perf/`, and the folders in that. Those
 * with `data/project.json`; else those with a `data/` that holds a run.
 */
export async function findProjects(cwd: string): Promise<FoundProject[]> {
  const top = topOf(cwd);
  const isRepository = existsSync(join(top, '.git'));
  const folders = ranksOf(isRepository ? top : cwd).flat();
  const named = folders.filter(isNamed);
  const found = named.length > 0 ? named : await withRuns(folders);
  return found.map((project) => ({ project, top }));
}

async function withRuns(folders: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const folder of folders) if (await holdsRun(folder)) found.push(folder);
  return found;
}

/** The one project of the nearest rank that has any. Throws a Refusal if that rank has several. */
async function onlyOne(
  ranks: readonly (readonly string[])[],
  isProject: (folder: string) => boolean | Promise<boolean>,
  cwd: string,
): Promise<string | null> {
  for (const rank of ranks) {
    const found: string[] = [];
    for (const folder of rank) if (await isProject(folder)) found.push(folder);
    const [first] = found;
    if (found.length > 1) throw severalProjects(found, cwd);
    if (first !== undefined) return first;
  }
  return null;
}

function severalProjects(found: readonly string[], from: string): Refusal {
  const names = found.map((folder) => relative(from, folder));
  return new Refusal(
    `There are several projects here: ${names.join(', ')}.`,
    `Run the command in one of these folders, or pass one with --data, such as --data ${join(names[0] ?? '', 'data')}. build --all makes one site of all.`,
  );
}

/** Folders that belong to other programs are often called data, so only a few files are examined. */
const mostExamined = 8;

/** True if the data folder of a folder holds a manifest or a raw file of a known format. */
async function holdsRun(folder: string): Promise<boolean> {
  const data = join(folder, 'data');
  if (!isFolder(data)) return false;
  const { runs } = discoverRuns(data, (path) => path);
  if (runs.some(({ isSingleFile, files }) => !isSingleFile && files.includes('run.json'))) return true;
  const files = runs.flatMap(({ folder: run, files: names }) =>
    names.slice(0, 2).map((name) => join(run, name)),
  );
  const { groupFiles } = await import('../ingest/read-files.ts');
  const { sets } = await groupFiles(
    files.slice(0, mostExamined).map((path) => ({ diskPath: path, shownPath: path, format: null })),
  );
  return sets.length > 0;
}
