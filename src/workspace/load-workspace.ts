import { readFile, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { annotationsSchema, type Annotation } from '../model/annotations.ts';
import { problem, type Problem } from '../model/problem.ts';
import { defaultProject, projectSchema, type Project } from '../model/project.ts';
import type { RunMeasures } from '../model/run-measures.ts';
import type { z } from 'zod';
import { figuresOf } from '../report/figures.ts';
import { measureRun } from '../report/measure-run.ts';
import { hashFile, hashOf, runCache, type Cache } from './cache.ts';
import { discoverRuns, type FoundRun } from './discover.ts';
import { readManifest, readRun, type ReadContext } from './read-run.ts';
import { readWords, type RunWords } from './read-words.ts';
import { validateJson } from './validate.ts';

/** Where a project's files are. */
export interface Dirs {
  readonly dataDir: string;
  readonly contentDir: string;
  /** The folder of this repository: code version and cache. */
  readonly root: string;
  /** Paths in messages are relative to it. */
  readonly cwd: string;
}

/** Told while a workspace loads. */
export type OnProgress = (done: number, total: number, what: string) => void;

/** A project with all its runs, measured each for itself. */
export interface LoadedProject {
  readonly project: Project;
  readonly annotations: readonly Annotation[];
  readonly runs: readonly RunMeasures[];
  /** By run id, a hash of all that its measures come from. */
  readonly keys: ReadonlyMap<string, string>;
  readonly words: ReadonlyMap<string, RunWords>;
  readonly problems: readonly Problem[];
  readonly cache: Cache;
}

/** Reads everything of a project from disk. Nothing is thrown for what its files hold: all problems are returned. */
export async function loadProject(
  dirs: Dirs,
  onProgress: OnProgress = () => undefined,
): Promise<LoadedProject> {
  const shown = (path: string): string => relative(dirs.cwd, path) || '.';
  const problems: Problem[] = [];
  const own = async <Schema extends z.ZodType>(
    name: string,
    schema: Schema,
  ): Promise<z.output<Schema> | null> => {
    const path = join(dirs.dataDir, name);
    const text = await readFile(path, 'utf8').catch(() => null);
    if (text === null) return null;
    const result = validateJson(schema, text, shown(path));
    problems.push(...result.problems);
    return result.value;
  };
  if (!(await isFolder(dirs.dataDir)))
    problems.push(
      problem('error', shown(dirs.dataDir), 'There is no such folder.', {
        hint: 'Name the data folder with --data.',
      }),
    );
  const project = (await own('project.json', projectSchema)) ?? defaultProject;
  const annotations = (await own('annotations.json', annotationsSchema)) ?? [];
  const cache = await runCache(dirs.root);
  const found = await discoverRuns(dirs.dataDir, shown);
  problems.push(...found.problems);
  const context: ReadContext = { project, cache, shown };
  const runs: RunMeasures[] = [];
  const keys = new Map<string, string>();
  for (const [i, run] of found.runs.entries()) {
    const loaded = await loadRun(run, context);
    runs.push(loaded.measures);
    keys.set(run.id, loaded.key);
    problems.push(...loaded.measures.problems);
    onProgress(i + 1, found.runs.length, run.id);
  }
  const words = await readWords(dirs.contentDir, new Set(runs.map(({ id }) => id)), shown);
  problems.push(...words.problems);
  return { project, annotations, runs, keys, words: words.words, problems, cache };
}

const isFolder = async (path: string): Promise<boolean> =>
  stat(path).then(
    (info) => info.isDirectory(),
    () => false,
  );

/** A run's measures: kept ones, unless its files, its place, the project or the code changed. */
async function loadRun(
  run: FoundRun,
  { project, cache, shown }: ReadContext,
): Promise<{ measures: RunMeasures; key: string }> {
  const hashes = await Promise.all(
    run.files.map(async (file) => [file, await hashFile(join(run.folder, file))]),
  );
  const key = hashOf(run.id, shown(run.folder), hashes, project);
  // Figures follow from the rows at once, and take longer to read than to make.
  const { figures: _, ...kept } = await cache.through('measures', key, async () => {
    const { manifest, problems } = await readManifest(run, shown);
    const input = await readRun(run, manifest, { project, cache, shown });
    return { ...measureRun({ ...input, problems: [...problems, ...input.problems] }), figures: null };
  });
  return { measures: { ...kept, figures: figuresOf(kept) }, key };
}
