import { join, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AstroIntegration } from 'astro';

/**
 * Where the site builder writes while it works. It chooses the place of its `.astro` folder by the root that it is given
 * first: with that of the package, two projects that use one package would read each other's content, and a package that
 * root installed could not be used. Everything else is resolved from the package, which is made the root before anything
 * is read from it.
 */
export const ownState = (
  folder: string,
  packageFolder: string,
): { root: string; cacheDir: string; integration: AstroIntegration; vite: { cacheDir: string } } => ({
  root: folder,
  cacheDir: folder,
  vite: { cacheDir: join(folder, '.astro', 'vite') },
  integration: {
    name: 'perfolio-root',
    hooks: {
      'astro:config:setup': ({ updateConfig }) => {
        updateConfig({ root: pathToFileURL(packageFolder + sep) });
      },
    },
  },
});
