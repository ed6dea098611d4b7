import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { addressKey, discoverRuns, historyFolder } from '../../project/read/discover.ts';
import type { DraftRequest } from './draft-run.ts';
import type { Dirs } from '../../store/dirs.ts';
import { Refusal } from '../../project/refusal.ts';

const exists = async (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  );

/** Throws a Refusal where a run of this id, or anything that drafting it would write, is there already. */
export async function refuseExistingRun(
  { id, from }: Pick<DraftRequest, 'id' | 'from'>,
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
