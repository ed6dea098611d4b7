import { constants } from 'node:fs';
import { copyFile, mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Manifest } from '../../model/documents/manifest.ts';
import type { Problem } from '../../model/problem.ts';
import type { Project } from '../../model/documents/project.ts';
import type { RunInput } from '../../report/measure/run-input.ts';
import { runCache } from '../../store/cache.ts';
import { strictDisk } from '../../project/read/disk.ts';
import { codeVersion } from '../../store/code-version.ts';
import { listFiles } from '../../project/read/discover.ts';
import { literalGlob } from '../../project/read/literal-glob.ts';
import type { Paths } from '../../store/paths.ts';
import type { DraftRequest } from './draft-request.ts';
import type { RawSource } from './raw-sources.ts';
import type { ReadContext } from '../../project/runs/read-context.ts';
import { readRun } from '../../project/runs/read-run.ts';
import { Refusal } from '../../project/refusal.ts';

/** The refusal of files that cannot be read, with what is wrong with each. */
export const unreadable = (problems: readonly Problem[]): Refusal =>
  new Refusal(
    'Nothing was written.',
    'Omit files that are not results. You can add them later as "attachments".',
    problems,
  );

/** Copies the files of a run into a staging folder, which discovery ignores. */
export async function copyRawFiles(sources: readonly RawSource[], staging: string): Promise<void> {
  // Left behind by an interrupted command; no other program writes here.
  await rm(staging, { recursive: true, force: true });
  for (const { diskPath, target } of sources) {
    const to = join(staging, target);
    await mkdir(dirname(to), { recursive: true });
    await copyFile(diskPath, to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
  }
}

/** Reads all files of the run as `check` will. Throws a Refusal if one cannot be used. */
export async function readNewRun(
  { id, acceptRejected }: DraftRequest,
  folder: string,
  sources: readonly RawSource[],
  project: Project,
  paths: Paths,
  shown: (path: string) => string,
): Promise<{ input: RunInput; files: Manifest['files'] }> {
  const shownPaths = new Map([
    [folder, shown(join(paths.data, id))],
    ...sources.map(({ target, shownPath }) => [join(folder, target), shownPath] as const),
  ]);
  const context: ReadContext = {
    project,
    cache: runCache(paths.cache, codeVersion(paths.package)),
    shown: (path) => shownPaths.get(path) ?? shown(path),
  };
  const run = { id, folder, files: listFiles(folder, strictDisk(shown)), isSingleFile: false };
  const first = await readRun(run, {}, context);
  if (!hasErrors(first.problems)) return { input: first, files: undefined };
  if (!acceptRejected) throw refusalOf(first);
  const files = first.digests
    .flatMap(({ sources: read }) => read)
    .filter(({ refused }) => refused.count > 0)
    .map(({ file }) => ({ match: literalGlob(file), acceptRejected: true }));
  const second = await readRun(run, { files }, context);
  if (hasErrors(second.problems)) throw refusalOf(second);
  return { input: second, files };
}

const hasErrors = (problems: readonly Problem[]): boolean =>
  problems.some(({ severity }) => severity === 'error');

function refusalOf({ problems, digests }: RunInput): Refusal {
  const errors = problems.filter(({ severity }) => severity === 'error');
  const withRejected = digests
    .flatMap(({ sources }) => sources)
    .filter(({ refused: { count } }) => count > 0);
  const isOnlyRows = withRejected.length > 0 && errors.every(({ message }) => /\brejected\b/i.test(message));
  if (!isOnlyRows) return unreadable(errors);
  return new Refusal(
    `Nothing was written: ${withRejected.length === 1 ? 'a file has' : `${withRejected.length} files have`} too many rejected rows.`,
    'Fix the rows, or accept the loss with --accept-rejected, which records it in run.json.',
    errors,
  );
}
