import { loadTrends } from '../trends/load-trends.ts';
import { readFilter } from '../trends/trend-filter.ts';
import { explore } from './explore.ts';

/** Opens what a figure of a page of trends shows, as far as the address says that it is shown. */
export async function openFigure({ dataset }: HTMLElement): Promise<void> {
  const page = document.querySelector<HTMLElement>('form[data-trends]')?.dataset.page ?? null;
  // Of an endpoint's percentiles the second is the one that reports speak of first.
  const number = Number(dataset.series ?? dataset.bands?.split(' ')[1]);
  await explore({
    data: await loadTrends(page),
    number,
    filter: readFilter(location.search),
    load: loadTrends,
  });
}
