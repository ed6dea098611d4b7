import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { addressKey, discoverRuns, historyFolder } from '../../project/read/discover.ts';
import type { Paths } from '../../store/paths.ts';
import { Refusal } from '../../project/refusal.ts';
import type { DraftRequest } from './draft-request.ts';

const exists = async (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  );

/** Throws a Refusal if a run of this id, or a file that drafting it would write, already exists. */
export async function refuseExistingRun(
  { id, from }: Pick<DraftRequest, 'id' | 'from'>,
  paths: Paths,
  shown: (path: string) => string,
): Promise<void> {
  const [folder, commentary] = [join(paths.data, id), join(paths.content, 'runs', `${id}.mdx`)];
  const { runs } = discoverRuns(paths.data, shown);
  const similar = runs.find((run) => run.id !== id && addressKey(run.id) === addressKey(id));
  const folderExists = await exists(folder);
  if (similar !== undefined || id.toLowerCase() === historyFolder)
    throw new Refusal(
      similar === undefined
        ? `"${historyFolder}" is reserved for the folder of whole histories.`
        : `The run "${similar.id}" differs from "${id}" only by case or punctuation.`,
      'Choose another id. It becomes the address of the page.',
    );
  if (runs.some((run) => run.id === id && run.isSingleFile))
    throw new Refusal(
      `A file in ${shown(paths.data)} is already the run "${id}".`,
      'Choose another id, or move that file into a folder of this name and omit --from.',
    );
  if (from.length > 0 && folderExists)
    throw new Refusal(
      `${shown(folder)} already exists, and \`new\` overwrites nothing.`,
      'Choose another id. To draft for files that are already there, omit --from.',
    );
  if (from.length === 0 && !folderExists)
    throw new Refusal(
      `The folder ${shown(folder)} does not exist.`,
      'Pass the output of the load tool: --from PATH...',
    );
  for (const path of [join(folder, 'run.json'), commentary])
    if (await exists(path))
      throw new Refusal(
        `${shown(path)} already exists, and \`new\` overwrites nothing.`,
        'Choose another id, or remove that file first.',
      );
}
