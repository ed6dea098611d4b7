import type { Cache } from '../../store/cache.ts';

/** A site of fewer runs is seen whole on its first page and needs no search. */
const fewestRuns = 12;

/** Whether a site is large enough to be searched. */
export const hasSearch = ({ reports }: { readonly reports: readonly unknown[] }): boolean =>
  reports.length >= fewestRuns;

/** A page that search finds. */
export interface SearchRecord {
  /** Below the site's root. */
  readonly path: string;
  readonly kind: string;
  readonly title: string;
  /** Stands beside the title. */
  readonly note: string;
  readonly text: string;
}

/** A file of the index. */
export interface IndexFile {
  readonly path: string;
  readonly base64: string;
}

/** Changes whenever an index of the same records would come out otherwise. */
const version = 3;

/** What a page needs to search; the indexer's own interfaces stay behind. */
const isNeeded = (path: string): boolean =>
  /^pagefind(?:-worker)?\.js$|^pagefind-entry\.json$|^wasm\.en\.|\.pf_(?:meta|index|fragment|filter)$/.test(
    path,
  );

async function makeIndex(records: readonly SearchRecord[]): Promise<IndexFile[]> {
  // Loaded only here: its program is made for each system and may be missing on one.
  const { createIndex, close } = await import('pagefind');
  try {
    const { index, errors } = await createIndex({ forceLanguage: 'en', includeCharacters: '_-./:' });
    if (index === undefined) throw new Error(errors.join(' '));
    const seen = new Map<string, number>();
    const adding = records.map(({ path, kind, title, note, text }) => {
      const meta = { path, kind, title, note };
      const before = seen.get(path) ?? 0;
      seen.set(path, before + 1);
      // Of records with one address the indexer keeps a single one; the page follows the path instead. A number among
      // all records would change with each run, and with it the file of every record.
      const url = `/${path}~${before}`;
      return index.addCustomRecord({ url, language: 'en', content: `${title}. ${text}`, meta });
    });
    await Promise.all(adding);
    const { files } = await index.getFiles();
    return files
      .filter(({ path }) => isNeeded(path))
      .map(({ path, content }) => ({ path, base64: Buffer.from(content).toString('base64') }));
  } finally {
    await close();
  }
}

/**
 * The files of the search index over some pages, kept under the hash of what they say. Where the indexer's program does
 * not run, none, and the reason goes to `onFailure`: a site without search is better than no site.
 */
export async function searchIndex(
  records: readonly SearchRecord[],
  cache: Pick<Cache, 'through'>,
  onFailure: (why: string) => void,
): Promise<readonly IndexFile[]> {
  const key = JSON.stringify([version, records]);
  try {
    return await cache.through('search', key, () => makeIndex(records));
  } catch (error) {
    onFailure(error instanceof Error ? error.message : String(error));
    return [];
  }
}
