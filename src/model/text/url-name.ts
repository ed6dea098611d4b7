/** An endpoint's name that contains a URL, such as `GET http://shop.test:8080/cart`. */
export interface UrlName {
  /** Scheme and host, with port: `http://shop.test:8080`. */
  readonly origin: string;
  /** The name without them: `GET /cart`. */
  readonly plain: string;
}

/** One word, such as the method, then a URL with a host. All parts are linear. */
const pattern = /^([A-Za-z]{1,12} )?([a-z][a-z0-9+.-]{0,30}:\/\/[^\s/?#]+)(\S*)$/i;

/** The parts of a name that is a URL, after a method if there is one; null for any other name. */
export function urlName(name: string): UrlName | null {
  const match = pattern.exec(name);
  if (match === null) return null;
  const [, method = '', origin = '', rest = ''] = match;
  return { origin: origin.toLowerCase(), plain: `${method}${rest.startsWith('/') ? '' : '/'}${rest}` };
}

/** A name without scheme and host; the name itself if it has none. */
export const withoutHost = (name: string): string => urlName(name)?.plain ?? name;

/**
 * True if a name that people wrote means an endpoint. A URL with its host also means the endpoint without it: runs show
 * hosts only if they differ within a scenario.
 */
export const meansEndpoint = (written: string, endpoint: string | null): boolean =>
  written === endpoint || (endpoint !== null && withoutHost(written) === endpoint);

/** Of things with endpoints, those that a written name means: an exact match excludes others. */
export function meantBy<T extends { readonly endpoint: string | null }>(
  written: string,
  all: readonly T[],
): T[] {
  const exact = all.filter(({ endpoint }) => endpoint === written);
  return exact.length > 0 ? exact : all.filter(({ endpoint }) => meansEndpoint(written, endpoint));
}
