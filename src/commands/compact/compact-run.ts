import { gitFailure } from '../../store/git-access.ts';
import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { didYouMean } from '../../model/text/did-you-mean.ts';
import { commandLine } from '../../model/text/command-line.ts';
import type { Manifest } from '../../model/documents/manifest.ts';
import type { RunMeasures } from '../../model/run-measures.ts';
import { measureRun } from '../../report/measure/measure-run.ts';
import { judgedValues } from '../../report/measure/judged-values.ts';
import { judgeTargets } from '../../report/targets/targets.ts';
import { runCache } from '../../store/cache.ts';
import { codeVersion } from '../../store/code-version.ts';
import { compactManifest } from './compact-manifest.ts';
import { changedMetricValues } from './changed-metric-values.ts';
import { discoverRuns, type FoundRun } from '../../project/read/discover.ts';
import { currentCommit, uncommittedFiles } from '../../store/git.ts';
import type { Paths } from '../../store/paths.ts';
import { readProject } from '../../project/read/read-project.ts';
import { readManifest } from '../../project/read/read-manifest.ts';
import type { ReadContext } from '../../project/runs/read-context.ts';
import { readRun } from '../../project/runs/read-run.ts';
import { readyDigests, type CompactedFile, type IncludedFile, type ReadyDigest } from './ready-digests.ts';
import { Refusal } from '../../project/refusal.ts';

/** What compacting a run did, or would do. */
export interface Compaction {
  readonly compacted: readonly CompactedFile[];
  /** Files whose rows a digest has from another file: they are removed. */
  readonly included: readonly IncludedFile[];
  /** Files that stay as they are, and why. */
  readonly unchanged: readonly { readonly file: string; readonly why: string }[];
  /** The commit that the raw files can be restored from. */
  readonly commit: string;
  /** Number of response-time rows whose percentiles were exact and are now within the digest's error. */
  readonly noLongerExact: number;
  /** Targets whose verdict changes as a result. */
  readonly verdicts: readonly string[];
  readonly isManifestChanged: boolean;
}

/** No file of the run has single samples that a digest could replace. */
export class NothingToCompact extends Refusal {}

/**
 * Replaces the sample files of a run with their digests. Before changing anything, it measures the run from the digests
 * and compares the metrics with those from the samples. Throws a Refusal if files are not committed, if the run does not
 * pass `check`, or if there is nothing to compact.
 */
export async function compactRun(
  id: string,
  paths: Paths,
  { isDryRun }: { isDryRun: boolean },
): Promise<Compaction> {
  const shown = (path: string): string => relative(paths.shownFrom, path) || '.';
  const run = findRun(id, paths, shown);
  const commit = await commitOf(run, shown);
  const context: ReadContext = {
    project: await readProject(paths),
    cache: runCache(paths.cache, codeVersion(paths.package)),
    shown,
  };
  const { manifest, problems } = readManifest(run, shown);
  const input = await readRun(run, manifest, context);
  const errors = [...problems, ...input.problems].filter(({ severity }) => severity === 'error');
  if (errors.length > 0)
    throw new Refusal(`The run ${id} does not pass check.`, 'Fix these errors first.', errors);
  const { ready, included, unchanged } = await readyDigests(run, manifest, context);
  if (ready.length === 0)
    throw new NothingToCompact(
      `Nothing to compact in ${id}.`,
      unchanged.map(({ file, why }) => `${file}: ${why}.`).join('\n  ') || null,
    );
  const files = [
    ...run.files.filter((file) => ![...ready, ...included].some((one) => one.file === file)),
    ...ready.map(({ digestFile }) => digestFile),
  ].sort();
  const newManifest = compactManifest(manifest, ready, files);
  const isManifestChanged = JSON.stringify(newManifest) !== JSON.stringify(manifest);
  if (isManifestChanged && !run.files.includes('run.json'))
    throw new Refusal(
      `${id} has no run.json to accept its rejected rows in.`,
      `Create it first: ${commandLine(`new ${id}`)}.`,
    );
  const before = measureRun(input);
  const after = await measureCompacted({ ...run, files }, ready, newManifest, context);
  const changed = changedMetricValues(before.metricValues, after.metricValues);
  if (changed.length > 0)
    throw new Refusal(
      'Nothing was changed: the digests give different metrics.',
      `${changed.slice(0, 5).join('\n  ')}\n  This is a bug in Perfolio. Please report it.`,
    );
  if (!isDryRun) await putInPlace(run, { ready, included }, isManifestChanged ? newManifest : null);
  return {
    compacted: ready,
    included,
    unchanged,
    commit,
    noLongerExact: exactRows(before) - exactRows(after),
    verdicts: changedVerdicts(before, after, context),
    isManifestChanged,
  };
}

function findRun(id: string, { data }: Paths, shown: (path: string) => string): FoundRun {
  const { runs } = discoverRuns(data, shown);
  const run = runs.find((one) => one.id === id);
  if (run !== undefined) return run;
  const ids = runs.map((one) => one.id);
  throw new Refusal(`Unknown run "${id}" in ${shown(data)}.`, didYouMean(id, ids));
}

/** The last commit, which must contain every file of the run in its current state. */
async function commitOf({ id, folder, files }: FoundRun, shown: (path: string) => string): Promise<string> {
  const revision = await currentCommit(folder);
  const uncommitted = await uncommittedFiles(folder, 'with ignored');
  const folderPath = shown(folder);
  const failure = await gitFailure(folder);
  if (failure !== null) throw new Refusal(failure.problem, failure.todo);
  if (revision === null || uncommitted === null)
    throw new Refusal(
      `${folderPath} is not committed to a git repository, so the samples could not be restored.`,
      `Commit them first: git init && git add ${folderPath} && git commit.`,
    );
  // A folder that git ignores as a whole is listed by its name.
  const notCommitted = files.filter((file) =>
    uncommitted.some((one) => one === file || one === '' || (one.endsWith('/') && file.startsWith(one))),
  );
  if (notCommitted.length === 0) return revision.commit;
  throw new Refusal(
    `Files are not committed, so the samples could not be restored: ${notCommitted.slice(0, 5).join(', ')}${notCommitted.length > 5 ? ' …' : ''}.`,
    `Commit the run first: git add ${folderPath} && git commit -m "Add run ${id}".`,
  );
}

/** Measures the run as it would be after compacting, in a temporary folder. */
async function measureCompacted(
  run: FoundRun,
  ready: readonly ReadyDigest[],
  manifest: Manifest,
  context: ReadContext,
): Promise<RunMeasures> {
  const folder = await mkdtemp(join(tmpdir(), 'perfolio-compact-'));
  try {
    for (const file of run.files) {
      const path = join(folder, file);
      const digest = ready.find(({ digestFile }) => digestFile === file);
      await mkdir(dirname(path), { recursive: true });
      if (digest !== undefined) await writeFile(path, digest.text);
      else await link(join(run.folder, file), path);
    }
    return measureRun(await readRun({ ...run, folder }, manifest, context));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A symbolic link, or a copy if the system does not allow links. */
const link = async (from: string, to: string): Promise<void> =>
  symlink(from, to).catch(async () => copyFile(from, to));

async function putInPlace(
  { folder }: FoundRun,
  { ready, included }: { ready: readonly ReadyDigest[]; included: readonly IncludedFile[] },
  manifest: Manifest | null,
): Promise<void> {
  for (const { digestFile, text } of ready) await writeFile(join(folder, digestFile), text, { flag: 'wx' });
  if (manifest !== null) await writeFile(join(folder, 'run.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  for (const { file } of [...ready, ...included]) await rm(join(folder, file));
}

const exactRows = ({ response }: RunMeasures): number =>
  response.filter(({ latencyMs }) => latencyMs?.source === 'exact').length;

function changedVerdicts(before: RunMeasures, after: RunMeasures, { project }: ReadContext): string[] {
  const then = new Map(judgeTargets(project, judgedValues(before)).map((one) => [one.id, one.verdict]));
  return judgeTargets(project, judgedValues(after)).flatMap(({ id, label, verdict }) =>
    then.get(id) === verdict ? [] : [`${label}: ${then.get(id) ?? 'not measured'} became ${verdict}`],
  );
}
