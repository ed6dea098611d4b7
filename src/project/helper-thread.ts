import { cacheCompiled } from '../store/compile-cache.ts';

cacheCompiled();
await import('./helper-tasks.ts');
