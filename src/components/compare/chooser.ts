import type { DiffRun } from '../../model/diff.ts';
import { diffPublicRuns } from '../../diff/public-run.ts';
import type { RunJson } from '../../report/run-json.ts';
import { address } from '../address.ts';
import type { ChoosableRun, CompareIndex } from './compare-index.ts';
import { comparisonHtml } from './comparison-html.ts';
import { comparisonHeadline, footingText, namesOf } from './comparison-text.ts';
import { html, type Html } from './html.ts';

/** Lets a reader choose two runs and compares them by their public data; the choice stands in the address. */
const box = document.querySelector<HTMLElement>('#chooser');
const output = document.querySelector<HTMLElement>('#comparison');
const selects = {
  base: document.querySelector<HTMLSelectElement>('#choose-base'),
  head: document.querySelector<HTMLSelectElement>('#choose-head'),
};

async function load<T>(path: string): Promise<T> {
  const response = await fetch(address(path));
  if (!response.ok) throw new Error(`${path} could not be read (${response.status}).`);
  return (await response.json()) as T;
}

const optionText = ({ id, title, startedAt, version }: ChoosableRun): string =>
  [
    id,
    title === id ? null : title,
    version === null || title.includes(version) ? null : version,
    startedAt?.slice(0, 10),
  ]
    .filter((part) => part != null)
    .join(' · ');

function fill(select: HTMLSelectElement, runs: readonly ChoosableRun[]): void {
  select.replaceChildren(
    new Option('Choose a run', ''),
    ...runs.map((run) => new Option(optionText(run), run.id)),
  );
}

/** The rules stay, what was chosen changes: two files are read for each choice, and kept. */
const read = new Map<string, Promise<RunJson>>();
function runOf({ slug }: ChoosableRun): Promise<RunJson> {
  const known = read.get(slug) ?? load<RunJson>(`runs/${slug}.json`);
  read.set(slug, known);
  // What failed once may be there the next time.
  known.catch(() => read.delete(slug));
  return known;
}

function readyText(base: ChoosableRun, head: ChoosableRun, index: CompareIndex): Html {
  const slug = `${base.slug}...${head.slug}`;
  const limits =
    'This rests on the public data of the two runs alone: one run against one, without their history, repeats, annotations and words. So a change is never more than suspected.';
  return index.ready.includes(slug)
    ? html`<p class="note">
        ${limits} <a href="${address(`compare/${slug}/`)}">The page of this comparison</a> knows the history
        too.
      </p>`
    : html`<p class="note">${limits}</p>`;
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
    <h2 id="verdict">${comparisonHeadline(run)}</h2>
    <ul class="facts-line">
      <li>Base: ${link(base)}</li>
      <li>Head: ${link(head)}</li>
    </ul>
    <p class="prose">${footingText(run)}</p>
    ${readyText(base, head, index)}
  </div>`;
  return top.html + comparisonHtml(run, names);
}

function say(text: string): void {
  output!.innerHTML = html`<p class="empty">${text}</p>`.html;
}

let asked = 0;

async function compare(index: CompareIndex): Promise<void> {
  const chosen = (id: string): ChoosableRun | undefined => index.runs.find((run) => run.id === id);
  const [base, head] = [chosen(selects.base!.value), chosen(selects.head!.value)];
  const mine = ++asked;
  if (base === undefined || head === undefined || base === head) {
    say(
      base === undefined || head === undefined ? '' : 'Both are the same run: there is nothing to compare.',
    );
    return;
  }
  say('Reading both runs …');
  try {
    const both = await Promise.all([runOf(base), runOf(head)]);
    if (mine !== asked) return;
    const run = diffPublicRuns(both[0], both[1], index.project);
    output!.innerHTML = print(run, base, head, both, index);
    document.title = `${comparisonHeadline(run)} · ${index.project.name}`;
  } catch (error) {
    if (mine === asked) say(`The two runs cannot be compared here. ${(error as Error).message}`);
  }
}

/** What the address says is chosen. */
function choose(): void {
  const wanted = new URLSearchParams(location.search);
  for (const [side, select] of Object.entries(selects)) select!.value = wanted.get(side) ?? '';
}

async function start(): Promise<void> {
  const index = await load<CompareIndex>('compare/runs.json');
  for (const select of Object.values(selects)) {
    fill(select!, index.runs);
    select!.addEventListener('change', () => {
      const chosen = new URLSearchParams();
      for (const [side, { value }] of Object.entries(selects as Record<string, HTMLSelectElement>))
        if (value !== '') chosen.set(side, value);
      history.pushState(null, '', `?${chosen.toString()}`);
      void compare(index);
    });
  }
  addEventListener('popstate', () => {
    choose();
    void compare(index);
  });
  choose();
  box!.hidden = false;
  await compare(index);
}

if (box !== null && output !== null) void start().catch((error: unknown) => say((error as Error).message));
