import type { AstroIntegration } from 'astro';
import { hasSearch, searchIndex } from '../../workspace/search-index.ts';
import { site } from '../../workspace/site.ts';
import { searchRecords } from './search-records.ts';

/**
 * Starts the search index of a build at once: its program runs for itself, while the pages are still being bundled.
 * What it says of a failure is said where the page asks for the files.
 */
export const searchAhead: AstroIntegration = {
  name: 'perfolio-search-ahead',
  hooks: {
    'astro:build:start': async () => {
      const workspace = await site();
      if (hasSearch(workspace)) void searchIndex(searchRecords(workspace), workspace.cache, () => undefined);
    },
  },
};
