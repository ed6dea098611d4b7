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

interface Index {
  readonly options: (options: object) => Promise<void>;
  /** Null where a newer search has begun meanwhile. */
  readonly debouncedSearch: (
    words: string,
    options: object,
    waitMs: number,
  ) => Promise<{ readonly results: readonly { readonly data: () => Promise<Found> }[] } | null>;
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
  const found = await Promise.all(answer.results.slice(0, mostResults).map((result) => result.data()));
  if (field.value.trim() !== words) return;
  list.replaceChildren(...found.map(item));
  say(countText(answer.results.length));
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
