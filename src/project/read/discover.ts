import { readdirSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { problem, type Problem } from '../../model/problem.ts';
import { slug } from '../../model/slug.ts';

/** A run's place on disk, before anything of it is read. */
export interface FoundRun {
  readonly id: string;
  /** The run's folder, or the folder of its one raw file. */
  readonly folder: string;
  /** Raw files and everything else, relative to the folder, sorted. */
  readonly files: readonly string[];
  /** True for a raw file dropped straight into data/. */
  readonly isSingleFile: boolean;
}

/** Files of data/ itself that are no runs. */
const ownFiles = new Set(['project.json', 'annotations.json']);
/** The folder of whole histories. */
export const historyFolder = 'history';

/** True for what is no raw file wherever it lies: READMEs and dotfiles. */
export const isIgnored = (name: string): boolean => name.startsWith('.') || /^readme(\.md)?$/i.test(name);

/** Every run of a data folder, by name, and what is wrong with their names. */
export async function discoverRuns(
  dataDir: string,
  shown: (path: string) => string,
): Promise<{ runs: FoundRun[]; problems: Problem[] }> {
  const entries = await readdir(dataDir, { withFileTypes: true }).catch(() => []);
  const runs: FoundRun[] = [];
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    if (isIgnored(entry.name) || ownFiles.has(entry.name) || entry.name === historyFolder) continue;
    if (entry.isDirectory()) {
      const folder = join(dataDir, entry.name);
      runs.push({ id: entry.name, folder, files: listFiles(folder), isSingleFile: false });
    } else if (entry.isFile()) {
      runs.push({ id: idOfFile(entry.name), folder: dataDir, files: [entry.name], isSingleFile: true });
    }
  }
  return {
    runs,
    problems: sameNames(runs, (run) => shown(run.isSingleFile ? join(dataDir, run.files[0]!) : run.folder)),
  };
}

/** A file's name without its endings: results.jtl.gz is the run "results". */
const idOfFile = (name: string): string =>
  name.replace(/(\.(csv|json|jtl|xml|txt|log|js|tsv|ndjson|hgrm|hlog|dat|digest|gz))+$/i, '') || name;

/** All files below a folder, relative to it, with forward slashes; dotfiles and READMEs are ignored. */
export function listFiles(folder: string, below = ''): string[] {
  const entries = readdirSync(join(folder, below), { withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    if (isIgnored(entry.name)) continue;
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) found.push(...listFiles(folder, path));
    else if (entry.isFile()) found.push(path);
  }
  return found;
}

/** Equal for ids that would share an address, or differ by case alone (one folder on some systems). */
export const addressKey = (id: string): string => slug(id.toLowerCase()).replace(/-[0-9a-f]{6}$/, '');

function sameNames(runs: readonly FoundRun[], place: (run: FoundRun) => string): Problem[] {
  const groups = Map.groupBy(runs, ({ id }) => addressKey(id));
  return [...groups.values()]
    .filter((group) => group.length > 1)
    .flatMap(([first, ...others]) =>
      others.map((run) =>
        problem(
          'error',
          place(run),
          `The run id "${run.id}" differs from "${first!.id}" only by case or punctuation.`,
          {
            found: run.id,
            hint: 'Rename one of them: the id is the address of its page.',
          },
        ),
      ),
    );
}
