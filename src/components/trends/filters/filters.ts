import { address } from '../../address.ts';
import { findElement } from '../../find-element.ts';
import { loadTrends } from '../load-trends.ts';
import { filterText, isEverything, readFilter, searchOf, type TrendFilter } from './trend-filter.ts';

/** Lets a reader choose what a page of trends shows; the choice stands in the address, so that it can be passed on. */
const form = document.querySelector<HTMLFormElement>('form[data-trends]');

/** On the page of an endpoint, choosing another one leads to its page. */
const ownPage = form?.dataset.page ?? null;

const chosenFilter = (): TrendFilter => {
  const filter = readFilter(location.search);
  return ownPage === null ? filter : { ...filter, endpoint: null };
};

const fields = (): (HTMLSelectElement | HTMLInputElement)[] => [
  ...(form?.querySelectorAll<HTMLSelectElement | HTMLInputElement>('select, input') ?? []),
];

/** What the fields say; where the address names what no field can hold, that goes. */
function chosen(): TrendFilter {
  const search = new URLSearchParams();
  for (const { name, value } of fields())
    if (value !== '' && !(name === 'endpoint' && ownPage !== null)) search.set(name, value);
  return readFilter(search.toString());
}

function fillFields(filter: TrendFilter): void {
  for (const field of fields())
    if (field.name !== 'endpoint' || ownPage === null)
      field.value = filter[field.name as keyof TrendFilter] ?? '';
}

/** What is shown, and the way back to everything. */
function say(text: string, more: readonly HTMLAnchorElement[] = []): void {
  if (form === null) return;
  findElement('[role=status]', HTMLElement, form).textContent = text;
  form.querySelectorAll('.filter-state a').forEach((link) => link.remove());
  findElement('.filter-state', HTMLElement, form).append(...more.flatMap((link) => [' ', link]));
}

function link(text: string, href: string): HTMLAnchorElement {
  const made = document.createElement('a');
  made.textContent = text;
  made.href = href;
  return made;
}

function reset(): HTMLAnchorElement {
  const made = link('Show everything', location.pathname);
  made.addEventListener('click', (event) => {
    event.preventDefault();
    history.pushState(null, '', location.pathname);
    fields().at(0)?.focus();
    void show();
  });
  return made;
}

const allText = form?.querySelector('[role=status]')?.textContent ?? '';
let asking = 0;
let wasFiltered = false;

async function show(): Promise<void> {
  const filter = chosenFilter();
  const mine = ++asking;
  fillFields(filter);
  if (isEverything(filter) && !wasFiltered) return;
  try {
    const [data, { showFiltered }] = await Promise.all([loadTrends(ownPage), import('./filter-view.ts')]);
    if (mine !== asking) return;
    wasFiltered = true;
    showFiltered(data, filter);
    if (isEverything(filter)) {
      say(allText);
      return;
    }
    const place = data.pages.find(({ slug }) => slug === filter.endpoint);
    const more = place === undefined ? [] : [link(`All of ${place.label}`, address(`trends/${place.slug}/`))];
    if (more[0] !== undefined) more[0].search = searchOf({ ...filter, endpoint: null });
    say(
      `Shown: ${filterText(data, filter)}. The headline, change points and levels are those of the full history.`,
      [reset(), ...more],
    );
  } catch (error) {
    say(`The filter was not applied. ${(error as Error).message}`);
  }
}

if (form !== null) {
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('change', ({ target }) => {
    const { name, value } = target as HTMLSelectElement;
    if (name === 'endpoint' && ownPage !== null) {
      location.href = address(`trends/${value}/`) + searchOf(chosen());
      return;
    }
    history.pushState(null, '', location.pathname + searchOf(chosen()));
    void show();
  });
  addEventListener('popstate', () => void show());
  void show();
}
