import * as nodeModule from 'node:module';
import { fileURLToPath } from 'node:url';

/**
 * Caches the modules that this thread loads from now on: stripping their types takes longer than most commands do. Each
 * thread has to ask for it, before it loads the first TypeScript: without the cache Node loads its compiler for that.
 */
export const cacheCompiled = () => {
  nodeModule.enableCompileCache(
    fileURLToPath(new URL('../node_modules/.cache/perfolio/compiled', import.meta.url)),
  );
};
