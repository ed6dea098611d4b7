import { constants } from 'node:fs';
import { copyFile, mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { groupFiles } from '../../ingest/read-files.ts';
import type { Manifest } from '../../model/manifest.ts';
import { problem, type Problem } from '../../model/problem.ts';
import type { Project } from '../../model/project.ts';
import type { RunInput } from '../../report/run-input.ts';
import { runCache } from '../../store/cache.ts';
import { listFiles } from '../../project/read/discover.ts';
import type { DraftRequest } from './draft-run.ts';
import { literalGlob } from '../../project/read/literal-glob.ts';
import type { Dirs } from '../../store/dirs.ts';
import type { RawSource } from './raw-sources.ts';
import { readRun, type ReadContext } from '../../project/runs/read-run.ts';
import { Refusal } from '../../project/refusal.ts';

/** Looks at the start of each file before anything is copied; throws a Refusal for all that no format knows. */
export async function refuseUnknownFiles(sources: readonly RawSource[]): Promise<void> {
  const { unread } = await groupFiles(
    sources.map(({ diskPath, shownPath }) => ({ diskPath, shownPath, format: null })),
  );
  if (unread.length === 0) return;
  const problems = unread.map(({ path, error }) =>
    problem('error', path, error.message, { hint: error.hint, line: error.line }),
  );
  throw unreadable(problems);
}

const unreadable = (problems: readonly Problem[]): Refusal =>
  new Refusal(
    'Nothing was written.',
    'Leave out files that are no results; they can be added as "attachments" later.',
    problems,
  );

/** Copies the files of a run into a folder that discovery ignores until all are there. */
export async function copyRawFiles(sources: readonly RawSource[], staging: string): Promise<void> {
  // What a run left behind that was interrupted is nobody's work.
  await rm(staging, { recursive: true, force: true });
  for (const { diskPath, target } of sources) {
    const to = join(staging, target);
    await mkdir(dirname(to), { recursive: true });
    await copyFile(diskPath, to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
  }
}

/** Reads all files of the run as `check` will. Throws a Refusal where one cannot be used. */
export async function readNewRun(
  { id, acceptRejected }: DraftRequest,
  folder: string,
  sources: readonly RawSource[],
  project: Project,
  { root }: Dirs,
  shown: (path: string) => string,
): Promise<{ input: RunInput; files: Manifest['files'] }> {
  const given = new Map(sources.map(({ target, shownPath }) => [join(folder, target), shownPath]));
  const context: ReadContext = {
    project,
    cache: runCache(root),
    shown: (path) => given.get(path) ?? shown(path),
  };
  const run = { id, folder, files: listFiles(folder), isSingleFile: false };
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
  const refused = digests.flatMap(({ sources }) => sources).filter(({ refused: { count } }) => count > 0);
  const isOnlyRows = refused.length > 0 && errors.every(({ message }) => /\brefused\b/.test(message));
  if (!isOnlyRows) return unreadable(errors);
  return new Refusal(
    `Nothing was written: ${refused.length === 1 ? 'a file has' : `${refused.length} files have`} more refused rows than can be passed over.`,
    'Mend the rows, or accept the loss with --accept-rejected, which run.json then says.',
    errors,
  );
}
