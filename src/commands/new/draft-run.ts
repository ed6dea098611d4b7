import { lstat, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { adapterById } from '../../ingest/format-registry.ts';
import type { Digest } from '../../model/digest.ts';
import type { Problem } from '../../model/problem.ts';
import { measureRun } from '../../report/measure-run.ts';
import { draftManifest, unknownFacts } from './draft-manifest.ts';
import { draftNotes } from './draft-notes.ts';
import { draftWords } from './draft-commentary.ts';
import { revisionOf, type Revision } from '../../store/git.ts';
import type { Dirs } from '../../store/dirs.ts';
import { machineFacts } from './machine-facts.ts';
import { rawSources } from './raw-sources.ts';
import { copyRawFiles, readNewRun, refuseUnknownFiles } from './read-new-run.ts';
import { readProject } from '../../project/read/read-project.ts';
import { templateBody } from '../../project/read/read-template.ts';
import { refuseExistingRun } from './refuse-existing-run.ts';

/** What `new` is asked for. */
export interface DraftRequest {
  readonly id: string;
  /** Files and folders to copy; none to draft for files that lie in the run's folder already. */
  readonly from: readonly string[];
  readonly useThisMachine: boolean;
  /** Accepts files more than 0.1 % of whose rows are refused. */
  readonly acceptRejected: boolean;
}

/** What became of one raw file. */
export interface DraftedFile {
  /** Relative to the run. */
  readonly file: string;
  readonly tool: string;
  readonly title: string;
  readonly format: string;
  readonly rows: number;
  readonly refused: number;
  readonly scenarios: readonly string[];
}

/** A run that was started. Paths are absolute. */
export interface DraftedRun {
  readonly folder: string;
  readonly manifestPath: string;
  readonly wordsPath: string;
  readonly copied: number;
  readonly files: readonly DraftedFile[];
  readonly findings: number;
  /** What nothing tells, by what it belongs to. */
  readonly unknown: readonly string[];
  /** What a person should look at before committing. */
  readonly notes: readonly string[];
  readonly problems: readonly Problem[];
}

/**
 * Starts a run: copies raw files, recognises them, drafts the manifest and the words. Nothing is overwritten, and
 * nothing is written where a file cannot be read; throws a Refusal that says which.
 */
export async function draftRun(request: DraftRequest, dirs: Dirs): Promise<DraftedRun> {
  const { id, from } = request;
  const folder = join(dirs.dataDir, id);
  const manifestPath = join(folder, 'run.json');
  const wordsPath = join(dirs.contentDir, 'runs', `${id}.mdx`);
  const shown = (path: string): string => relative(dirs.cwd, path) || '.';
  const sources = from.length > 0 ? await rawSources(from, dirs.cwd) : [];
  await refuseExistingRun(request, dirs, shown);
  const project = await readProject(dirs);
  const staging = join(dirs.dataDir, `.${id}.unfinished`);
  const isCopied = sources.length > 0;
  if (isCopied) await refuseUnknownFiles(sources);
  try {
    if (isCopied) await copyRawFiles(sources, staging);
    const place = isCopied ? staging : folder;
    const read = await readNewRun(request, place, sources, project, dirs, shown);
    const measures = measureRun(read.input);
    const revision = await testedRevision(isCopied ? dirname(sources[0]!.diskPath) : folder, dirs);
    const manifest = draftManifest(measures, {
      schema: relative(folder, join(dirs.root, 'public/schema/run.json')).replaceAll(sep, '/'),
      mainBranch: project.mainBranch,
      revision,
      machine: request.useThisMachine ? machineFacts() : null,
      files: read.files,
    });
    await writeNew(join(place, 'run.json'), `${JSON.stringify(manifest, null, 2)}\n`);
    await writeNew(wordsPath, draftWords(id, measures.findings, await templateBody(dirs)));
    if (isCopied) await putInPlace(staging, folder, wordsPath);
    return {
      folder,
      manifestPath,
      wordsPath,
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
 * What the repository around the raw files is at. Files inside this repository itself tell nothing: its commits are of
 * reports, not of what was tested.
 */
async function testedRevision(folder: string, { root }: Dirs): Promise<Revision | null> {
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

async function putInPlace(staging: string, folder: string, wordsPath: string): Promise<void> {
  try {
    await rename(staging, folder);
  } catch (error) {
    await rm(wordsPath, { force: true });
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
    refused: refused.count,
    scenarios: [...scenarios],
  }));
}
