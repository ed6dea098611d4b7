import { dirname, relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { computingLayers } from '../store/code-version.ts';
import { moduleCode, moduleName } from './open-sites.ts';
import type { Site } from './site.ts';

/** The part of the bundler's plugin interface that is used here. */
interface ModulePlugin {
  readonly name: string;
  readonly enforce: 'pre';
  readonly apply?: 'build';
  readonly applyToEnvironment?: (environment: { readonly name: string }) => boolean;
  readonly resolveId: {
    readonly filter: { readonly id: RegExp };
    readonly handler: (
      source: string,
      importer?: string,
    ) => string | { id: string; external: true } | undefined;
  };
  readonly load?: { readonly filter: { readonly id: RegExp }; readonly handler: () => string };
}

const sources = dirname(import.meta.dirname);

/** The address of a module of the layers that compute; undefined for all others. */
export function sharedModule(source: string, importer: string): string | undefined {
  if (!source.startsWith('.')) return undefined;
  const path = resolve(dirname(importer.replace(/\?.*/, '')), source);
  const [layer] = relative(sources, path).split(sep);
  return computingLayers.some((one) => one === layer) ? pathToFileURL(path).href : undefined;
}

/**
 * Lets the pages of a build use the modules that the command has loaded already: what computes is bundled, compiled and
 * warmed up once. The site builder does not see a change in them, so the key of every page holds the code's version.
 */
export const sharedModules: ModulePlugin = {
  name: 'perfolio-shared-modules',
  apply: 'build',
  enforce: 'pre',
  applyToEnvironment: ({ name }) => name === 'prerender',
  resolveId: {
    filter: { id: /^\..*\.[jt]s$/ },
    handler: (source, importer) => {
      const id = importer === undefined ? undefined : sharedModule(source, importer);
      return id === undefined ? undefined : { id, external: true };
    },
  },
};

const resolvedName = `\0${moduleName}`;

/** Serves the virtual module from which the pages take what they print. */
export function siteModule(site: Site): ModulePlugin {
  const code = moduleCode(site);
  return {
    name: 'perfolio-site-module',
    enforce: 'pre',
    resolveId: { filter: { id: /^virtual:perfolio$/ }, handler: () => resolvedName },
    load: { filter: { id: /^\0virtual:perfolio$/ }, handler: () => code },
  };
}
