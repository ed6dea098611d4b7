import { describe, expect, it } from 'vitest';
import { excerptParts } from '../../src/components/search/excerpt.ts';
import { searchIndex, type SearchRecord } from '../../src/site/search/search-index.ts';

const record = (path: string, text: string): SearchRecord => ({
  path,
  kind: 'Run',
  title: path,
  note: '',
  text,
});
/** A cache that keeps nothing. */
const noCache = { through: <T>(_: string, __: string, compute: () => Promise<T>): Promise<T> => compute() };

describe('an excerpt', () => {
  it('is text with what was found marked', () => {
    expect(excerptParts('the <mark>audit</mark> is gone')).toEqual([
      { text: 'the ', isFound: false },
      { text: 'audit', isFound: true },
      { text: ' is gone', isFound: false },
    ]);
  });

  it('keeps markup of the data as the text that it is', () => {
    expect(excerptParts('&lt;img src=x&gt; &amp;amp; <b>')).toEqual([
      { text: '<img src=x> &amp; <b>', isFound: false },
    ]);
  });
});

describe('the search index', () => {
  it('contains what the search page needs and nothing else', async () => {
    const files = await searchIndex([record('runs/a/', 'slow'), record('runs/b/', 'fast')], noCache, () => {
      throw new Error('The indexer does not run here.');
    });
    const kinds = files.map(({ path }) => path.replace(/_?[0-9a-f]{6,}/, '')).sort();
    expect([...new Set(kinds)]).toEqual([
      'fragment/en.pf_fragment',
      'index/en.pf_index',
      'pagefind-entry.json',
      'pagefind-worker.js',
      'pagefind.en.pf_meta',
      'pagefind.js',
      'wasm.en.pagefind',
    ]);
  });

  it('contains every record, also where several lead to one place', async () => {
    const records = [record('list/#open', 'slow'), record('list/#open', 'fast')];
    const files = await searchIndex(records, noCache, () => undefined);
    expect(files.filter(({ path }) => path.endsWith('.pf_fragment'))).toHaveLength(2);
  });

  it('leaves the files of records as they are when others come before them', async () => {
    const fragments = async (...paths: readonly string[]): Promise<string[]> => {
      const records = paths.map((path) => record(path, `what ${path} showed`));
      const files = await searchIndex(records, noCache, () => undefined);
      return files.filter(({ path }) => path.endsWith('.pf_fragment')).map(({ path }) => path);
    };
    const two = await fragments('runs/b/', 'runs/a/');
    expect(await fragments('runs/c/', 'runs/b/', 'runs/a/')).toEqual(expect.arrayContaining(two));
    expect(two).toHaveLength(2);
  });

  it('is left out, with the reason, where it cannot be made', async () => {
    const reasons: string[] = [];
    const broken = { through: () => Promise.reject(new Error('no program for this system')) };
    expect(await searchIndex([], broken, (why) => reasons.push(why))).toEqual([]);
    expect(reasons).toEqual(['no program for this system']);
  });
});
