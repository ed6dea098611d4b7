import { posix } from 'node:path';
import { usualFolder } from '../../project/find-project.ts';

/** Where the projects of a package are, as their CI files name them. */
export interface CiPlace {
  /** The folder with package.json, relative to the top of the repository, with forward slashes; '.' for the top. */
  readonly packageFolder: string;
  /** The folders of its projects, also from the top: one, or several that share the package. */
  readonly projects: readonly [string, ...string[]];
  readonly mainBranch: string;
  /** What follows `uses:` for Perfolio's own action; null as long as its repository is unknown. */
  readonly action: string | null;
}

/** A file to write, relative to the top of the repository. */
export interface PlannedFile {
  readonly path: string;
  readonly text: string;
}

/** True if CI files have to name each of several projects. */
export const isSeveral = ({ projects }: Pick<CiPlace, 'projects'>): boolean => projects.length > 1;

/** A folder and a slash; nothing for the top. */
export const belowOf = (folder: string): string => (folder === '.' ? '' : `${folder}/`);

/** A project is called after its folder; `services/search/perf` after the service. */
export const nameOfProject = (folder: string): string =>
  posix.basename(folder) === usualFolder && posix.dirname(folder) !== '.'
    ? posix.basename(posix.dirname(folder))
    : posix.basename(folder);
