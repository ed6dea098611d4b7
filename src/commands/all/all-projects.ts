import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { existsSync } from 'node:fs';
import { slug } from '../../model/text/slug.ts';
import { findProjects, topOf, usualFolder, type FoundProject } from '../../project/find-project.ts';
import { Refusal, WrongUsage } from '../../project/refusal.ts';
import { projectPaths, type Paths } from '../../store/paths.ts';
import { withOwnCache } from '../../store/tracked-cache.ts';
import type { Io } from '../terminal/io.ts';

/** One of several projects of a site. */
export interface PartProject {
  /** Its folder in the site. */
  readonly folder: string;
  readonly paths: Paths;
}

/** Several projects, and the folder of the site over all of them. */
export interface AllProjects {
  readonly projects: readonly PartProject[];
  readonly out: string;
}

/**
 * The projects of `--all`: the named folders, else all of the repository. The site is `out`, else `dist` in the folder
 * that holds all projects. Throws a Refusal if there are none, or if two would have one address.
 */
export async function allProjects(
  named: true | readonly string[],
  out: string | undefined,
  { cwd, err }: Pick<Io, 'cwd' | 'err'>,
): Promise<AllProjects> {
  const found = named === true ? await findProjects(cwd) : named.map((folder) => namedProject(folder, cwd));
  if (found.length === 0)
    throw new Refusal(
      `There are no projects in ${usualFolder}/ of this repository.`,
      'Name the folders of the projects after --all.',
    );
  const site = out === undefined ? join(holderOf(found), 'dist') : resolve(cwd, out);
  const projects = await Promise.all(
    found.map(async ({ project, top }) => {
      const folder = slug(nameOf(project));
      const paths = projectPaths(project, top, { shownFrom: cwd, out: join(site, folder) });
      return { folder, paths: await withOwnCache(paths, top, err) };
    }),
  );
  refuseEqual(projects, cwd);
  return { projects, out: site };
}

function namedProject(named: string, cwd: string): FoundProject {
  const project = resolve(cwd, named);
  if (existsSync(join(project, 'data'))) return { project, top: topOf(project) };
  throw new WrongUsage(`${named} is no project: it has no folder data.`, 'Name folders that contain data/.');
}

/** A project is called after its folder; `services/search/perf` after the service. */
const nameOf = (project: string): string =>
  basename(project) === usualFolder ? basename(dirname(project)) : basename(project);

/** The nearest folder that holds all projects. */
const holderOf = (found: readonly FoundProject[]): string =>
  found
    .map(({ project }) => dirname(project))
    .reduce((one, other) => {
      const [a, b] = [one.split(sep), other.split(sep)];
      const differs = a.findIndex((part, i) => part !== b[i]);
      return (differs === -1 ? a : a.slice(0, differs)).join(sep) || sep;
    });

function refuseEqual(projects: readonly PartProject[], cwd: string): void {
  for (const [folder, equal] of Map.groupBy(projects, (one) => one.folder)) {
    if (equal.length < 2) continue;
    const names = equal.map(({ paths }) => relative(cwd, paths.project) || '.');
    throw new Refusal(
      `These projects would have the same address, ${folder}/: ${names.join(', ')}.`,
      'Rename one of the folders, or build them one by one.',
    );
  }
}
