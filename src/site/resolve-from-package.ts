import { createRequire, registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';

/** Specifiers of packages, such as "zod" and "@astrojs/mdx"; neither paths nor addresses. */
const isPackage = (specifier: string): boolean =>
  !/^(?:[./#]|[a-z][a-z\d+.-]*:)/i.test(specifier) || specifier.startsWith('@');

/**
 * While `work` runs, modules below a folder import packages as this package does. The site builder writes the code that
 * renders pages into the cache, which is in the user's project: there, a package may be missing, or have another version.
 */
export async function resolvingFromPackage<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const below = pathToFileURL(`${folder}/`).href;
  // Astro's own code, which is bundled with the pages, imports what Astro depends on.
  const parents = [import.meta.url, pathToFileURL(createRequire(import.meta.url).resolve('astro')).href];
  const hooks = registerHooks({
    resolve: (specifier, context, next) => {
      if (context.parentURL?.startsWith(below) !== true || !isPackage(specifier))
        return next(specifier, context);
      for (const parentURL of parents)
        try {
          return next(specifier, { ...context, parentURL });
        } catch {
          // The next parent may have it.
        }
      return next(specifier, context);
    },
  });
  try {
    return await work();
  } finally {
    hooks.deregister();
  }
}
