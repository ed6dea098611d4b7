import type { AstroIntegration } from 'astro';
import { hasSearch, searchIndex } from '../../workspace/search-index.ts';
import { site } from '../../workspace/site.ts';
import { searchRecords } from './search-records.ts';

async function startIndex(): Promise<void> {
  const workspace = await site();
  if (hasSearch(workspace)) await searchIndex(searchRecords(workspace), workspace.cache, () => undefined);
}

/**
 * Starts the search index of a build as soon as all runs are read: its program runs for itself, while the pages are
 * still being bundled. What fails is told where the page asks for the files.
 */
export const searchAhead: AstroIntegration = {
  name: 'perfolio-search-ahead',
  hooks: {
    'astro:build:start': () => {
      startIndex().catch(() => undefined);
    },
  },
};
