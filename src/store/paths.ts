import { dirname, extname, join } from 'node:path';

/** Where everything is. Passed down: nothing depends on the folder or the environment of the process. */
export interface Paths {
  /** Raw results, project.json, annotations.json. */
  readonly data: string;
  /** Commentary, and pages of the project's own. */
  readonly content: string;
  /** Static files that every site gets. */
  readonly public: string;
  /** Where the finished site goes. */
  readonly out: string;
  /** May be deleted at any time. */
  readonly cache: string;
  /** Perfolio itself: modules, styles, the page that runs have by default. It may be read-only. */
  readonly package: string;
  /** Paths in messages are relative to it. */
  readonly shownFrom: string;
}

/** The folder that holds `src`, here or in an installed package. */
export const packageFolder = dirname(dirname(import.meta.dirname));

/** How modules end: `.ts` in a checkout, `.js` in an installed package, where they are compiled. */
export const moduleExtension = extname(import.meta.filename);

/** The paths of a checkout, which is a project and Perfolio in one, but for those that are given. */
export const checkoutPaths = (given: Partial<Paths> = {}): Paths => ({
  data: join(packageFolder, 'data'),
  content: join(packageFolder, 'content'),
  public: join(packageFolder, 'public'),
  out: join(packageFolder, 'dist'),
  cache: join(packageFolder, 'node_modules/.cache/perfolio'),
  package: packageFolder,
  shownFrom: packageFolder,
  ...given,
});
