import { hash } from 'node:crypto';
import { posix } from 'node:path';
import { escapeHtml, rewriteTags, withAttribute, withoutElements, type Tag } from './html-tags.ts';
import { pathInSite } from './path-in-site.ts';

/** A page among the files of its site. */
export interface PageAmongFiles {
  readonly html: string;
  /** Its own file, such as `runs/checkout/index.html`. */
  readonly file: string;
  /** The path below which the site is built, with a slash at both ends. */
  readonly base: string;
  /** Every file of the site. */
  readonly files: ReadonlySet<string>;
}

/**
 * A page whose links lead from file to file, so that it opens without a server. Scripts are loaded only from a server,
 * because browsers refuse modules from folders. Notes that something needs a server are shown; its script hides them.
 */
export function relativePage(page: PageAmongFiles): string {
  const { file, base, files } = page;
  const place = { path: file.replace(/index\.html$/, ''), base };
  const added: string[] = [];
  const remaining = withoutElements(page.html, (tag) => tag.attribute('data-without-script') !== null);
  const html = rewriteTags(remaining, (tag) => {
    if (tag.attribute('data-needs-server') !== null) return tag.source.replace(/\shidden(?=[\s>])/, '');
    const name = linking[tag.name];
    const link = name === undefined || tag.isEnd ? null : tag.attribute(name);
    if (name === undefined || link === null || link.startsWith('#')) return tag.source;
    const inSite = pathInSite(link, place);
    const to = inSite === null ? null : relativeLink(inSite, file, files);
    if (to === null) return tag.source;
    if (tag.name !== 'script') return withAttribute(tag, name, to);
    const code = `location.protocol==="file:"||import(${JSON.stringify(to).replaceAll('<', '\\u003c')})`;
    added.push(code);
    return `<script>${code}</script>`;
  });
  return added.length === 0 ? html : allowingScripts(html, added);
}

/** The attribute of each element that leads to a file. */
const linking: Readonly<Record<string, 'href' | 'src'>> = {
  a: 'href',
  link: 'href',
  script: 'src',
  img: 'src',
};

/** The way from one file to another; null for a path that has no file. */
function relativeLink(inSite: string, from: string, files: ReadonlySet<string>): string | null {
  const [, path = '', rest = ''] = /^([^?#]*)(.*)$/s.exec(inSite) ?? [];
  const plain = decodeURIComponent(path);
  const target = [plain, `${plain}index.html`, `${plain}/index.html`].find((one) => files.has(one));
  if (target === undefined) return null;
  const way = posix.relative(posix.dirname(from), target).split('/').map(encodeURIComponent).join('/');
  return `${way.startsWith('..') ? '' : './'}${way}${rest}`;
}

/** The page's policy with the hashes of further scripts. */
function allowingScripts(html: string, scripts: readonly string[]): string {
  const hashes = scripts.map((code) => `'sha256-${hash('sha256', code, 'base64')}'`).join(' ');
  return rewriteTags(html, (tag: Tag) => {
    const policy = tag.name === 'meta' ? tag.attribute('content') : null;
    if (policy === null || tag.attribute('http-equiv') !== 'content-security-policy') return tag.source;
    return `<meta http-equiv="content-security-policy" content="${escapeHtml(policy.replace('script-src', `script-src ${hashes}`))}">`;
  });
}
