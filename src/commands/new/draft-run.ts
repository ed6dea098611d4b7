import { rmSync } from 'node:fs';
import { lstat, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { adapterById } from '../../ingest/format-registry.ts';
import { at } from '../../model/checked.ts';
import type { Digest } from '../../model/documents/digest.ts';
import type { Manifest } from '../../model/documents/manifest.ts';
import type { Problem } from '../../model/problem.ts';
import { measureRun } from '../../report/measure/measure-run.ts';
import { draftManifest, unknownFacts } from './draft-manifest.ts';
import { draftNotes } from './draft-notes.ts';
import { draftCommentary } from './draft-commentary.ts';
import { atExit } from '../../store/at-exit.ts';
import { currentCommit, gitUser, revisionOf, type CurrentCommit, type Revision } from '../../store/git.ts';
import type { Paths } from '../../store/paths.ts';
import type { DraftRequest } from './draft-request.ts';
import { machineFacts, nodeFact } from './machine-facts.ts';
import { rawSources, type RawSource } from './raw-sources.ts';
import { copyRawFiles, readNewRun } from './read-new-run.ts';
import { leftOutNotes, usableSources } from './usable-sources.ts';
import { schemaPath } from '../../project/schema-path.ts';
import { readProject } from '../../project/read/read-project.ts';
import { templateBody } from '../../project/read/read-template.ts';
import { refuseExistingRun } from './refuse-existing-run.ts';

/** How one raw file was read. */
export interface DraftedFile {
  /** Relative to the run. */
  readonly file: string;
  readonly tool: string;
  readonly title: string;
  readonly format: string;
  readonly rows: number;
  readonly rejected: number;
  readonly scenarios: readonly string[];
}

/** A run that was started. Paths are absolute. */
export interface DraftedRun {
  readonly folder: string;
  readonly manifestPath: string;
  readonly commentaryPath: string;
  readonly manifest: Manifest;
  readonly copied: number;
  readonly files: readonly DraftedFile[];
  readonly findings: number;
  /** Missing facts, grouped by what they describe. */
  readonly unknown: readonly string[];
  /** What to check before committing. */
  readonly notes: readonly string[];
  readonly problems: readonly Problem[];
  /** Sentences on files of folders that were not copied, because they are no results. */
  readonly leftOut: readonly string[];
}

/**
 * Starts a run: copies raw files, detects their formats, drafts manifest and commentary. It overwrites nothing. If a file
 * cannot be read, it writes nothing and throws a Refusal that names the file.
 */
export async function draftRun(request: DraftRequest, paths: Paths): Promise<DraftedRun> {
  const { id, from, scenario, past } = request;
  const shown = (path: string): string => relative(paths.shownFrom, path) || '.';
  const sources = past?.sources ?? (from.length > 0 ? await rawSources(from, paths.shownFrom, scenario) : []);
  await refuseExistingRun({ id, from: sources.map(({ shownPath }) => shownPath) }, paths, shown);
  if (sources.length === 0) return draftIn(join(paths.data, id), { request, sources, paths, shown });
  const { results, others } = await usableSources(sources);
  const isDryRun = past?.isDryRun === true;
  const outside = isDryRun ? await mkdtemp(join(tmpdir(), 'perfolio-dry-run-')) : null;
  const staging = join(outside ?? paths.data, `.${id}.unfinished`);
  const cancel = atExit(() => rmSync(outside ?? staging, { recursive: true, force: true }));
  try {
    await copyRawFiles(results, staging);
    const drafted = await draftIn(staging, { request, sources: results, paths, shown });
    if (!isDryRun) await putInPlace(staging, drafted);
    return { ...drafted, leftOut: leftOutNotes(others) };
  } finally {
    cancel();
    await rm(outside ?? staging, { recursive: true, force: true });
  }
}

/** What a run is drafted from. */
interface Draft {
  readonly request: DraftRequest;
  readonly sources: readonly RawSource[];
  readonly paths: Paths;
  readonly shown: (path: string) => string;
}

/** Reads the raw files of a folder, and writes manifest and commentary; runs of the past have no commentary. */
async function draftIn(target: string, { request, sources, paths, shown }: Draft): Promise<DraftedRun> {
  const { id, past, useThisMachine, useThisNode = false } = request;
  const folder = join(paths.data, id);
  const project = request.project ?? (await readProject(paths));
  const read = await readNewRun(request, target, sources, project, paths, shown);
  const measures = measureRun(read.input);
  const rawFolder = sources.length > 0 ? dirname(at(sources, 0).diskPath) : folder;
  // The repository around old results has moved on since.
  const revision = past === undefined ? await testedRevision(rawFolder, paths) : null;
  const manifest = draftManifest(measures, {
    schema: schemaPath(folder, 'run', paths),
    mainBranch: project.mainBranch,
    revision,
    tester: past === undefined ? await gitUser(paths.project) : null,
    machine: useThisMachine ? { ...machineFacts(), ...(useThisNode && nodeFact()) } : null,
    files: read.files,
    ...(past === undefined ? {} : { stated: past.stated, startedAt: past.startedAt }),
  });
  const commentaryPath = join(paths.content, 'runs', `${id}.mdx`);
  await writeNew(join(target, 'run.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  if (past === undefined)
    await writeNew(commentaryPath, draftCommentary(id, measures, await templateBody(paths)));
  const { digests } = read.input;
  return {
    folder,
    manifestPath: join(folder, 'run.json'),
    commentaryPath,
    manifest,
    copied: sources.length,
    files: digests.flatMap(draftedFiles),
    findings: measures.findings.filter(({ kind }) => kind !== 'limit').length,
    unknown: unknownFacts(manifest, measures),
    notes: draftNotes({ manifest, measures, digests, revision, useThisMachine }),
    problems: measures.problems,
    leftOut: [],
  };
}

/**
 * The current commit of the repository around the raw files. Null if the project is that repository: its commits are of
 * reports, not of the tested system. A project in a folder of a repository tests what the others contain.
 */
async function testedRevision(folder: string, { project: root }: Paths): Promise<Revision | null> {
  const revision = await revisionOf(folder);
  if (revision === null) return null;
  const own = await currentCommit(root);
  return own !== null && own.repository === revision.repository && (await isTop(root, own)) ? null : revision;
}

const isTop = async (root: string, { repository }: CurrentCommit): Promise<boolean> => {
  const [a, b] = await Promise.all([lstat(root), lstat(repository)]);
  return a.ino === b.ino && a.dev === b.dev;
};

async function writeNew(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text, { flag: 'wx' });
}

async function putInPlace(
  staging: string,
  { folder, commentaryPath }: Pick<DraftedRun, 'folder' | 'commentaryPath'>,
): Promise<void> {
  try {
    await rename(staging, folder);
  } catch (error) {
    await rm(commentaryPath, { force: true });
    throw error;
  }
}

function draftedFiles({ sources, endpoints, cpuReadings, cpuRows }: Digest): DraftedFile[] {
  const scenarios = new Set(
    [...endpoints, ...cpuReadings, ...cpuRows].flatMap(({ scenario }) => scenario ?? []),
  );
  return sources.map(({ file, tool, format, rows, refused }) => ({
    file,
    tool,
    title: adapterById(format)?.title ?? format,
    format,
    rows,
    rejected: refused.count,
    scenarios: [...scenarios],
  }));
}
