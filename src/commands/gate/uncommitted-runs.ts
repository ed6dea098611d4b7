import { discoverRuns, type FoundRun } from '../../project/read/discover.ts';
import { uncommittedFiles } from '../../store/git.ts';
import type { Paths } from '../../store/paths.ts';

/** Ids of the runs in a data folder that have uncommitted files. */
export async function uncommittedRuns({ data }: Pick<Paths, 'data'>): Promise<string[]> {
  const { runs } = discoverRuns(data, (path) => path);
  const uncommitted = (await uncommittedFiles(data, 'with ignored')) ?? [];
  const files = new Set(uncommitted);
  // For an ignored folder, git lists the folder alone.
  const folders = uncommitted.filter((path) => path.endsWith('/'));
  return runs
    .filter((run) =>
      pathsOf(run).some((path) => files.has(path) || folders.some((folder) => path.startsWith(folder))),
    )
    .map(({ id }) => id);
}

const pathsOf = ({ id, files, isSingleFile }: FoundRun): readonly string[] =>
  isSingleFile ? files : files.map((file) => `${id}/${file}`);
