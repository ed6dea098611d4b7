import { formatMoment } from '../../model/text/format.ts';
import type { DiffRun } from '../../model/documents/diff.ts';
import { diffPublicRuns } from '../../diff/public-run.ts';
import type { RunJson } from '../../report/run-json.ts';
import { address } from '../address.ts';
import { findElement } from '../find-element.ts';
import type { ChoosableRun, CompareIndex } from './compare-index.ts';
import { comparisonHtml } from './comparison-html.ts';
import { comparisonHeadline, footingText, namesOf } from './comparison-text.ts';
import { countsHtml } from './counts-html.ts';
import { html, type Html } from '../html.ts';

/** Lets a reader choose two runs and compares their public data. The choice is part of the address. */
const box = findElement('#chooser', HTMLElement);
const output = findElement('#comparison', HTMLElement);
const selects = {
  base: findElement('#choose-base', HTMLSelectElement),
  head: findElement('#choose-head', HTMLSelectElement),
};

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

const limits =
  'This compares the public data of two single runs, without their history, repeats, annotations and commentary. A change is therefore suspected at most.';

/** The address of the page that two runs have, which knows their history too; null where they have none. */
function readyPage(base: ChoosableRun, head: ChoosableRun, { ready }: CompareIndex): string | null {
  const slug = `${base.slug}...${head.slug}`;
  return ready.includes(slug) ? address(`compare/${slug}/`) : null;
}

function print(
  run: DiffRun,
  base: ChoosableRun,
  head: ChoosableRun,
  both: readonly RunJson[],
  index: CompareIndex,
): string {
  const scenarios = both.flatMap(({ configuration }) => configuration.scenarios);
  const names = namesOf(index.project, scenarios);
  const link = ({ id, slug }: ChoosableRun): Html => html`<a href="${address(`runs/${slug}/`)}">${id}</a>`;
  const top = html`<div class="index-section page-head">
    <p class="eyebrow">${countsHtml(run)}</p>
    <h2 id="verdict">${comparisonHeadline(run)}</h2>
    <ul class="facts-line">
      <li>Base: ${link(base)}</li>
      <li>Head: ${link(head)}</li>
    </ul>
    <p class="prose">${footingText(run)}</p>
    <p class="note">${limits}</p>
  </div>`;
  return top.html + comparisonHtml(run, names);
}

function show(text: string): void {
  output.innerHTML = html`<p class="empty">${text}</p>`.html;
}

type Chosen = readonly [base: ChoosableRun | undefined, head: ChoosableRun | undefined];

const chosenRuns = ({ runs }: CompareIndex): Chosen => [
  runs.find(({ id }) => id === selects.base.value),
  runs.find(({ id }) => id === selects.head.value),
];

let latestRequest = 0;

async function compare(index: CompareIndex): Promise<void> {
  const [base, head] = chosenRuns(index);
  const request = ++latestRequest;
  if (base === undefined || head === undefined || base === head) {
    show(
      base === undefined || head === undefined
        ? ''
        : 'You chose the same run twice. Choose two different runs.',
    );
    return;
  }
  const page = readyPage(base, head, index);
  if (page !== null) {
    // The ready page knows more; a weaker comparison beside it could contradict it.
    output.innerHTML = html`<p class="prose">
      <a href="${page}">${base.id} and ${head.id} compared</a>, including history and repeats.
    </p>`.html;
    return;
  }
  show('Loading both runs …');
  try {
    const both = await Promise.all([runOf(base), runOf(head)]);
    if (request !== latestRequest) return;
    const run = diffPublicRuns(both[0], both[1], index.project);
    output.innerHTML = print(run, base, head, both, index);
    document.title = `${comparisonHeadline(run)} · ${index.project.name}`;
  } catch (error) {
    if (request === latestRequest) show(`Could not compare the two runs. ${(error as Error).message}`);
  }
}

/** Applies the choice in the address. */
function choose(): void {
  const query = new URLSearchParams(location.search);
  for (const [side, select] of Object.entries(selects)) select.value = query.get(side) ?? '';
}

async function start(): Promise<void> {
  const index = await load<CompareIndex>('compare/runs.json');
  for (const select of Object.values(selects)) {
    fill(select, index.runs);
    select.addEventListener('change', () => {
      const chosen = new URLSearchParams();
      for (const [side, { value }] of Object.entries(selects)) if (value !== '') chosen.set(side, value);
      history.pushState(null, '', `?${chosen.toString()}`);
      const [base, head] = chosenRuns(index);
      const page = base === undefined || head === undefined ? null : readyPage(base, head, index);
      if (page === null) void compare(index);
      else location.assign(page);
    });
  }
  addEventListener('popstate', () => {
    choose();
    void compare(index);
  });
  choose();
  box.hidden = false;
  // A site that opens from a folder says that this needs a server; here it has one.
  document.querySelector('[data-needs-server]')?.setAttribute('hidden', '');
  await compare(index);
}

void start().catch((error: unknown) => show((error as Error).message));
