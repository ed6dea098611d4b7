import { join, relative } from 'node:path';
import { at } from '../../model/checked.ts';
import { problem, type Problem } from '../../model/problem.ts';
import { listFiles } from '../../project/read/discover.ts';
import type { DiskReader } from '../../project/read/disk.ts';
import type { RawSource } from '../new/raw-sources.ts';
import { runKey, type PathMatch } from './path-pattern.ts';
import { factsOfPath, type RunFacts } from './run-facts.ts';

/** A run as the paths of its files describe it, before any file is read. */
export interface PlannedRun {
  readonly facts: RunFacts;
  readonly sources: readonly RawSource[];
}

/** What would be imported from a folder. */
export interface ImportPlan {
  readonly runs: readonly PlannedRun[];
  /** Files that the pattern does not match, relative to the folder. */
  readonly unmatched: readonly string[];
  readonly problems: readonly Problem[];
}

interface MatchedFile {
  readonly file: string;
  readonly match: PathMatch;
}

/** Groups the files of a folder into runs by a pattern; runs are in the order of their ids. */
export function planImport(
  folder: string,
  matchPath: (path: string) => PathMatch | null,
  shown: (path: string) => string,
): ImportPlan {
  const problems: Problem[] = [];
  const disk: DiskReader = { shown, report: (found) => problems.push(found) };
  const unmatched: string[] = [];
  const matched: MatchedFile[] = [];
  for (const file of listFiles(folder, disk)) {
    const match = matchPath(file);
    if (match === null) unmatched.push(file);
    else matched.push({ file, match });
  }
  const runs: PlannedRun[] = [];
  for (const files of Map.groupBy(matched, ({ match }) => runKey(match)).values()) {
    const [{ file, match }] = [at(files, 0)];
    const facts = factsOfPath(match.values);
    const sources = files.map((one) => sourceOf(one, folder, shown));
    if ('id' in facts) runs.push({ facts, sources });
    else problems.push(wrongDate(shown(join(folder, file)), facts.wrongDate));
  }
  const { unique, clashes } = withoutClashes(runs);
  return {
    runs: unique.toSorted((a, b) => (a.facts.id < b.facts.id ? -1 : 1)),
    unmatched,
    problems: [...problems, ...clashes],
  };
}

const wrongDate = (file: string, date: string): Problem =>
  problem('error', file, `The path names ${date}, a day that does not exist.`, {
    found: date,
    hint: 'Rename the folder, or use a pattern with other placeholders.',
  });

function sourceOf({ file, match }: MatchedFile, folder: string, shown: (path: string) => string): RawSource {
  const path = join(folder, file);
  const { scenario } = match.values;
  return {
    diskPath: path,
    shownPath: shown(path),
    target: scenario === undefined ? match.rest : `${scenario}/${match.rest}`,
    isFromFolder: true,
  };
}

/** Runs whose values differ only in characters that no id may have would share a folder. */
function withoutClashes(runs: readonly PlannedRun[]): { unique: PlannedRun[]; clashes: Problem[] } {
  const groups = [...Map.groupBy(runs, ({ facts }) => facts.id.toLowerCase()).values()];
  const clashes = groups
    .filter(({ length }) => length > 1)
    .map((group) =>
      problem('error', placeOfRun(at(group, 1)), `Several runs would be called "${at(group, 0).facts.id}".`, {
        found: group.map(placeOfRun).join(', '),
        hint: 'Use a pattern with {id}, or rename one of the folders.',
      }),
    );
  return { unique: groups.filter(({ length }) => length === 1).flat(), clashes };
}

/** The first file of a run. */
const placeOfRun = ({ sources }: PlannedRun): string => at(sources, 0).shownPath;

/** A path as the user would type it. */
export const shownFrom =
  (cwd: string) =>
  (path: string): string =>
    relative(cwd, path) || '.';
