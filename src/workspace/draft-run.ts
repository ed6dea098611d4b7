import { constants } from 'node:fs';
import { copyFile, lstat, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { adapterById } from '../ingest/registry.ts';
import { groupFiles } from '../ingest/read-files.ts';
import type { Digest } from '../model/digest.ts';
import type { Manifest } from '../model/manifest.ts';
import { problem, type Problem } from '../model/problem.ts';
import type { Project } from '../model/project.ts';
import type { RunMeasures } from '../model/run-measures.ts';
import { measureRun } from '../report/measure-run.ts';
import type { RunInput } from '../report/run-input.ts';
import { runCache } from './cache.ts';
import { addressKey, discoverRuns, historyFolder, listFiles } from './discover.ts';
import { draftManifest, unknownFacts } from './draft-manifest.ts';
import { draftWords } from './draft-words.ts';
import { revisionOf, type Revision } from './git.ts';
import { literalGlob } from './literal-glob.ts';
import type { Dirs } from './load-workspace.ts';
import { machineFacts } from './machine-facts.ts';
import { rawSources, type RawSource } from './raw-sources.ts';
import { readProject } from './read-project.ts';
import { readRun, type ReadContext } from './read-run.ts';
import { templateBody } from './read-template.ts';
import { Refusal } from './refusal.ts';

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
  await refuseWhatIsThere(request, dirs, shown);
  const project = await readProject(dirs);
  const staging = join(dirs.dataDir, `.${id}.unfinished`);
  const isCopied = sources.length > 0;
  if (isCopied) await refuseUnknown(sources);
  try {
    if (isCopied) await copyAll(sources, staging);
    const place = isCopied ? staging : folder;
    const read = await readAll(request, place, sources, project, dirs, shown);
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
      notes: notesOf(request, manifest, measures, revision),
      problems: measures.problems,
    };
  } finally {
    if (isCopied) await rm(staging, { recursive: true, force: true });
  }
}

const exists = async (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  );

async function refuseWhatIsThere(
  { id, from }: DraftRequest,
  dirs: Dirs,
  shown: (path: string) => string,
): Promise<void> {
  const [folder, words] = [join(dirs.dataDir, id), join(dirs.contentDir, 'runs', `${id}.mdx`)];
  const { runs } = await discoverRuns(dirs.dataDir, shown);
  const alike = runs.find((run) => run.id !== id && addressKey(run.id) === addressKey(id));
  const isThere = await exists(folder);
  if (alike !== undefined || id.toLowerCase() === historyFolder)
    throw new Refusal(
      alike === undefined
        ? `"${historyFolder}" is the folder of whole histories, not a run.`
        : `The run "${alike.id}" differs from "${id}" only by case or punctuation.`,
      'Choose another id: it is the address of the page.',
    );
  if (runs.some((run) => run.id === id && run.isSingleFile))
    throw new Refusal(
      `${shown(dirs.dataDir)} holds a file that is the run "${id}" already.`,
      'Choose another id, or move that file into a folder of this name and leave out --from.',
    );
  if (from.length > 0 && isThere)
    throw new Refusal(
      `${shown(folder)} is there already, and nothing is overwritten.`,
      'Choose another id. To draft for files that lie there already, leave out --from.',
    );
  if (from.length === 0 && !isThere)
    throw new Refusal(
      `There is no folder ${shown(folder)} to draft for.`,
      'Name what the load tool wrote: --from PATH...',
    );
  for (const path of [join(folder, 'run.json'), words])
    if (await exists(path))
      throw new Refusal(
        `${shown(path)} is there already, and nothing is overwritten.`,
        'Choose another id, or remove that file first.',
      );
}

/** Looks at the start of each file before anything is copied. */
async function refuseUnknown(sources: readonly RawSource[]): Promise<void> {
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

async function copyAll(sources: readonly RawSource[], staging: string): Promise<void> {
  // What a run left behind that was interrupted is nobody's work.
  await rm(staging, { recursive: true, force: true });
  for (const { diskPath, target } of sources) {
    const to = join(staging, target);
    await mkdir(dirname(to), { recursive: true });
    await copyFile(diskPath, to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
  }
}

/** Reads all files of the run as `check` will. */
async function readAll(
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
    cache: await runCache(root),
    shown: (path) => given.get(path) ?? shown(path),
  };
  const run = { id, folder, files: await listFiles(folder), isSingleFile: false };
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

function notesOf(
  { useThisMachine }: DraftRequest,
  manifest: Manifest,
  { startedAt, systemFromFiles }: RunMeasures,
  revision: Revision | null,
): string[] {
  const notes: string[] = [];
  if (revision !== null) {
    notes.push(`commit is what ${revision.repository} is at now: correct it if another one was tested.`);
    if (revision.isChanged) notes.push('There are uncommitted changes in that repository.');
    if (startedAt !== null && revision.committedAtMs > Date.parse(startedAt))
      notes.push('That commit was made after the run began.');
  }
  if (useThisMachine && systemFromFiles.runtime === undefined && manifest.system?.runtime !== undefined)
    notes.push(
      'system.runtime is the Node of this machine: correct it if what was tested runs on something else.',
    );
  return notes;
}
