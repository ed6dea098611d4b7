import { discoverRuns, type FoundRun } from '../../project/read/discover.ts';
import { uncommittedFiles } from '../../store/git.ts';
import type { Dirs } from '../../store/dirs.ts';

/** Ids of the runs in a data folder that have uncommitted files. */
export async function uncommittedRuns({ dataDir }: Pick<Dirs, 'dataDir'>): Promise<string[]> {
  const { runs } = discoverRuns(dataDir, (path) => path);
  const uncommitted = (await uncommittedFiles(dataDir, 'with ignored')) ?? [];
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
