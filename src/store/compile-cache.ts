import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { checkoutPaths } from './paths.ts';

/**
 * Caches the modules that this thread loads from now on: stripping their types takes longer than most commands do. Each
 * thread has to ask for it.
 */
export function cacheCompiled(): void {
  enableCompileCache(join(checkoutPaths().cache, 'compiled'));
}
