import { at } from '../../../model/checked.ts';
import { trendBands } from '../../../charts/trends/trend-bands.ts';
import { trendPanel } from '../../../charts/trends/trend-panel.ts';
import type { TrendSeries } from '../../../model/trend.ts';
import { html } from '../../html.ts';
import { changesHtml } from '../changes-html.ts';
import { historyRows, olderText } from '../history-rows.ts';
import { historyTable } from '../history-table.ts';
import { unpackSeries, type TrendData } from '../trend-data.ts';
import {
  isEverything,
  isPlaceShown,
  narrowed,
  searchOf,
  shownRuns,
  type TrendFilter,
} from './trend-filter.ts';
import { bandName, narrowedSentence, seriesName } from '../trend-words.ts';

/** The unfiltered content of the page, by element. */
const original = new Map<Element, Node[]>();

function swap(element: Element | null, content: string): void {
  if (element === null) return;
  if (!original.has(element)) original.set(element, [...element.childNodes]);
  element.innerHTML = content;
}

function restore(): void {
  for (const [element, nodes] of original) element.replaceChildren(...nodes);
  original.clear();
}

const all = (selector: string): HTMLElement[] => [...document.querySelectorAll<HTMLElement>(selector)];
const numbersOf = (text: string | undefined): number[] => (text ?? '').split(' ').map(Number);

/** A series of the page, whole and as far as it is shown. */
interface Narrowed {
  readonly whole: TrendSeries;
  readonly part: TrendSeries;
  readonly isShown: boolean;
}

function drawFigure(figure: HTMLElement, { whole, part }: Narrowed): void {
  const sentence = narrowedSentence(part, whole);
  const picture = figure.querySelector('.picture');
  swap(picture, part.points.length === 0 ? '' : trendPanel(part, `${seriesName(part)}. ${sentence}`));
  swap(figure.querySelector('figcaption'), html`${sentence}`.html);
}

function drawBands(figure: HTMLElement, some: readonly Narrowed[]): void {
  const [p50, p95, p99] = some;
  if (p50 === undefined || p95 === undefined) return;
  const percentiles = { p50: p50.part, p95: p95.part, p99: p99?.part ?? null };
  const sentence = `95th percentile: ${narrowedSentence(p95.part, p95.whole)}`;
  const name = bandName(p95.part.scenario, sentence);
  const isEmpty = percentiles.p50.points.length === 0;
  for (const [size, place] of [
    ['wide', '.for-wide'],
    ['standard', '.for-narrow'],
  ] as const)
    swap(figure.querySelector(place), isEmpty ? '' : trendBands(percentiles, name, size));
  swap(figure.querySelector('figcaption'), html`${sentence}`.html);
}

/** Sections and folds in which nothing is left to see; a fold says how much is. */
function hideEmptySections(): void {
  for (const fold of all('main details:has(> .trend-grid)')) {
    const left = [...fold.querySelectorAll<HTMLElement>('figure')].filter(({ hidden }) => !hidden).length;
    fold.hidden = left === 0;
    swap(fold.querySelector('summary'), `${left} more`);
  }
  for (const section of all('main section')) {
    const figures = [...section.querySelectorAll<HTMLElement>('figure')];
    if (figures.length > 0) section.hidden = figures.every((figure) => figure.hidden);
  }
}

/** Keeps the filter in links between pages of trends. */
function carryOver(filter: TrendFilter): void {
  const search = searchOf({ ...filter, endpoint: null });
  for (const link of all('main a') as HTMLAnchorElement[])
    if (/\/trends\/(?!history\/)[^/]*\/?$/.test(link.pathname)) link.search = search;
}

/** Shows of the page what a filter leaves, in its pictures, tables and lists alike. */
export function showFiltered(data: TrendData, filter: TrendFilter): void {
  const everything = isEverything(filter);
  document.body.classList.toggle('is-filtered', !everything);
  restore();
  const isTimed = filter.environment !== null || filter.since !== null || filter.until !== null;
  const shown = shownRuns(data, filter);
  const series = data.series.map((packed): Narrowed => {
    const whole = unpackSeries(packed, data.runs);
    return { whole, part: narrowed(whole, shown), isShown: isPlaceShown(packed, filter) };
  });
  for (const figure of all('figure[data-series]')) {
    const one = at(series, Number(figure.dataset.series));
    figure.hidden = !one.isShown;
    if (isTimed && one.isShown) drawFigure(figure, one);
  }
  for (const figure of all('figure[data-bands]')) {
    const some = numbersOf(figure.dataset.bands).map((number) => at(series, number));
    figure.hidden = !at(some, 0).isShown;
    if (isTimed && at(some, 0).isShown) drawBands(figure, some);
  }
  for (const table of all('[data-history]')) {
    const some = numbersOf(table.dataset.history).map((number) => at(series, number));
    if (!isTimed || !at(some, 0).isShown) continue;
    const wholes = some.map(({ whole }) => whole);
    const chosen = historyTable(wholes, (run) => shown.has(run));
    swap(table.querySelector('tbody'), historyRows(chosen).html);
    swap(table.querySelector('[data-older]'), html`${olderText(chosen)}`.html);
  }
  for (const row of all('.trend-list [data-page]'))
    row.hidden = !data.places.some((place) => place.page === row.dataset.page && isPlaceShown(place, filter));
  if (!everything) {
    const compared = new Map(data.compared);
    const parts = series.filter(({ isShown }) => isShown).map(({ part }) => part);
    swap(
      document.querySelector('#trend-changes'),
      changesHtml(parts, (run) => compared.get(run) ?? [], 'No level begins in the runs and places shown.')
        .html,
    );
  }
  hideEmptySections();
  carryOver(filter);
}
