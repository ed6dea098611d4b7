import { stat } from 'node:fs/promises';
import { relative, basename, join, resolve } from 'node:path';
import { strictDisk } from '../../project/read/disk.ts';
import { isIgnored, listFiles } from '../../project/read/discover.ts';
import { Refusal } from '../../project/refusal.ts';

/** A raw file of a run, before it is copied. */
export interface RawSource {
  readonly diskPath: string;
  /** The path as the user gave it. */
  readonly shownPath: string;
  /** Where it goes, relative to the run, with forward slashes. */
  readonly target: string;
  /** True if the user named its folder, not the file: then it may be no result. */
  readonly isFromFolder: boolean;
}

interface GivenPath {
  readonly shown: string;
  readonly path: string;
  /** The files of a folder; null for a file. */
  readonly files: readonly string[] | null;
}

/**
 * The files of the PATHs of `new --from`, and the target of each. A single folder is copied with its contents. With several
 * PATHs, a folder that contains only files becomes a scenario of its name; the subfolders of any other are the scenarios.
 * With `scenario`, the contents of all PATHs belong to that scenario. Throws a Refusal if two files have one target.
 */
export async function rawSources(
  paths: readonly string[],
  cwd: string,
  scenario?: string,
): Promise<RawSource[]> {
  const given = await Promise.all(paths.map(async (shown) => look(shown, cwd)));
  const found = given.flatMap((one) => sourcesOf(one, scenario !== undefined || given.length === 1));
  const sources =
    scenario === undefined ? found : found.map((one) => ({ ...one, target: `${scenario}/${one.target}` }));
  rejectClashes(sources);
  return sources;
}

async function look(shown: string, cwd: string): Promise<GivenPath> {
  const path = resolve(cwd, shown);
  const isFolder = await stat(path).then(
    (info) => info.isDirectory(),
    () => false,
  );
  if (!isFolder) return { shown, path, files: null };
  const files = listFiles(
    path,
    strictDisk((file) => relative(cwd, file) || '.'),
  );
  if (files.length === 0)
    throw new Refusal(
      `The folder ${shown} contains no raw files.`,
      'READMEs and files whose names begin with a dot are ignored.',
    );
  return { shown, path, files };
}

function sourcesOf({ shown, path, files }: GivenPath, isAlone: boolean): RawSource[] {
  const name = basename(path);
  if (files === null) {
    if (isIgnored(name))
      throw new Refusal(
        `${shown} would be ignored in a run, like all READMEs and files whose names begin with a dot.`,
        'Omit it, or rename it.',
      );
    return [{ diskPath: path, shownPath: shown, target: name, isFromFolder: false }];
  }
  const keepsName = !isAlone && files.every((file) => !file.includes('/'));
  return files.map((file) => ({
    diskPath: join(path, file),
    shownPath: join(shown, file),
    target: keepsName ? `${name}/${file}` : file,
    isFromFolder: true,
  }));
}

/** Throws a Refusal if two files would have the same path in the run, or one would be its manifest. */
export function rejectClashes(sources: readonly RawSource[]): void {
  const manifest = sources.find(({ target }) => target === 'run.json');
  if (manifest !== undefined)
    throw new Refusal(
      `${manifest.shownPath} has the name of the manifest that \`new\` drafts.`,
      'Rename it if it is a result. If the folder is already a run, copy it into data/ instead.',
    );
  for (const [target, [first, second]] of Map.groupBy(sources, (one) => one.target))
    if (first !== undefined && second !== undefined)
      throw new Refusal(
        `${first.shownPath} and ${second.shownPath} would both become ${target}.`,
        'Rename one of them, or put each into a folder named after its scenario.',
      );
}
