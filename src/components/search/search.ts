import { address } from '../address.ts';
import { findElement } from '../find-element.ts';
import { excerptParts } from './excerpt.ts';

/** A result of the index. */
interface Found {
  readonly excerpt: string;
  readonly meta: {
    readonly path: string;
    readonly kind: string;
    readonly title: string;
    readonly note: string;
  };
}

type Results = readonly { readonly data: () => Promise<Found> }[];

interface Index {
  readonly options: (options: object) => Promise<void>;
  /** Null where a newer search has begun meanwhile. */
  readonly debouncedSearch: (
    words: string,
    options: object,
    waitMs: number,
  ) => Promise<{ readonly results: Results } | null>;
  readonly search: (words: string, options: object) => Promise<{ readonly results: Results }>;
}

/** Maximum number of results; a better query beats a longer list. */
const mostResults = 30;

const form = findElement('#search', HTMLFormElement);
const field = findElement('#search-words', HTMLInputElement);
const status = findElement('#search-status', HTMLElement);
const list = findElement('#search-results', HTMLOListElement);
const otherwise = findElement('#search-else', HTMLElement);

let opened: Promise<Index> | undefined;

function open(): Promise<Index> {
  opened ??= load();
  // A failed request may succeed the next time.
  opened.catch(() => (opened = undefined));
  return opened;
}

async function load(): Promise<Index> {
  const index = (await import(/* @vite-ignore */ address('search/index/pagefind.js'))) as Index;
  // Reports are long and may contain a word only once. Without this, short lists of names would rank first.
  await index.options({ excerptLength: 26, ranking: { pageLength: 0, termFrequency: 0.2 } });
  return index;
}

function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  made.append(...children);
  return made;
}

/** One result. All data is inserted as text. */
function item({ meta, excerpt }: Found): HTMLLIElement {
  const link = element('a', meta.title);
  link.href = address(meta.path);
  const facts = element('small', `${meta.kind} · ${meta.note}`);
  const words = excerptParts(excerpt).map(({ text, isFound }) => (isFound ? element('mark', text) : text));
  return element('li', element('h2', link), facts, element('p', ...words));
}

/** Shorter words than this are left as they are: their beginnings say too little. */
const shortest = 4;

/** The query with its long words cut by so many letters; the index finds words by their beginnings. */
const cutBy = (words: string, letters: number): string =>
  words.replace(/[^\s]+/g, (word) => word.slice(0, Math.max(shortest, word.length - letters)));

/** What the beginnings of the words find, the longest that find anything: a typing error is seldom in the first letters. */
async function findBeginnings(
  index: Index,
  words: string,
): Promise<{ words: string; results: Results } | null> {
  for (let letters = 1; cutBy(words, letters) !== cutBy(words, letters - 1); letters++) {
    const shorter = cutBy(words, letters);
    const { results } = await index.search(shorter, {});
    if (results.length > 0) return { words: shorter, results };
  }
  return null;
}

function countText(count: number): string {
  if (count === 0) return 'No results.';
  if (count === 1) return '1 result.';
  return count <= mostResults ? `${count} results.` : `${count} results, showing the best ${mostResults}.`;
}

function say(text: string): void {
  status.textContent = text;
}

/** Puts the query into the address, so that results can be shared. */
function remember(words: string): void {
  const url = new URL(location.href);
  if (words === '') url.searchParams.delete('q');
  else url.searchParams.set('q', words);
  history.replaceState(null, '', url);
}

async function search(words: string): Promise<void> {
  remember(words);
  if (words === '') {
    list.replaceChildren();
    say('');
    return;
  }
  const index = await open();
  const answer = await index.debouncedSearch(words, {}, 150);
  if (answer === null) return;
  const nearest = answer.results.length > 0 ? null : await findBeginnings(index, words);
  const results = nearest?.results ?? answer.results;
  const found = await Promise.all(results.slice(0, mostResults).map((result) => result.data()));
  if (field.value.trim() !== words) return;
  list.replaceChildren(...found.map(item));
  const count = countText(results.length);
  say(
    nearest === null
      ? count
      : `No results for “${words}”. Words that begin with “${nearest.words}”: ${count}`,
  );
}

function run(): void {
  search(field.value.trim()).catch(() => {
    list.replaceChildren();
    otherwise.hidden = false;
    say('Could not load the search index.');
  });
}

otherwise.hidden = true;
for (const part of [form, status, list]) part.hidden = false;
form.addEventListener('submit', (event) => {
  event.preventDefault();
  run();
});
field.addEventListener('input', run);
field.value = new URL(location.href).searchParams.get('q') ?? '';
field.focus();
if (field.value !== '') run();
