import { posix } from 'node:path';
import type { RuleChange } from '../../model/documents/rule-change.ts';
import { existingFolder, foldersUpToTop, git } from '../../store/git.ts';
import type { Paths } from '../../store/paths.ts';
import { usualFolder } from '../../project/find-project.ts';

/**
 * Where a ref has the project that the working tree has in some folder: in the same one (or nowhere, if it is new), or
 * elsewhere. If the working tree still has that other project, a new one hides it. Folders are relative to the top.
 */
export type PlaceAtRef =
  | { readonly kind: 'same' }
  | { readonly kind: 'moved'; readonly from: string; readonly to: string }
  | { readonly kind: 'hidden'; readonly from: string; readonly to: string };

export const samePlace: PlaceAtRef = { kind: 'same' };

/** The folder of a moved project at the ref. */
export const folderAt = (place: PlaceAtRef): string | undefined =>
  place.kind === 'moved' ? place.from : undefined;

/** The folder of a moved project in the head. */
export const headFolder = (place: PlaceAtRef): string | undefined =>
  place.kind === 'moved' ? place.to : undefined;

const shown = (folder: string): string => `${folder === '' ? '.' : folder}/`;

/** The place as a changed rule: which project counts is one. */
export const placeChanges = (place: PlaceAtRef): RuleChange[] =>
  place.kind === 'same'
    ? []
    : [
        {
          key: 'folder of the project',
          from: shown(place.from),
          to: shown(place.to),
          weaker: place.kind === 'hidden',
        },
      ];

/** Why new runs of a project that is elsewhere in the base cannot be judged; null where it is in the same place. */
export function misplaced(place: PlaceAtRef): string | null {
  if (place.kind === 'same') return null;
  const [from, to] = [shown(place.from), shown(place.to)];
  return place.kind === 'moved'
    ? `The project is in ${to} here and in ${from} in the base. Move it in a pull request of its own. [not-judged]`
    : `The base has its project in ${from}, and that in ${to} is new. First merge it without runs. [not-judged]`;
}

/** The projects of a commit, by folder: those with a project.json, and those with a manifest. */
interface ProjectsAt {
  readonly named: ReadonlySet<string>;
  readonly withRuns: ReadonlySet<string>;
}

const [projectFile, manifest] = [/^(?:(.*)\/)?data\/project\.json$/s, /^(?:(.*)\/)?data\/[^/]+\/run\.json$/s];

function projectsIn(files: readonly string[]): ProjectsAt {
  const foldersOf = (pattern: RegExp): Set<string> =>
    new Set(
      files.flatMap(
        (file) =>
          pattern
            .exec(file)
            ?.slice(1)
            .map((folder) => folder ?? '') ?? [],
      ),
    );
  return { named: foldersOf(projectFile), withRuns: foldersOf(manifest) };
}

const isBelow = (file: string, folder: string): boolean => folder === '' || file.startsWith(`${folder}/`);

/** The files of a commit; none for an unknown ref, which is reported where it is read. */
async function filesAt(top: string, ref: string): Promise<string[]> {
  const args = ['-r', '-z', '--name-only', '--full-tree', '--end-of-options', `${ref}^{commit}`];
  return ((await git(top, 'ls-tree', ...args)) ?? '').split('\0').filter((file) => file !== '');
}

/**
 * Finds the project at a ref. A change that moves the project, or puts another one where commands find it first, would
 * else be compared with nothing, by rules of its own.
 */
export async function placeAtRef(ref: string, paths: Paths): Promise<PlaceAtRef> {
  const around = await foldersUpToTop(existingFolder(paths.data));
  if (around === null) return samePlace;
  const [data = ''] = around.folders;
  const own = data === 'data' ? '' : posix.dirname(data);
  const files = await filesAt(around.top, ref);
  const [before, after] = [projectsIn(files), projectsIn(await filesAt(around.top, 'HEAD'))];
  const at = (from: string, kind: 'moved' | 'hidden'): PlaceAtRef => ({ kind, from, to: own });
  const gone = goneFrom(before, after);
  const found = await foundAt(files, before, paths);
  if (found === own) return samePlace;
  if (found !== null) return at(found, gone.includes(found) ? 'moved' : 'hidden');
  if (files.some((file) => isBelow(file, data))) return samePlace;
  const [first, ...more] = gone;
  if (first === undefined) return samePlace;
  return more.length === 0 ? at(first, 'moved') : at(gone.join(', '), 'hidden');
}

/**
 * Finds the project of the working tree in a commit that changes it, such as a pull request read from its base: in the same
 * folder, or in the only one that is new there if the commit removes it from its own.
 */
export async function placeInHead(base: string, head: string, paths: Paths): Promise<PlaceAtRef> {
  const around = await foldersUpToTop(existingFolder(paths.data));
  if (around === null) return samePlace;
  const [data = ''] = around.folders;
  const own = data === 'data' ? '' : posix.dirname(data);
  const [before, after] = [
    projectsIn(await filesAt(around.top, base)),
    projectsIn(await filesAt(around.top, head)),
  ];
  const [to, ...more] = goneFrom(after, before);
  return goneFrom(before, after).includes(own) && to !== undefined && more.length === 0
    ? { kind: 'moved', from: own, to }
    : samePlace;
}

/** The projects that a change removes: without a project.json that was there, or without the last manifest. */
const goneFrom = (before: ProjectsAt, after: ProjectsAt): string[] => [
  ...before.named.difference(after.named),
  ...before.withRuns.difference(before.named).difference(after.named).difference(after.withRuns),
];

/** The project that the same command finds in the commit; null if the data folder was named, or the folder is new. */
async function foundAt(files: readonly string[], at: ProjectsAt, paths: Paths): Promise<string | null> {
  if (paths.foundFrom === undefined) return null;
  const upwards = (await foldersUpToTop(paths.foundFrom))?.folders ?? [];
  const [from] = upwards;
  if (from === undefined || !files.some((file) => isBelow(file, from))) return null;
  for (const known of [at.named, at.withRuns])
    for (const rank of upwards.flatMap((folder) => ranksOf(folder, known))) {
      const found = rank.filter((folder) => known.has(folder));
      if (found.length > 0) return found.length === 1 ? (found[0] ?? null) : null;
    }
  return null;
}

/** The folders of a level that may be projects, as in a search of the working tree. */
function ranksOf(folder: string, known: ReadonlySet<string>): string[][] {
  const beside = posix.join(folder, usualFolder);
  return [[folder], [beside], [...known].filter((one) => posix.dirname(one) === beside)];
}
