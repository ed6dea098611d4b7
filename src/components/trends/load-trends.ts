import { address } from '../address.ts';
import type { TrendData } from './trend-data.ts';

const read = new Map<string | null, Promise<TrendData>>();

/** The data of the page of an endpoint, of the first page where `page` is null; each file is read once. */
export function loadTrends(page: string | null): Promise<TrendData> {
  const path = address(page === null ? 'trends.json' : `trends/${page}.json`);
  const known =
    read.get(page) ??
    fetch(path).then((response) => {
      if (!response.ok) throw new Error(`${path} could not be read (${response.status}).`);
      return response.json() as Promise<TrendData>;
    });
  read.set(page, known);
  // What failed once may be there the next time.
  known.catch(() => read.delete(page));
  return known;
}
