import { join } from 'node:path';
import { at } from '../../model/checked.ts';
import { problem, type Problem } from '../../model/problem.ts';
import { slug } from '../../model/text/slug.ts';
import { listFolder, reportFolder, type DiskReader } from './disk.ts';
import { append } from '../../model/long-lists.ts';

/** Location of a run on disk, before any file is read. */
export interface FoundRun {
  readonly id: string;
  /** The run's folder, or the folder of its one raw file. */
  readonly folder: string;
  /** Raw files and everything else, relative to the folder, sorted. */
  readonly files: readonly string[];
  /** True for a raw file that lies directly in data/. */
  readonly isSingleFile: boolean;
}

/** Files in data/ that are not runs. */
const ownFiles = new Set(['project.json', 'annotations.json']);
/** Folder of whole histories. */
export const historyFolder = 'history';

/** True for READMEs and dotfiles, which are never raw files. */
export const isIgnored = (name: string): boolean => name.startsWith('.') || /^readme(\.md)?$/i.test(name);

/** All runs of a data folder by name, and problems with their names. */
export function discoverRuns(
  dataDir: string,
  shown: (path: string) => string,
): { runs: FoundRun[]; problems: Problem[] } {
  const problems: Problem[] = [];
  const disk: DiskReader = { shown, report: (found) => problems.push(found) };
  const runs: FoundRun[] = [];
  // The data folder itself may be a link: behind its dot it is a folder.
  for (const entry of listFolder(`${dataDir}/.`, disk)) {
    if (isIgnored(entry.name) || ownFiles.has(entry.name) || entry.name === historyFolder) continue;
    if (entry.isDirectory()) {
      const folder = join(dataDir, entry.name);
      runs.push({ id: entry.name, folder, files: listFiles(folder, disk), isSingleFile: false });
    } else if (entry.isFile()) {
      runs.push({ id: idOfFile(entry.name), folder: dataDir, files: [entry.name], isSingleFile: true });
    }
  }
  const pathOf = ({ isSingleFile, files, folder }: FoundRun): string =>
    isSingleFile ? join(dataDir, at(files, 0, 'a run of a single file has that file')) : folder;
  return { runs, problems: [...problems, ...sameNames(runs, (run) => shown(pathOf(run)))] };
}

/** A file name without its extensions: results.jtl.gz is the run "results". */
const idOfFile = (name: string): string =>
  name.replace(/(\.(csv|json|jtl|xml|txt|log|js|tsv|ndjson|hgrm|hlog|dat|digest|gz))+$/i, '') || name;

/** All files below a folder, relative to it, with forward slashes; dotfiles and READMEs are ignored. */
export function listFiles(folder: string, disk: DiskReader, below = '', isSkipped = isIgnored): string[] {
  const found: string[] = [];
  for (const entry of listFolder(join(folder, below), disk)) {
    if (entry.name === '.git') disk.report(submoduleProblem(disk.shown(join(folder, below))));
    if (isSkipped(entry.name)) continue;
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (path === 'run.json' && entry.isDirectory()) reportFolder(join(folder, path), disk);
    else if (entry.isDirectory()) append(found, listFiles(folder, disk, path, isSkipped));
    else if (entry.isFile()) found.push(path);
  }
  return found;
}

/** The gate reads commits, and those of the project's repository have no file of another one. */
const submoduleProblem = (file: string): Problem =>
  problem('error', file, 'This folder is a git repository of its own, such as a submodule.', {
    hint: 'Commit the files themselves: diff and gate do not see those of another repository.',
  });

/** Equal for ids that would share an address or differ only by case (the same folder on some systems). */
export const addressKey = (id: string): string => slug(id.toLowerCase()).replace(/-[0-9a-f]{6}$/, '');

function sameNames(runs: readonly FoundRun[], place: (run: FoundRun) => string): Problem[] {
  const groups = Map.groupBy(runs, ({ id }) => addressKey(id));
  return [...groups.values()].flatMap((group) =>
    group.slice(1).map((run) =>
      problem(
        'error',
        place(run),
        `The run id "${run.id}" differs from "${at(group, 0).id}" only by case or punctuation.`,
        {
          found: run.id,
          hint: 'Rename one of them. The id is the address of the page.',
        },
      ),
    ),
  );
}
