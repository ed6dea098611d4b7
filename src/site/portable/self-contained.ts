import { hash } from 'node:crypto';
import { posix } from 'node:path';
import { pathInSite, type PagePlace } from './path-in-site.ts';
import { escapeHtml, rewriteTags, withAttribute, withoutElements, type Tag } from './html-tags.ts';

/** A page of the site, and what is known of the site. */
export interface SitePage extends PagePlace {
  readonly html: string;
  /** Where the site is published, with its base; null if unknown. Other pages are then not linked. */
  readonly published: string | null;
  /** The bytes of a file of the site; null if there is none. */
  readonly read: (path: string) => Buffer | null;
  /** Bytes that the page may have. Pictures that do not fit are left out. */
  readonly mostBytes: number;
}

/** A page that needs nothing else. */
export interface SelfContained {
  readonly html: string;
  /** Paths of the pictures that did not fit, the largest ones. */
  readonly leftOut: readonly string[];
}

/** A page as one file: styles and pictures inside, no scripts, and links that lead somewhere or are none. */
export function selfContained(page: SitePage): SelfContained {
  const isNotForAlone = (tag: Tag): boolean =>
    isOfSite(tag) || (page.published === null && tag.attribute('data-of-site') !== null);
  const remaining = withoutElements(page.html, isNotForAlone);
  const styled = rewriteTags(withLinks(remaining, page), (tag) =>
    tag.name === 'link' && tag.attribute('rel') === 'stylesheet' ? styleOf(tag, page) : tag.source,
  );
  const { html, leftOut } = withPictures(withPolicy(styled), page);
  return { html, leftOut };
}

/** What only a site has: scripts, icons, other forms of the page, the way past the navigation. */
const isOfSite = (tag: Tag): boolean =>
  tag.name === 'script' ||
  tag.name === 'noscript' ||
  (tag.name === 'link' && tag.attribute('rel') !== 'stylesheet' && tag.attribute('rel') !== 'canonical') ||
  (tag.name === 'a' && tag.attribute('class') === 'skip');

/** Links to other pages lead to the published site, or become text. Links within the page stay within it. */
function withLinks(html: string, page: SitePage): string {
  let isText = false;
  return rewriteTags(html, (tag) => {
    if (tag.name !== 'a') return tag.source;
    if (tag.isEnd) return isText ? '</span>' : tag.source;
    const href = tag.attribute('href') ?? '';
    const inSite = pathInSite(href, page);
    const fragment = inSite?.startsWith(`${page.path}#`) === true ? inSite.slice(page.path.length) : null;
    isText = inSite !== null && fragment === null && page.published === null;
    if (inSite === null)
      return page.published !== null && href.startsWith('../')
        ? withAttribute(tag, 'href', new URL(href, new URL(page.path, page.published)).href)
        : tag.source;
    if (fragment !== null) return withAttribute(tag, 'href', fragment);
    if (page.published !== null) return withAttribute(tag, 'href', new URL(inSite, page.published).href);
    const look = tag.attribute('class');
    return look === null ? '<span>' : `<span class="${escapeHtml(look)}">`;
  });
}

function styleOf(tag: Tag, page: SitePage): string {
  const path = pathInSite(tag.attribute('href') ?? '', page);
  const css = path === null ? null : page.read(path);
  if (css === null) throw new Error(`The page has no style sheet ${tag.attribute('href') ?? ''}.`);
  return `<style>${css.toString('utf8')}</style>`;
}

/** Nothing is loaded and nothing is run; styles are those inside, known by their hashes. */
function withPolicy(html: string): string {
  const hashes = [...html.matchAll(/<style[^>]*>([\s\S]*?)<\/style>/g)].map(
    ([, css = '']) => `'sha256-${hash('sha256', css, 'base64')}'`,
  );
  const policy = `default-src 'none'; img-src data:; style-src ${hashes.join(' ')}; base-uri 'none'; form-action 'none'`;
  return rewriteTags(html, (tag) =>
    tag.name === 'meta' && tag.attribute('http-equiv') === 'content-security-policy'
      ? `<meta http-equiv="content-security-policy" content="${escapeHtml(policy)}">`
      : tag.source,
  );
}

const types: Readonly<Record<string, string>> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.svg': 'image/svg+xml',
};

/** Pictures of the run inside the page, small ones first. One that does not fit is named in its place. */
function withPictures(html: string, page: SitePage): SelfContained {
  const sizes = new Map<string, Buffer>();
  const pathOf = (tag: Tag): string | null => pathInSite(tag.attribute('src') ?? '', page);
  rewriteTags(html, (tag) => {
    const path = tag.name === 'img' ? pathOf(tag) : null;
    const bytes = path === null ? null : page.read(path);
    if (path !== null && bytes !== null) sizes.set(path, bytes);
    return tag.source;
  });
  const inside = fitting(sizes, page.mostBytes - Buffer.byteLength(html));
  const filled = rewriteTags(html, (tag) => {
    if (tag.name !== 'img' || tag.attribute('src')?.startsWith('data:') === true) return tag.source;
    const data = inside.get(pathOf(tag) ?? '');
    if (data !== undefined) return withAttribute(tag, 'src', data);
    return `<em>Picture not included: ${escapeHtml(tag.attribute('alt') ?? '')}</em>`;
  });
  return { html: filled, leftOut: [...sizes.keys()].filter((path) => !inside.has(path)) };
}

/** The pictures that fit into so many bytes, as data addresses. */
function fitting(pictures: ReadonlyMap<string, Buffer>, mostBytes: number): Map<string, string> {
  const inside = new Map<string, string>();
  let room = mostBytes;
  for (const [path, bytes] of [...pictures].sort(([, a], [, b]) => a.length - b.length)) {
    const type = types[posix.extname(path).toLowerCase()];
    const data = `data:${type ?? ''};base64,${bytes.toString('base64')}`;
    if (type === undefined || data.length > room) continue;
    inside.set(path, data);
    room -= data.length;
  }
  return inside;
}
