import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Manifest } from '../../model/documents/manifest.ts';
import type { Project } from '../../model/documents/project.ts';
import { formatBytes } from '../../model/text/format.ts';
import { Refusal } from '../../project/refusal.ts';
import { existingFolder, pathInside, currentCommit } from '../../store/git.ts';
import type { Paths } from '../../store/paths.ts';
import { compactRun, NothingToCompact } from '../compact/compact-run.ts';
import { draftRun, type DraftedRun } from '../new/draft-run.ts';
import { withFacts, type CiFacts } from './ci-facts.ts';
import { onBranch } from './data-branch.ts';
import { bytesIn } from './results.ts';
import { storeDigests } from './stored-digests.ts';

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
  /** Why a large run was recorded as it is; null for all others. */
  readonly note: string | null;
}

/** Makes a run from the output of a CI job; pushes it if a branch is named. */
export async function recordRun(
  request: RecordRequest,
  facts: CiFacts,
  project: Project,
  paths: Paths,
): Promise<RecordedRun> {
  const { branch, id } = request;
  if (branch === null)
    return { drafted: await draft(request, facts, project, paths), isCompacted: false, note: null };
  const { repository, project: own, data, content } = await placesIn(paths);
  const added = join(data, id).replaceAll('\\', '/');
  const mayBegin = branch !== project.mainBranch;
  return onBranch({ repository, branch, added, mayBegin }, async (folder, commit) => {
    const there = {
      ...paths,
      project: join(folder, own),
      data: join(folder, data),
      content: join(folder, content),
    };
    const drafted = await draft(request, facts, project, there);
    const message = `perf: record ${id}`;
    await commit(message);
    const bytes = await bytesIn(drafted.folder);
    if (bytes <= request.digestAboveBytes) return { drafted, isCompacted: false, note: null };
    const note = await compacted(id, there, bytes);
    // The samples of a large run are in no commit that is pushed.
    if (note === null) await commit(message);
    return { drafted, isCompacted: note === null, note };
  });
}

/** The folders of a project relative to the top of its repository. Throws a Refusal if one lies outside. */
async function placesIn({
  project,
  data,
  content,
}: Paths): Promise<Record<'repository' | 'project' | 'data' | 'content', string>> {
  const repository = (await currentCommit(existingFolder(data)))?.repository;
  if (repository === undefined)
    throw new Refusal(`${data} is in no git repository with a commit.`, 'Omit --push to record without git.');
  const within = async (path: string): Promise<string> => {
    const place = await pathInside(repository, path);
    if (place !== null) return place;
    throw new Refusal(
      `${path} is outside of the repository ${repository}, so it cannot be pushed with it.`,
      'Pass folders of one repository with --data and --content, or omit --push.',
    );
  };
  return {
    repository,
    // Only its data and content are written.
    project: (await pathInside(repository, project)) ?? '.',
    data: await within(data),
    content: await within(content),
  };
}

/** Puts digests in the place of samples. Gives the reason if the run has none to replace. */
async function compacted(id: string, paths: Paths, bytes: number): Promise<string | null> {
  try {
    await compactRun(id, paths, { isDryRun: false });
    return null;
  } catch (error) {
    if (!(error instanceof NothingToCompact)) throw error;
    return `The run has ${formatBytes(bytes)}, and no samples that a digest could replace. It was recorded as it is.`;
  }
}

async function draft(
  { id, from, scenario }: RecordRequest,
  facts: CiFacts,
  project: Project,
  paths: Paths,
): Promise<DraftedRun> {
  await mkdir(paths.data, { recursive: true });
  if (existsSync(join(paths.data, id)))
    throw new Refusal(
      `The run ${id} exists already.`,
      'Give each job an id of its own with --id, or remove that run first.',
    );
  const request = {
    id,
    from,
    ...(scenario === null ? {} : { scenario }),
    useThisMachine: true,
    acceptRejected: false,
    project,
  };
  const drafted = await draftRun(request, paths);
  await storeDigests(drafted.folder);
  // A job has nothing to say in words; the report then has the project's template.
  await rm(drafted.commentaryPath, { force: true });
  const manifest = JSON.parse(readFileSync(drafted.manifestPath, 'utf8')) as Manifest;
  writeFileSync(drafted.manifestPath, `${JSON.stringify(withFacts(manifest, facts), null, 2)}\n`);
  return drafted;
}
