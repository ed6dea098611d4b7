/** The address of a page of the site, under whatever base path it is published. Fragments and full addresses stay. */
export function address(path: string): string {
  if (/^(?:#|https?:|mailto:)/.test(path)) return path;
  return `${import.meta.env.BASE_URL.replace(/\/$/, '')}/${path.replace(/^\//, '')}`;
}

/** The pages that stand in the header of every page. */
export const places = [
  { path: '', label: 'Runs' },
  { path: 'trends/', label: 'Trends' },
  { path: 'compare/', label: 'Compare' },
  { path: 'recommendations/', label: 'Recommendations' },
  { path: 'method/', label: 'Method' },
  { path: 'about/', label: 'About' },
  { path: 'search/', label: 'Search' },
] as const;
