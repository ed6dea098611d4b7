import { basename, dirname, join } from 'node:path';
import { runsAsHistory } from '../../history/trends/runs-as-history.ts';
import { historyTrends } from '../../history/trends/whole-history.ts';
import { at } from '../../model/checked.ts';
import type { WholeHistory } from '../../model/documents/history-trend.ts';
import { problem, type Problem } from '../../model/problem.ts';
import type { Project } from '../../model/documents/project.ts';
import { slug } from '../../model/text/slug.ts';
import { hashFile, hashOf, type Cache } from '../../store/cache.ts';
import { historyFolder, isIgnored, listFiles } from '../read/discover.ts';

/** What reading histories needs from outside. */
export interface HistoryContext {
  readonly project: Project;
  readonly cache: Cache;
  /** A path as the user knows it. */
  readonly shown: (path: string) => string;
}

/** Whole histories and what is wrong with their files. */
export interface ReadHistories {
  readonly histories: readonly WholeHistory[];
  readonly problems: readonly Problem[];
}

/** Reads every folder (and every single file) of data/history/. Nothing is thrown for what the files hold. */
export async function readHistories(dataDir: string, context: HistoryContext): Promise<ReadHistories> {
  const root = join(dataDir, historyFolder);
  const unread: Problem[] = [];
  const files = listFiles(
    root,
    { shown: context.shown, report: (found) => unread.push(found) },
    '',
    isIgnoredHere,
  );
  const byName = Map.groupBy(files, nameOf);
  const read: { history: WholeHistory; problems: Problem[] }[] = [];
  for (const [name, members] of byName) read.push(await readHistory(name, members, root, context));
  return {
    histories: read.map(({ history }) => history).filter(({ trends }) => trends.length > 0),
    problems: [...unread, ...read.flatMap(({ problems }) => problems)],
  };
}

/** The folder in which pytest-benchmark saves its runs, one file each. */
const isIgnoredHere = (name: string): boolean => name !== '.benchmarks' && isIgnored(name);

/** A history is named after its folder; a file outside any folder, after itself. */
function nameOf(file: string): string {
  const folder = at(file.split('/'), 0, 'a path has a first part');
  if (folder === file) return basename(file).replace(/\.(?:js|json|gz|csv)$/i, '') || file;
  return folder.replace(/^\./, '');
}

async function readHistory(
  name: string,
  files: readonly string[],
  root: string,
  { project, cache, shown }: HistoryContext,
): Promise<{ history: WholeHistory; problems: Problem[] }> {
  const hashes = await Promise.all(files.map(async (file) => [file, await hashFile(join(root, file))]));
  const key = hashOf(name, shown(root), hashes, project.changePoints);
  return cache.through('histories', key, async () => {
    const { readHistoryFiles } = await import('./read-history-files.ts');
    const { digests, problems } = await readHistoryFiles(files, root, shown);
    const series = [...digests.flatMap(({ history }) => history), ...runsAsHistory(digests)];
    const trends = historyTrends(series, project);
    const sources = digests.flatMap((digest) => digest.sources);
    const isEmpty = trends.length === 0 && problems.length === 0;
    return {
      history: {
        name,
        slug: slug(name),
        tools: [...new Set(sources.map(({ tool }) => tool))],
        files: sources.map(({ file, rows, refused }) => ({ file, rows, refused: refused.count })),
        trends,
      },
      problems: isEmpty
        ? [noHistory(shown(join(root, dirname(at(files, 0, 'a history has a file')))))]
        : problems,
    };
  });
}

const noHistory = (file: string): Problem =>
  problem('error', file, 'These files contain no history: no series of values over many runs.', {
    hint: 'data/history/ is for whole histories. The results of one run go into data/<run-id>/.',
  });
