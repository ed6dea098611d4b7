import { formatMoment } from '../../model/text/format.ts';
import type { RunJson } from '../../report/run-json.ts';
import { address } from '../address.ts';
import { findElement } from '../find-element.ts';
import type { ChoosableRun, CompareIndex } from './compare-index.ts';
import { html } from '../html.ts';

/**
 * Lets a reader choose two to five runs and compares their public data. The choice is part of the address: `base`,
 * `head`, and `run` for each further one. What compares is loaded when it is needed.
 */
const mostRuns = 5;

const box = findElement('#chooser', HTMLElement);
const filters = findElement('#chooser .filters', HTMLElement);
const output = findElement('#comparison', HTMLElement);
const addButton = findElement('#choose-more', HTMLButtonElement);
const swapButton = findElement('#choose-swap', HTMLButtonElement);
const base = findElement('#choose-base', HTMLSelectElement);
const head = findElement('#choose-head', HTMLSelectElement);
const more: HTMLSelectElement[] = [];

async function load<T>(path: string): Promise<T> {
  const response = await fetch(address(path));
  if (!response.ok) throw new Error(`Could not load ${path} (HTTP ${response.status}).`);
  return (await response.json()) as T;
}

const optionText = ({ id, title, startedAt, version }: ChoosableRun): string =>
  [
    id,
    title === id ? null : title,
    version === null || title.includes(version) ? null : version,
    startedAt === null ? null : formatMoment(startedAt),
  ]
    .filter((part) => part != null)
    .join(' · ');

function fill(select: HTMLSelectElement, runs: readonly ChoosableRun[]): void {
  select.replaceChildren(
    new Option('Choose a run', ''),
    ...runs.map((run) => new Option(optionText(run), run.id)),
  );
}

/** Loads a run once and caches it. */
const read = new Map<string, Promise<RunJson>>();
function runOf({ slug }: ChoosableRun): Promise<RunJson> {
  const known = read.get(slug) ?? load<RunJson>(`runs/${slug}.json`);
  read.set(slug, known);
  // A failed request may succeed the next time.
  known.catch(() => read.delete(slug));
  return known;
}

/** The address of the page that two runs have, which knows their history too; null where they have none. */
function readyPage([from, to]: readonly ChoosableRun[], { ready }: CompareIndex): string | null {
  const slug = `${from?.slug ?? ''}...${to?.slug ?? ''}`;
  return ready.includes(slug) ? address(`compare/${slug}/`) : null;
}

function show(text: string): void {
  output.innerHTML = text === '' ? '' : html`<p class="empty">${text}</p>`.html;
}

const idsOf = (selects: readonly HTMLSelectElement[]): string[] =>
  selects.map(({ value }) => value).filter((id) => id !== '');

/** The runs that are chosen, each once; fewer than two where base or head is missing. */
function chosenRuns({ runs }: CompareIndex): ChoosableRun[] {
  if (base.value === '' || head.value === '') return [];
  const ids = new Set(idsOf([base, head, ...more]));
  return [...ids].flatMap((id) => runs.find((run) => run.id === id) ?? []);
}

async function print(
  chosen: readonly ChoosableRun[],
  index: CompareIndex,
): Promise<{ headline: string; html: string }> {
  const read = await Promise.all(chosen.map(runOf));
  const [from, to] = chosen;
  const [fromRun, toRun] = read;
  if (chosen.length === 2 && from && to && fromRun && toRun) {
    const { pairHtml } = await import('./pair-html.ts');
    return pairHtml([from, to], [fromRun, toRun], index);
  }
  const { severalHtml } = await import('./several-html.ts');
  return { headline: `${chosen.length} runs side by side`, html: severalHtml(read, index.project) };
}

let latestRequest = 0;

async function compare(index: CompareIndex): Promise<void> {
  const request = ++latestRequest;
  const chosen = chosenRuns(index);
  if (chosen.length < 2) {
    const isTwice = base.value !== '' && base.value === head.value;
    show(isTwice ? 'You chose the same run twice. Choose two different runs.' : '');
    return;
  }
  const page = chosen.length === 2 ? readyPage(chosen, index) : null;
  if (page !== null) {
    // The ready page knows more; a weaker comparison beside it could contradict it.
    output.innerHTML = html`<p class="prose">
      <a href="${page}">${chosen[0]?.id ?? ''} and ${chosen[1]?.id ?? ''} compared</a>, including history and
      repeats.
    </p>`.html;
    return;
  }
  show('Loading the runs …');
  try {
    const printed = await print(chosen, index);
    if (request !== latestRequest) return;
    output.innerHTML = printed.html;
    document.title = `${printed.headline} · ${index.project.name}`;
  } catch (error) {
    if (request === latestRequest) show(`Could not compare the runs. ${(error as Error).message}`);
  }
}

/** Puts the choice into the address and compares, or goes to the page that the two runs have. */
function changed(index: CompareIndex): void {
  const query = new URLSearchParams();
  for (const [name, { value }] of [
    ['base', base],
    ['head', head],
  ] as const)
    if (value !== '') query.set(name, value);
  for (const id of idsOf(more)) query.append('run', id);
  history.pushState(null, '', `?${query.toString()}`);
  const chosen = chosenRuns(index);
  const page = chosen.length === 2 ? readyPage(chosen, index) : null;
  if (page === null) void compare(index);
  else location.assign(page);
}

/** One more run to choose, up to five in all. */
function addSelect(index: CompareIndex): HTMLSelectElement {
  const select = document.createElement('select');
  select.autocomplete = 'off';
  fill(select, index.runs);
  select.addEventListener('change', () => changed(index));
  const label = document.createElement('label');
  label.append(`Run ${more.length + 3} `, select);
  filters.insertBefore(label, addButton);
  more.push(select);
  addButton.hidden = more.length + 2 >= mostRuns;
  return select;
}

/** Applies the choice in the address. */
function choose(index: CompareIndex): void {
  const query = new URLSearchParams(location.search);
  base.value = query.get('base') ?? '';
  head.value = query.get('head') ?? '';
  const further = query.getAll('run').slice(0, mostRuns - 2);
  while (more.length < further.length) addSelect(index);
  more.forEach((select, i) => (select.value = further[i] ?? ''));
}

async function start(): Promise<void> {
  const index = await load<CompareIndex>('compare/runs.json');
  for (const select of [base, head]) {
    fill(select, index.runs);
    select.addEventListener('change', () => changed(index));
  }
  addButton.addEventListener('click', () => addSelect(index).focus());
  swapButton.addEventListener('click', () => {
    [base.value, head.value] = [head.value, base.value];
    changed(index);
  });
  addEventListener('popstate', () => {
    choose(index);
    void compare(index);
  });
  choose(index);
  box.hidden = false;
  // A site that opens from a folder says that this needs a server; here it has one.
  document.querySelector('[data-needs-server]')?.setAttribute('hidden', '');
  await compare(index);
}

void start().catch((error: unknown) => show((error as Error).message));
