import { stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { isIgnored, listFiles } from '../../project/read/discover.ts';
import { Refusal } from '../../project/refusal.ts';

/** A file that a run is made of, before it is copied. */
export interface RawSource {
  readonly diskPath: string;
  /** The path as the user gave it. */
  readonly shownPath: string;
  /** Where it goes, relative to the run, with forward slashes. */
  readonly target: string;
}

interface Given {
  readonly shown: string;
  readonly path: string;
  /** The files of a folder; null for a file. */
  readonly files: readonly string[] | null;
}

/**
 * The files behind the PATHs of `new --from`, and where each goes. A folder given alone gives what it holds. Of several
 * PATHs, a folder that holds files only keeps its name, as a scenario; one with folders in it holds the scenarios.
 */
export async function rawSources(paths: readonly string[], cwd: string): Promise<RawSource[]> {
  const given = await Promise.all(paths.map(async (shown) => look(shown, cwd)));
  const sources = given.flatMap((one) => sourcesOf(one, given.length === 1));
  refuseClashes(sources);
  return sources;
}

async function look(shown: string, cwd: string): Promise<Given> {
  const path = resolve(cwd, shown);
  const isFolder = await stat(path).then(
    (info) => info.isDirectory(),
    () => false,
  );
  if (!isFolder) return { shown, path, files: null };
  const files = listFiles(path);
  if (files.length === 0)
    throw new Refusal(
      `The folder ${shown} holds no file.`,
      'READMEs and files whose name begins with a dot do not count.',
    );
  return { shown, path, files };
}

function sourcesOf({ shown, path, files }: Given, isAlone: boolean): RawSource[] {
  const name = basename(path);
  if (files === null) {
    if (isIgnored(name))
      throw new Refusal(
        `${shown} would be ignored in a run: READMEs and files whose name begins with a dot are no results.`,
        'Leave it out, or rename it.',
      );
    return [{ diskPath: path, shownPath: shown, target: name }];
  }
  const keepsName = !isAlone && files.every((file) => !file.includes('/'));
  return files.map((file) => ({
    diskPath: join(path, file),
    shownPath: join(shown, file),
    target: keepsName ? `${name}/${file}` : file,
  }));
}

function refuseClashes(sources: readonly RawSource[]): void {
  const manifest = sources.find(({ target }) => target === 'run.json');
  if (manifest !== undefined)
    throw new Refusal(
      `${manifest.shownPath} has the name of the manifest, which is drafted here.`,
      'Rename it if it is a result. A folder that is a run already can be copied into data/ as it is.',
    );
  for (const [target, [first, second]] of Map.groupBy(sources, (one) => one.target))
    if (second !== undefined)
      throw new Refusal(
        `${first!.shownPath} and ${second.shownPath} would both become ${target}.`,
        'Rename one of them, or put them into folders named after their scenarios.',
      );
}
