import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { problem, type Problem } from '../../model/problem.ts';
import { isIgnored } from '../read/discover.ts';

/** Warns of raw files right in the data folder whose names make Perfolio ignore them. */
export async function ignoredFileProblems(
  dataFolder: string,
  shown: (path: string) => string,
): Promise<Problem[]> {
  const paths = entriesOf(dataFolder)
    .filter((entry) => entry.isFile() && isIgnored(entry.name))
    .map(({ name }) => join(dataFolder, name));
  if (paths.length === 0) return [];
  const { groupFiles } = await import('../../ingest/read-files.ts');
  const { sets } = await groupFiles(
    paths.map((path) => ({ diskPath: path, shownPath: shown(path), format: null })),
  );
  return sets.flatMap(({ files }) =>
    files.map(({ path }) =>
      problem('warning', path, 'This raw file is ignored because of its name.', {
        hint: 'READMEs and files whose names begin with a dot are not read as runs. Rename the file if it contains results.',
      }),
    ),
  );
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    // That the folder cannot be read is reported elsewhere.
    return [];
  }
}
