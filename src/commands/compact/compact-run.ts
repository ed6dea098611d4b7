import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { didYouMean } from '../../model/did-you-mean.ts';
import { commandLine } from '../../model/command-line.ts';
import type { Manifest } from '../../model/manifest.ts';
import type { RunMeasures } from '../../model/run-measures.ts';
import { measureRun } from '../../report/measure-run.ts';
import { judgeTargets } from '../../report/targets.ts';
import { runCache } from '../../store/cache.ts';
import { compactManifest } from './compact-manifest.ts';
import { movedFigures } from './moved-metrics.ts';
import { discoverRuns, type FoundRun } from '../../project/read/discover.ts';
import { revisionOf, uncommittedFiles } from '../../store/git.ts';
import type { Dirs } from '../../store/dirs.ts';
import { readProject } from '../../project/read/read-project.ts';
import { readManifest } from '../../project/read/read-manifest.ts';
import { readRun, type ReadContext } from '../../project/runs/read-run.ts';
import { readyDigests, type CompactedFile, type ReadyDigest } from './ready-digests.ts';
import { Refusal } from '../../project/refusal.ts';

/** What compacting a run did, or would do. */
export interface Compaction {
  readonly compacted: readonly CompactedFile[];
  /** Files that stay, and why. */
  readonly kept: readonly { readonly file: string; readonly why: string }[];
  /** The commit that the raw files can be had back from. */
  readonly commit: string;
  /** Rows of response times whose percentiles were exact and now are within the digest's error. */
  readonly noLongerExact: number;
  /** Targets whose verdict differs by that. */
  readonly verdicts: readonly string[];
  readonly isManifestChanged: boolean;
}

/**
 * Replaces the sample files of a run by their digests. Before anything is changed, the run is read from the digests
 * and its figures are held against those from the samples. Throws a Refusal where files are not committed, where the
 * run does not pass `check`, or where there is nothing to win.
 */
export async function compactRun(
  id: string,
  dirs: Dirs,
  { isDryRun }: { isDryRun: boolean },
): Promise<Compaction> {
  const shown = (path: string): string => relative(dirs.cwd, path) || '.';
  const run = await findRun(id, dirs, shown);
  const commit = await commitOf(run, shown);
  const context: ReadContext = {
    project: await readProject(dirs),
    cache: runCache(dirs.root),
    shown,
  };
  const { manifest, problems } = readManifest(run, shown);
  const input = await readRun(run, manifest, context);
  const errors = [...problems, ...input.problems].filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Refusal(`The run ${id} does not pass check.`, 'Mend it first.', errors);
  const { ready, kept } = await readyDigests(run, manifest, context);
  if (ready.length === 0)
    throw new Refusal(
      `There is nothing to compact in ${id}.`,
      kept.map(({ file, why }) => `${file}: ${why}.`).join('\n  ') || null,
    );
  const files = [
    ...run.files.filter((file) => !ready.some((one) => one.file === file)),
    ...ready.map(({ digestFile }) => digestFile),
  ].sort();
  const fresh = compactManifest(manifest, ready, files);
  const isManifestChanged = JSON.stringify(fresh) !== JSON.stringify(manifest);
  if (isManifestChanged && !run.files.includes('run.json'))
    throw new Refusal(
      `${id} has no run.json that could accept refused rows.`,
      `Give it one first: ${commandLine(`new ${id}`)}.`,
    );
  const before = measureRun(input);
  const after = await measureCompacted({ ...run, files }, ready, fresh, context);
  const moved = movedFigures(before.metricValues, after.metricValues);
  if (moved.length > 0)
    throw new Refusal(
      'Nothing was changed: the digests do not give the same figures.',
      `${moved.slice(0, 5).join('\n  ')}\n  Please report this; it is a fault of Perfolio.`,
    );
  if (!isDryRun) await putInPlace(run, ready, isManifestChanged ? fresh : null);
  return {
    compacted: ready,
    kept,
    commit,
    noLongerExact: exactRows(before) - exactRows(after),
    verdicts: changedVerdicts(before, after, context),
    isManifestChanged,
  };
}

async function findRun(id: string, { dataDir }: Dirs, shown: (path: string) => string): Promise<FoundRun> {
  const { runs } = await discoverRuns(dataDir, shown);
  const run = runs.find((one) => one.id === id);
  if (run !== undefined) return run;
  const ids = runs.map((one) => one.id);
  throw new Refusal(`There is no run "${id}" in ${shown(dataDir)}.`, didYouMean(id, ids));
}

/** The last commit, which must hold every file of the run as it is. */
async function commitOf({ id, folder, files }: FoundRun, shown: (path: string) => string): Promise<string> {
  const revision = await revisionOf(folder);
  const uncommitted = await uncommittedFiles(folder, 'with ignored');
  const place = shown(folder);
  if (revision === null || uncommitted === null)
    throw new Refusal(
      `${place} is in no git repository with a commit, so the samples could not be had back.`,
      `Commit them first: git init && git add ${place} && git commit.`,
    );
  // A folder that git ignores as a whole is listed by its name.
  const open = files.filter((file) =>
    uncommitted.some((one) => one === file || one === '' || (one.endsWith('/') && file.startsWith(one))),
  );
  if (open.length === 0) return revision.commit;
  throw new Refusal(
    `Not committed, so the samples could not be had back: ${open.slice(0, 5).join(', ')}${open.length > 5 ? ' …' : ''}.`,
    `Commit the run first: git add ${place} && git commit -m "Add run ${id}".`,
  );
}

/** Measures the run as it would be, in a folder of its own. */
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

/** A symbolic link; a copy where the system allows none. */
const link = async (from: string, to: string): Promise<void> =>
  symlink(from, to).catch(async () => copyFile(from, to));

async function putInPlace(
  { folder }: FoundRun,
  ready: readonly ReadyDigest[],
  manifest: Manifest | null,
): Promise<void> {
  for (const { digestFile, text } of ready) await writeFile(join(folder, digestFile), text, { flag: 'wx' });
  if (manifest !== null) await writeFile(join(folder, 'run.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  for (const { file } of ready) await rm(join(folder, file));
}

const exactRows = ({ response }: RunMeasures): number =>
  response.filter(({ latencyMs }) => latencyMs?.source === 'exact').length;

function changedVerdicts(before: RunMeasures, after: RunMeasures, { project }: ReadContext): string[] {
  const then = new Map(judgeTargets(project, before.metricValues).map((one) => [one.id, one.verdict]));
  return judgeTargets(project, after.metricValues).flatMap(({ id, label, verdict }) =>
    then.get(id) === verdict ? [] : [`${label}: ${then.get(id) ?? 'not measured'} became ${verdict}`],
  );
}
