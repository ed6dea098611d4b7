import { stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { annotationsSchema, type Annotation } from '../model/documents/annotations.ts';
import type { ContentPage } from '../model/page.ts';
import { problem, type Problem } from '../model/problem.ts';
import { defaultProject, projectSchema, type Project } from '../model/documents/project.ts';
import type { z } from 'zod';
import { parseMdx, type ParsedMdx } from '../report/mdx/parse-mdx.ts';
import type { Cache } from '../store/cache.ts';
import { readProjectFile } from './read/disk.ts';
import {
  publicAnnotations,
  publicCommentary,
  publicPages,
  publicProject,
  redactedIds,
  redactedNames,
} from './redact-loaded.ts';
import { discoverRuns, type FoundRun } from './read/discover.ts';
import type { LoadOptions } from './read/load-options.ts';
import type { Paths } from '../store/paths.ts';
import type { RunCommentary } from './read/run-commentary.ts';
import { readPages } from './read/read-pages.ts';
import { readTemplate, type Template } from './read/read-template.ts';
import { readCommentaries } from './read/read-commentary.ts';
import { otherUnitProblems, withOneUnit } from '../history/runs/measure-units.ts';
import { measureAll, measuringAll, type MeasuredRuns } from './runs/measure-runs.ts';
import { validateJson } from './validate/validate.ts';
import { append } from '../model/long-lists.ts';

/** A project's own files, and where its runs are. */
export interface ProjectFiles {
  readonly project: Project;
  readonly annotations: readonly Annotation[];
  readonly found: readonly FoundRun[];
  readonly problems: readonly Problem[];
}

/** A project with all its runs, measured each for itself. */
export interface LoadedProject extends MeasuredRuns {
  readonly project: Project;
  readonly annotations: readonly Annotation[];
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

const isFolder = async (path: string): Promise<boolean> =>
  stat(path).then(
    (info) => info.isDirectory(),
    () => false,
  );
