import { join } from 'node:path';
import { hashOf } from '../store/cache.ts';
import { moduleExtension } from '../store/paths.ts';
import type { Site } from './site.ts';

/** Sites that are being built or served in this process, by the name in their pages' virtual module. */
const sites = new Map<string, Site>();

/** The site of a virtual module; called from the module's code alone. */
export function siteOf(id: string): Site {
  const site = sites.get(id);
  if (site === undefined) throw new Error(`No site "${id}" is open in this process.`);
  return site;
}

/** The module from which pages take what they print: each site's pages get the functions of their own site. */
export const moduleName = 'virtual:perfolio';

/**
 * The code of that module for one site. While one writes, the site builder runs pages in a module system of its own;
 * `require` leads out of it, to the instance of this module that the integration uses.
 */
export function moduleCode(site: Site): string {
  // The same in every build of a site: with other code, the site builder would render every page again.
  const id = hashOf(site.paths, site.address).slice(0, 16);
  sites.set(id, site);
  const own = JSON.stringify(import.meta.filename);
  const collections = JSON.stringify(join(import.meta.dirname, `mdx/collections${moduleExtension}`));
  return [
    "import { createRequire } from 'node:module';",
    `const load = createRequire(${own});`,
    `const own = load(${own}).siteOf(${JSON.stringify(id)});`,
    `export const collectionsOf = (paths) => load(${collections}).collectionsOf(paths);`,
    'export const site = () => own.workspace();',
    'export const incremental = () => own.incremental();',
    'export const comparisons = () => own.comparisons();',
    'export const rendered = own.rendered;',
    'export const paths = own.paths;',
    'export const hasStart = own.address.hasStart === true;',
  ].join('\n');
}
