import { cp, mkdir } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { discoverRuns, type FoundRun } from '../../project/read/discover.ts';
import { openWorkspace, type Workspace } from '../../project/workspace.ts';
import { checkOutRef } from '../../store/git-ref.ts';
import type { Paths } from '../../store/paths.ts';

const runsOf = ({ data }: Paths): readonly FoundRun[] => discoverRuns(data, (path) => path).runs;

/**
 * Copies runs and their commentary from one project into another, over what is there: the named ones, and all that the
 * other has not. Repeats, and runs measured as evidence, have no entry of their own in a diff and count for its runs.
 */
async function copyRuns(named: readonly string[], from: Paths, to: Paths): Promise<void> {
  const runs = runsOf(from);
  const known = new Set(runsOf(to).map(({ id }) => id));
  const ids = new Set([...named, ...runs.flatMap(({ id }) => (known.has(id) ? [] : id))]);
  for (const { id, isSingleFile, files } of runs.filter((run) => ids.has(run.id)))
    for (const name of isSingleFile ? files : [id])
      await cp(join(from.data, name), join(to.data, name), { recursive: true });
  const [source, target] = [from, to].map(({ content }) => join(content, 'runs')) as [string, string];
  await mkdir(target, { recursive: true });
  for (const id of ids)
    if (existsSync(join(source, `${id}.mdx`))) await cp(join(source, `${id}.mdx`), join(target, `${id}.mdx`));
}

/**
 * Opens the base with runs of the head added, and gives it to `judge`: rules, annotations and history are the base's,
 * whatever the head did to its own. Throws a GitRefError for an unknown ref.
 */
export async function judgeByBase<T>(
  ref: string,
  ids: readonly string[],
  paths: Paths,
  judge: (workspace: Workspace) => T,
): Promise<T> {
  const base = await checkOutRef(ref, paths);
  const head = await checkOutRef('HEAD', paths);
  try {
    await copyRuns(ids, head.paths, base.paths);
    return judge(await openWorkspace(base.paths));
  } finally {
    await base.dispose();
    await head.dispose();
  }
}
