import { existsSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';

/** Where everything is. Passed down: nothing depends on the folder or the environment of the process. */
export interface Paths {
  /** The project's folder; data and content usually lie in it. */
  readonly project: string;
  /** Raw results, project.json, annotations.json. */
  readonly data: string;
  /** Commentary, and pages of the project's own. */
  readonly content: string;
  /** Static files that every site gets. */
  readonly public: string;
  /** Static files of the project's own, in addition; null if it has none. */
  readonly ownPublic: string | null;
  /** Where the finished site goes. */
  readonly out: string;
  /** May be deleted at any time. */
  readonly cache: string;
  /** Perfolio itself: modules, styles, the page that runs have by default. It may be read-only. */
  readonly package: string;
  /** Paths in messages are relative to it. */
  readonly shownFrom: string;
  /** The folder from which the project was found; undefined if the data folder was named. */
  readonly foundFrom?: string;
}

/** Where the modules are: `src` in a checkout, `lib` in an installed package, where they are compiled. */
export const modulesFolder = dirname(import.meta.dirname);

/** The folder of Perfolio itself: a checkout, or an installed package. */
export const packageFolder = dirname(modulesFolder);

/** How modules end: `.ts` in a checkout, `.js` in an installed package, where they are compiled. */
export const moduleExtension = extname(import.meta.filename);

/** True if Perfolio runs from its sources: the checkout is then a project, too. */
export const isCheckout = moduleExtension === '.ts';

/** The paths of a checkout, which is a project and Perfolio in one, but for those that are given. */
export const checkoutPaths = (given: Partial<Paths> = {}): Paths => ({
  project: packageFolder,
  data: join(packageFolder, 'data'),
  content: join(packageFolder, 'content'),
  public: join(packageFolder, 'public'),
  ownPublic: null,
  out: join(packageFolder, 'dist'),
  cache: join(packageFolder, 'node_modules/.cache/perfolio'),
  package: packageFolder,
  shownFrom: packageFolder,
  ...given,
});

/**
 * The paths of a project in a folder of its own. Results are cached in the nearest `node_modules` from there up to `top`,
 * or in the project if there is none.
 */
export function projectPaths(project: string, top: string, given: Partial<Paths> = {}): Paths {
  const ownPublic = join(project, 'public');
  return checkoutPaths({
    project,
    data: join(project, 'data'),
    content: join(project, 'content'),
    ownPublic: existsSync(ownPublic) ? ownPublic : null,
    out: join(project, 'dist'),
    cache: cacheFolder(project, top),
    ...given,
  });
}

function cacheFolder(project: string, top: string): string {
  for (let folder = project; ; folder = dirname(folder)) {
    const modules = join(folder, 'node_modules');
    if (existsSync(modules)) return join(modules, '.cache/perfolio');
    if (folder === top || dirname(folder) === folder) return join(project, '.perfolio/cache');
  }
}
