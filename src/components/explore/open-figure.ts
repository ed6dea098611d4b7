import { findElement } from '../find-element.ts';
import { loadTrends } from '../trends/load-trends.ts';
import { readFilter } from '../trends/filters/trend-filter.ts';
import { explore } from './explore.ts';
import { readFragment } from './explore-address.ts';

/** Opens what a figure of a page of trends shows, as far as the address says that it is shown. */
export async function openFigure({ dataset }: HTMLElement): Promise<void> {
  // On the first page each figure is of another page, which knows more of its place.
  const page = dataset.place ?? findElement('form[data-trends]', HTMLFormElement).dataset.page ?? null;
  const data = await loadTrends(page);
  // Of an endpoint's percentiles the second is the one that reports speak of first.
  const number = Number(dataset.series ?? dataset.bands?.split(' ')[1]);
  await explore({
    data,
    number: dataset.key === undefined ? number : data.series.findIndex(({ key }) => key === dataset.key),
    filter: readFilter(location.search),
    load: loadTrends,
  });
}

/** Opens what the address holds; nothing if there is no such series any more. */
export async function openAddress(): Promise<void> {
  const state = readFragment(location.hash);
  if (state === null) return;
  const data = await loadTrends(state.page);
  const number = data.series.findIndex(({ key }) => key === state.key);
  if (number < 0) return;
  await explore({ data, number, filter: readFilter(location.search), load: loadTrends, from: state });
}
