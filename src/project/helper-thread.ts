import { cacheCompiled } from '../../bin/compile-cache.mjs';

cacheCompiled();
await import('./helper-tasks.ts');
