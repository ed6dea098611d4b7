import type { Cache } from './cache.ts';

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
const version = 2;

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
    for (const [i, { path, kind, title, note, text }] of records.entries()) {
      const meta = { path, kind, title, note };
      // Of records with one address the indexer keeps a single one; the page follows the path instead.
      await index.addCustomRecord({ url: `/${i}`, language: 'en', content: `${title}. ${text}`, meta });
    }
    const { files } = await index.getFiles();
    return files
      .filter(({ path }) => isNeeded(path))
      .map(({ path, content }) => ({ path, base64: Buffer.from(content).toString('base64') }));
  } finally {
    await close();
  }
}

// A build starts the index before its pages ask for it; pages may have modules of their own, but share the process.
const sharedKey = Symbol.for('perfolio.searchIndex');
const shared = globalThis as { [sharedKey]?: Map<string, Promise<IndexFile[]>> };

/** The index of a key as it is being made, so that nobody makes it a second time. */
function makeOnce(key: string, make: () => Promise<IndexFile[]>): Promise<IndexFile[]> {
  const making = (shared[sharedKey] ??= new Map<string, Promise<IndexFile[]>>());
  const known = making.get(key);
  if (known !== undefined) return known;
  const made = make().finally(() => making.delete(key));
  making.set(key, made);
  return made;
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
    return await makeOnce(key, () => cache.through('search', key, () => makeIndex(records)));
  } catch (error) {
    onFailure(error instanceof Error ? error.message : String(error));
    return [];
  }
}
