import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, relative, resolve } from 'node:path';
import type { Manifest } from '../../model/documents/manifest.ts';
import { readProject } from '../../project/read/read-project.ts';
import { Refusal } from '../../project/refusal.ts';
import { filesBelow } from '../../site/incremental/page-files.ts';
import { revisionOf } from '../../store/git.ts';
import type { Paths } from '../../store/paths.ts';
import { compactRun } from '../compact/compact-run.ts';
import { draftRun, type DraftedRun } from '../new/draft-run.ts';
import { withFacts, type CiFacts } from './ci-facts.ts';
import { onBranch } from './data-branch.ts';

/** What is recorded, and where it goes. */
export interface RecordRequest {
  readonly id: string;
  /** Files and folders that the load tool wrote. */
  readonly from: readonly string[];
  readonly scenario: string | null;
  /** The branch to push to; null to write into the project's own folder alone. */
  readonly branch: string | null;
  /** Files of single samples become digests if the run is larger than so many bytes. */
  readonly digestAboveBytes: number;
}

/** A run that was recorded. */
export interface RecordedRun {
  readonly drafted: DraftedRun;
  /** True if digests took the place of raw files. */
  readonly isCompacted: boolean;
}

/** Makes a run from the output of a CI job; pushes it if a branch is named. */
export async function recordRun(request: RecordRequest, facts: CiFacts, paths: Paths): Promise<RecordedRun> {
  const { branch } = request;
  const mainBranch = (await readProject(paths)).mainBranch;
  const staging = await mkdtemp(join(tmpdir(), 'perfolio-record-'));
  try {
    const from = await staged(request, staging, paths.shownFrom);
    if (branch === null)
      return { drafted: await draft({ ...request, from }, facts, mainBranch, paths), isCompacted: false };
    const repository = (await revisionOf(paths.project))?.repository;
    if (repository === undefined)
      throw new Refusal(
        `${paths.project} is in no git repository with a commit.`,
        'Omit --push to record without git.',
      );
    const inside = (folder: string, path: string): string => join(folder, relative(repository, path));
    return await onBranch(repository, branch, async (folder, commit) => {
      const there = {
        ...paths,
        project: inside(folder, paths.project),
        data: inside(folder, paths.data),
        content: inside(folder, paths.content),
      };
      const drafted = await draft({ ...request, from }, facts, mainBranch, there);
      await commit(`perf: record ${request.id}`);
      if ((await bytesOf(from)) <= request.digestAboveBytes) return { drafted, isCompacted: false };
      await compactRun(request.id, there, { isDryRun: false });
      // The samples of a large run are in no commit that is pushed.
      await commit(`perf: record ${request.id}`);
      return { drafted, isCompacted: true };
    });
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

/** What to draft from: the paths themselves, or a folder in which they lie below their scenario. */
async function staged({ from, scenario }: RecordRequest, staging: string, cwd: string): Promise<string[]> {
  const paths = from.map((path) => resolve(cwd, path));
  const missing = paths.find((path) => !existsSync(path));
  if (missing !== undefined)
    throw new Refusal(`${missing} does not exist.`, 'Pass what the load tool wrote.');
  if (scenario === null) return paths;
  const folder = join(staging, 'results', scenario);
  await mkdir(folder, { recursive: true });
  for (const path of paths)
    await cp(path, (await stat(path)).isDirectory() ? folder : join(folder, basename(path)), {
      recursive: true,
    });
  return [join(staging, 'results')];
}

async function draft(
  { id, from }: Pick<RecordRequest, 'id' | 'from'>,
  facts: CiFacts,
  mainBranch: string,
  paths: Paths,
): Promise<DraftedRun> {
  await mkdir(paths.data, { recursive: true });
  const drafted = await draftRun({ id, from, useThisMachine: true, acceptRejected: false }, paths);
  // A job has nothing to say in words; the report then has the project's template.
  await rm(drafted.commentaryPath, { force: true });
  const manifest = JSON.parse(readFileSync(drafted.manifestPath, 'utf8')) as Manifest;
  writeFileSync(drafted.manifestPath, `${JSON.stringify(withFacts(manifest, facts, mainBranch), null, 2)}\n`);
  return drafted;
}

async function bytesOf(paths: readonly string[]): Promise<number> {
  const sizes = paths.map(async (path) => {
    if (!(await stat(path)).isDirectory()) return (await stat(path)).size;
    return bytesOf(filesBelow(path).map((file) => join(path, file)));
  });
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
