/** Where a page is. */
export interface PagePlace {
  /** Its path below the base, such as `runs/checkout/`. */
  readonly path: string;
  /** The path below which the site is built, with a slash at both ends. */
  readonly base: string;
}

/** No site has this host: it stands for the site's own. */
const own = 'https://own.invalid';

/**
 * The path below the base that a link of a page leads to, with its query and fragment, percent-encoded as in the link.
 * Null for a link that leads elsewhere, or nowhere.
 */
export function pathInSite(link: string, { path, base }: PagePlace): string | null {
  const url = URL.parse(link, `${own}${base}${path}`);
  if (url?.origin !== own || !url.pathname.startsWith(base)) return null;
  return `${url.pathname.slice(base.length)}${url.search}${url.hash}`;
}
