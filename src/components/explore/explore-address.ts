import type { Stretch } from '../../charts/trends/explore-line.ts';

/** What a reader sees in a picture to move through, as the fragment of an address holds it. */
export interface ExploreState {
  /** The part of the page of its endpoint's address below `/trends/`. */
  readonly page: string;
  /** The key of the series. */
  readonly key: string;
  /** Null for all runs. */
  readonly stretch: Stretch | null;
  /** The id of the run that is pointed at. */
  readonly run: string | null;
}

const start = '#explore?';

const tenth = (value: number): string => String(Math.round(value * 10) / 10);

/** The fragment of a state. */
export function fragmentOf({ page, key, stretch, run }: ExploreState): string {
  const search = new URLSearchParams({ page, key });
  if (stretch !== null) search.set('runs', stretch.map(tenth).join(' '));
  if (run !== null) search.set('at', run);
  return `${start}${search.toString()}`;
}

/** The state that a fragment holds; null for other fragments. Whatever cannot be read in it is left out. */
export function readFragment(fragment: string): ExploreState | null {
  if (!fragment.startsWith(start)) return null;
  const search = new URLSearchParams(fragment.slice(start.length));
  const [page, key] = [search.get('page'), search.get('key')];
  if (page === null || key === null) return null;
  const [from = NaN, to = NaN] = (search.get('runs') ?? '').split(' ').map(Number);
  return { page, key, stretch: from < to ? [from, to] : null, run: search.get('at') };
}

/** True if the address asks for a picture to move through. */
export const asksToExplore = (fragment: string): boolean => fragment.startsWith(start);
