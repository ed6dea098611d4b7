import { cp, mkdir } from 'node:fs/promises';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { markedControls, ownControls, withControlsOf } from '../../history/compare/controls.ts';
import type { Manifest } from '../../model/documents/manifest.ts';
import { discoverRuns, type FoundRun } from '../../project/read/discover.ts';
import { readManifest } from '../../project/read/read-manifest.ts';
import { openWorkspace, type Workspace } from '../../project/workspace.ts';
import { checkOutRef } from '../../store/git-ref.ts';
import type { Paths } from '../../store/paths.ts';

const runsOf = ({ data }: Paths): readonly FoundRun[] => discoverRuns(data, (path) => path).runs;

const manifestOf = (run: FoundRun): Manifest => readManifest(run, (path) => path).manifest;

/** Leaves a copied run only the marks of controls that the base has, and names the others in sentences. */
function keepControls(controls: ReadonlySet<string>, run: FoundRun): string[] {
  const manifest = manifestOf(run);
  const ignored = ownControls(controls, manifest);
  if (ignored.length > 0)
    writeFileSync(join(run.folder, 'run.json'), JSON.stringify(withControlsOf(controls, manifest)));
  return ignored.map(
    (scenario) =>
      `${run.id} calls ${scenario} a control, which no run of the base does. It is judged like any scenario.`,
  );
}

/**
 * Copies runs and their commentary from one project into another, over what is there: the named ones, and all that the
 * other has not. Returns which marks of controls do not count. Repeats, and runs measured as evidence, have no entry of their own in a diff and count for its runs.
 */
async function copyRuns(named: readonly string[], from: Paths, to: Paths): Promise<string[]> {
  const controls = markedControls(runsOf(to).map((run) => manifestOf(run)));
  const runs = runsOf(from);
  const known = new Set(runsOf(to).map(({ id }) => id));
  const ids = new Set([...named, ...runs.flatMap(({ id }) => (known.has(id) ? [] : id))]);
  for (const { id, isSingleFile, files } of runs.filter((run) => ids.has(run.id)))
    for (const name of isSingleFile ? files : [id])
      await cp(join(from.data, name), join(to.data, name), { recursive: true });
  const ignored = runsOf(to)
    .filter(({ id }) => ids.has(id))
    .flatMap((run) => keepControls(controls, run));
  const [source, target] = [from, to].map(({ content }) => join(content, 'runs')) as [string, string];
  await mkdir(target, { recursive: true });
  for (const id of ids)
    if (existsSync(join(source, `${id}.mdx`))) await cp(join(source, `${id}.mdx`), join(target, `${id}.mdx`));
  return ignored;
}

/**
 * Opens the base with runs of the head added, and gives it to `judge`, with sentences about what it ignores: rules, annotations and history are the base's,
 * whatever the head did to its own. Throws a GitRefError for an unknown ref.
 */
export async function judgeByBase<T>(
  ref: string,
  ids: readonly string[],
  paths: Paths,
  judge: (workspace: Workspace, ignored: readonly string[]) => T,
  elsewhere?: string,
): Promise<T> {
  const base = await checkOutRef(ref, paths, elsewhere);
  const head = await checkOutRef('HEAD', paths);
  try {
    const ignored = await copyRuns(ids, head.paths, base.paths);
    return judge(await openWorkspace(base.paths), ignored);
  } finally {
    await base.dispose();
    await head.dispose();
  }
}
