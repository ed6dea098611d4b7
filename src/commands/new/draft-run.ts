import { lstat, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { adapterById } from '../../ingest/format-registry.ts';
import { at } from '../../model/checked.ts';
import type { Digest } from '../../model/documents/digest.ts';
import type { Problem } from '../../model/problem.ts';
import { measureRun } from '../../report/measure/measure-run.ts';
import { draftManifest, unknownFacts } from './draft-manifest.ts';
import { draftNotes } from './draft-notes.ts';
import { draftCommentary } from './draft-commentary.ts';
import { revisionOf, type Revision } from '../../store/git.ts';
import type { Paths } from '../../store/paths.ts';
import type { DraftRequest } from './draft-request.ts';
import { machineFacts } from './machine-facts.ts';
import { rawSources } from './raw-sources.ts';
import { copyRawFiles, readNewRun, rejectUnknownFiles } from './read-new-run.ts';
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
  readonly copied: number;
  readonly files: readonly DraftedFile[];
  readonly findings: number;
  /** Missing facts, grouped by what they describe. */
  readonly unknown: readonly string[];
  /** What to check before committing. */
  readonly notes: readonly string[];
  readonly problems: readonly Problem[];
}

/**
 * Starts a run: copies raw files, detects their formats, drafts manifest and commentary. It overwrites nothing. If a file
 * cannot be read, it writes nothing and throws a Refusal that names the file.
 */
export async function draftRun(request: DraftRequest, paths: Paths): Promise<DraftedRun> {
  const { id, from } = request;
  const folder = join(paths.data, id);
  const manifestPath = join(folder, 'run.json');
  const commentaryPath = join(paths.content, 'runs', `${id}.mdx`);
  const shown = (path: string): string => relative(paths.shownFrom, path) || '.';
  const sources = from.length > 0 ? await rawSources(from, paths.shownFrom) : [];
  await refuseExistingRun(request, paths, shown);
  const project = await readProject(paths);
  const staging = join(paths.data, `.${id}.unfinished`);
  const isCopied = sources.length > 0;
  if (isCopied) await rejectUnknownFiles(sources);
  try {
    if (isCopied) await copyRawFiles(sources, staging);
    const target = isCopied ? staging : folder;
    const read = await readNewRun(request, target, sources, project, paths, shown);
    const measures = measureRun(read.input);
    const revision = await testedRevision(isCopied ? dirname(at(sources, 0).diskPath) : folder, paths);
    const manifest = draftManifest(measures, {
      schema: schemaPath(folder, 'run', paths),
      mainBranch: project.mainBranch,
      revision,
      machine: request.useThisMachine ? machineFacts() : null,
      files: read.files,
    });
    await writeNew(join(target, 'run.json'), `${JSON.stringify(manifest, null, 2)}\n`);
    await writeNew(commentaryPath, draftCommentary(id, measures.findings, await templateBody(paths)));
    if (isCopied) await putInPlace(staging, folder, commentaryPath);
    return {
      folder,
      manifestPath,
      commentaryPath,
      copied: sources.length,
      files: read.input.digests.flatMap(draftedFiles),
      findings: measures.findings.filter(({ kind }) => kind !== 'limit').length,
      unknown: unknownFacts(manifest, measures.startedAt),
      notes: draftNotes({
        manifest,
        measures,
        digests: read.input.digests,
        revision,
        useThisMachine: request.useThisMachine,
      }),
      problems: measures.problems,
    };
  } finally {
    if (isCopied) await rm(staging, { recursive: true, force: true });
  }
}

/**
 * The current commit of the repository around the raw files. Null if the project is that repository: its commits are of
 * reports, not of the tested system. A project in a folder of a repository tests what the others contain.
 */
async function testedRevision(folder: string, { project: root }: Paths): Promise<Revision | null> {
  const revision = await revisionOf(folder);
  if (revision === null) return null;
  const own = await revisionOf(root);
  return own !== null && own.repository === revision.repository && (await isTop(root, own)) ? null : revision;
}

const isTop = async (root: string, { repository }: Revision): Promise<boolean> => {
  const [a, b] = await Promise.all([lstat(root), lstat(repository)]);
  return a.ino === b.ino && a.dev === b.dev;
};

async function writeNew(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text, { flag: 'wx' });
}

async function putInPlace(staging: string, folder: string, commentaryPath: string): Promise<void> {
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
