import { collectionsOf, paths } from 'virtual:perfolio';

// Made outside the site builder's module system, which would load all of its runtime again, a module at a time.
export const collections = collectionsOf(paths);
