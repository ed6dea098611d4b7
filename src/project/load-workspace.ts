import { stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { at } from '../model/checked.ts';
import { annotationsSchema, type Annotation } from '../model/documents/annotations.ts';
import type { ContentPage } from '../model/page.ts';
import { problem, type Problem } from '../model/problem.ts';
import { defaultProject, projectSchema, rulesOf, type Project } from '../model/documents/project.ts';
import type { RunMeasures } from '../model/run-measures.ts';
import type { z } from 'zod';
import { metricValuesOf } from '../report/measure/metric-values.ts';
import { parseMdx, type ParsedMdx } from '../report/mdx/parse-mdx.ts';
import { hashOf, runCache, type Cache } from '../store/cache.ts';
import { FileHashes } from '../store/file-hashes.ts';
import { readProjectFile } from './read/disk.ts';
import {
  publicAnnotations,
  publicCommentary,
  publicMeasures,
  publicPages,
  publicProject,
  redactedIds,
  redactedNames,
} from './redact-loaded.ts';
import { discoverRuns, type FoundRun } from './read/discover.ts';
import type { Paths } from '../store/paths.ts';
import { codeVersion } from '../store/code-version.ts';
import { giveWay } from '../store/yield-to-event-loop.ts';
import { startHelper } from './helper.ts';
import type { KnownHomes } from '../model/run-hosts.ts';
import { homeHosts } from './runs/home-hosts.ts';
import type { RunCommentary } from './read/run-commentary.ts';
import type { ReadContext } from './runs/read-context.ts';
import { readPages } from './read/read-pages.ts';
import { readTemplate, type Template } from './read/read-template.ts';
import { readCommentaries } from './read/read-commentary.ts';
import { otherUnitProblems, withOneUnit } from '../history/runs/measure-units.ts';
import { validateJson } from './validate/validate.ts';
import { apart, withCourses, type Courses } from '../store/with-courses.ts';
import { append } from '../model/long-lists.ts';

/** The long parts of the work, in words that a run's name completes. */
export type Stage = 'reading run' | 'comparing run' | 'rendering the page of';

/** Told while a workspace loads and its pages are made: how many are done, and which run was the last. */
export type OnProgress = (done: number, total: number, run: string, stage: Stage) => void;

/** How a project is loaded. */
export interface LoadOptions {
  readonly onProgress?: OnProgress | undefined;
  /** True for the second thread that takes its share where there is much to compute: it has no helper of its own. */
  readonly isHelper?: boolean;
  /** Hashes of files that are known already. */
  readonly hashes?: FileHashes | undefined;
}

/** A result that the cache may hold. */
export interface Kept<T> {
  readonly isKept: () => boolean;
  /** Gives what is kept, or makes and keeps it. */
  readonly make: () => Promise<T>;
}

/** The measures of one run, not yet read or made. */
interface Measuring extends Kept<RunMeasures> {
  readonly id: string;
  /** A hash of all that they come from. */
  readonly key: string;
  /** The same for a run with a scenario of several hosts, of which earlier runs had these. */
  readonly withHomes: (homes: KnownHomes) => Measuring;
}

/** A project's own files, and where its runs are. */
export interface ProjectFiles {
  readonly project: Project;
  readonly annotations: readonly Annotation[];
  readonly found: readonly FoundRun[];
  readonly problems: readonly Problem[];
}

/** A project with all its runs, measured each for itself. */
export interface LoadedProject {
  readonly project: Project;
  readonly annotations: readonly Annotation[];
  readonly runs: readonly RunMeasures[];
  /** By run id, a hash of all that its measures come from. */
  readonly keys: ReadonlyMap<string, string>;
  readonly words: ReadonlyMap<string, RunCommentary>;
  /** By run id, the bodies of the words, as data. */
  readonly bodies: ReadonlyMap<string, ParsedMdx>;
  readonly template: Template;
  /** Pages of the project's own. */
  readonly pages: readonly ContentPage[];
  readonly problems: readonly Problem[];
  readonly cache: Cache;
}

/** Reads a project's own files and finds its runs. */
export async function readProjectFiles(paths: Paths): Promise<ProjectFiles> {
  const shown = (path: string): string => relative(paths.shownFrom, path) || '.';
  const problems: Problem[] = [];
  const own = async <Schema extends z.ZodType>(
    name: string,
    schema: Schema,
  ): Promise<z.output<Schema> | null> => {
    const path = join(paths.data, name);
    const text = await readProjectFile(path, { shown, report: (found) => problems.push(found) });
    if (text === null) return null;
    const result = validateJson(schema, text, shown(path));
    append(problems, result.problems);
    return result.value;
  };
  if (!(await isFolder(paths.data)))
    problems.push(
      problem('error', shown(paths.data), 'The folder does not exist.', {
        hint: 'Name the data folder with --data.',
      }),
    );
  const project = (await own('project.json', projectSchema)) ?? defaultProject;
  const annotations = (await own('annotations.json', annotationsSchema)) ?? [];
  const { runs: found, problems: ofNames } = discoverRuns(paths.data, shown);
  return { project, annotations, found, problems: [...problems, ...ofNames] };
}

/** The measures of all runs, before any is read or made. */
export async function measuringAll(
  { found, project }: ProjectFiles,
  paths: Paths,
  hashes = new FileHashes(),
): Promise<{ measuring: readonly Measuring[]; cache: Cache }> {
  const shown = (path: string): string => relative(paths.shownFrom, path) || '.';
  const cache = runCache(paths.cache, codeVersion(paths.package));
  const measuring: Measuring[] = [];
  for (const run of found) {
    measuring.push(await measuringOf(run, { project, cache, shown }, hashes));
    await giveWay();
  }
  return { measuring, cache };
}

/** Reads everything of a project from disk. Nothing is thrown for what its files hold: all problems are returned. */
export async function loadProject(paths: Paths, options: LoadOptions = {}): Promise<LoadedProject> {
  const files = await readProjectFiles(paths);
  const { project, annotations, found, problems } = files;
  const shown = (path: string): string => relative(paths.shownFrom, path) || '.';
  const { words: read, ...said } = await readCommentaries(
    paths.content,
    new Map(found.map(({ id, files }) => [id, files])),
    shown,
  );
  const words = new Map([...read].map(([id, one]) => [id, publicCommentary(one, project.publish)]));
  const bodies = new Map(
    [...words].map(([id, { body, file, bodyLine }]) => [id, parseMdx(body, file, bodyLine)]),
  );
  const template = await readTemplate(paths);
  const own = await readPages(paths.content, shown);
  const { measuring, cache } = await measuringAll(files, paths, options.hashes);
  const { runs: measured, keys } = await measureAll(measuring, paths, cache, options);
  const runs = withOneUnit(measured);
  return {
    project: publicProject(project),
    annotations: publicAnnotations(annotations, project.publish),
    cache,
    runs,
    keys,
    words,
    bodies,
    template,
    pages: publicPages(own.pages, project.publish),
    problems: [
      ...problems,
      ...redactedNames(
        found.map(({ id }) => id),
        project.publish,
        (id) => shown(join(paths.data, id)),
      ),
      ...redactedIds(idsOf(project, read, own.pages, paths, shown), project.publish),
      ...said.problems,
      ...template.problems,
      ...own.problems,
      ...runs.flatMap((run) => [...run.problems, ...otherUnitProblems(run, shown(join(paths.data, run.id)))]),
    ],
  };
}

/** What is part of addresses besides the names of runs. */
function idsOf(
  { targets, objectives }: Project,
  read: ReadonlyMap<string, RunCommentary>,
  pages: readonly ContentPage[],
  paths: Paths,
  shown: (path: string) => string,
): Parameters<typeof redactedIds>[0] {
  const file = shown(join(paths.data, 'project.json'));
  return [
    ...targets.map(({ id }) => ({ id, file, what: 'The id of a target' })),
    ...objectives.map(({ id }) => ({ id, file, what: 'The id of an objective' })),
    ...[...read.values()].flatMap((one) =>
      one.words.recommendations.map(({ id }) => ({ id, file: one.file, what: 'The id of a recommendation' })),
    ),
    ...pages.map(({ name }) => ({
      id: name,
      file: shown(join(paths.content, 'pages', `${name}.mdx`)),
      what: 'The name of a page',
    })),
  ];
}

/** The measures of all runs, in their order. */
async function measureAll(
  measuring: readonly Measuring[],
  paths: Paths,
  cache: Cache,
  { onProgress = () => undefined, isHelper = false }: LoadOptions,
): Promise<Pick<LoadedProject, 'runs' | 'keys'>> {
  const missing = isHelper ? 0 : measuring.filter(({ isKept }) => !isKept()).length;
  const helper = startHelper(paths, 'measures', missing);
  const runs: RunMeasures[] = [];
  for (const [i, { id, make }] of measuring.entries()) {
    runs.push(await make());
    onProgress(i + 1, measuring.length, id, 'reading run');
    await giveWay();
  }
  cache.countMade(await helper.stop());
  return withHomes(measuring, runs);
}

/** Measures the runs with several hosts again, by the names that earlier runs gave to one of them. */
async function withHomes(
  measuring: readonly Measuring[],
  runs: readonly RunMeasures[],
): Promise<Pick<LoadedProject, 'runs' | 'keys'>> {
  const homes = homeHosts(runs);
  const settled = measuring.map((one) => {
    const known = homes.get(one.id);
    return known === undefined ? one : one.withHomes(known);
  });
  const measured: RunMeasures[] = [];
  for (const [i, one] of settled.entries())
    measured.push(one === measuring[i] ? at(runs, i) : await one.make());
  return { runs: measured, keys: new Map(settled.map(({ id, key }) => [id, key])) };
}

const isFolder = async (path: string): Promise<boolean> =>
  stat(path).then(
    (info) => info.isDirectory(),
    () => false,
  );

/** The cached part of a run, without its courses. */
type Core = Omit<RunMeasures, 'metricValues' | keyof Courses> & { readonly metricValues: null };

/** A run's measures: kept ones, unless its files, its place, the project or the code changed. */
async function measuringOf(run: FoundRun, context: ReadContext, hashes: FileHashes): Promise<Measuring> {
  const ofFiles: (readonly [file: string, sha256: string])[] = [];
  for (const file of run.files) ofFiles.push([file, await hashes.of(join(run.folder, file))]);
  return measuringBy(
    hashOf(run.id, context.shown(run.folder), ofFiles, rulesOf(context.project)),
    run,
    context,
  );
}

function measuringBy(key: string, run: FoundRun, context: ReadContext): Measuring {
  const { project, cache } = context;
  let metricValues: RunMeasures['metricValues'] | null = null;
  const compute = async (): Promise<{ core: Core; rest: Courses }> => {
    // Most builds read one run or none: what knows all formats is loaded when it is needed.
    const { freshMeasures } = await import('./runs/fresh-measures.ts');
    const measures = await freshMeasures(run, context);
    metricValues = measures.metricValues;
    return apart({ ...measures, metricValues: null });
  };
  return {
    id: run.id,
    key,
    withHomes: (homes) => measuringBy(hashOf(key, homes), run, { ...context, homes }),
    isKept: () => cache.has('measures', key),
    make: async () => {
      // Metric values follow directly from the rows; reading them from the cache takes longer than computing them.
      const { core, rest } = await cache.inParts('measures', key, compute);
      const measures = withCourses({ ...core, metricValues: metricValues ?? metricValuesOf(core) }, rest);
      return publicMeasures(measures, project.publish);
    },
  };
}
