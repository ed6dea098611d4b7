/** A start or end tag of a page. */
export interface Tag {
  /** In lower case. */
  readonly name: string;
  readonly isEnd: boolean;
  /** As the page has it. */
  readonly source: string;
  /** Where it begins in the page. */
  readonly at: number;
  /** The value of an attribute with its character references resolved; null without it. */
  readonly attribute: (name: string) => string | null;
}

/** Comments, tags, and whole elements whose content is no markup. */
const markup =
  /<!--[\s\S]*?-->|<(script|style)(?=[\s>])(?:[^>"']|"[^"]*"|'[^']*')*>[\s\S]*?<\/\1\s*>|<(\/?)([a-zA-Z][^\s/>]*)((?:[^>"']|"[^"]*"|'[^']*')*)>/g;

/**
 * A page with its tags rewritten: each is replaced by what `rewrite` gives for it. Scripts and styles are given whole, as
 * one start tag. It reads pages of this package alone: attributes are quoted or plain, and all text is escaped.
 */
export const rewriteTags = (html: string, rewrite: (tag: Tag) => string): string =>
  html.replace(
    markup,
    (
      source: string,
      raw: string | undefined,
      end: string | undefined,
      name: string | undefined,
      _rest,
      at: number,
    ): string =>
      raw === undefined && name === undefined
        ? source
        : rewrite({
            name: (raw ?? name ?? '').toLowerCase(),
            isEnd: end === '/',
            source,
            at,
            attribute: (wanted) => attributeOf(source, wanted),
          }),
  );

/** A page without some of its elements. An element is one with all that it holds. */
export function withoutElements(html: string, isUnwanted: (tag: Tag) => boolean): string {
  let [dropped, depth, from] = ['', 0, 0];
  let remaining = '';
  for (const tag of tagsOf(html)) {
    const { at } = tag;
    if (depth > 0) {
      if (tag.name === dropped) depth += tag.isEnd ? -1 : 1;
      if (depth === 0) from = at + tag.source.length;
    } else if (!tag.isEnd && isUnwanted(tag)) {
      remaining += html.slice(from, at);
      from = at + tag.source.length;
      if (!isWhole(tag)) [dropped, depth] = [tag.name, 1];
    }
  }
  return remaining + html.slice(depth > 0 ? html.length : from);
}

const withoutContent = new Set(['link', 'meta', 'img', 'input', 'br', 'hr']);

/** True for a tag that is its whole element. */
const isWhole = ({ name, source }: Tag): boolean =>
  withoutContent.has(name) || name === 'script' || name === 'style' || source.endsWith('/>');

function tagsOf(html: string): Tag[] {
  const tags: Tag[] = [];
  rewriteTags(html, (tag) => {
    tags.push(tag);
    return tag.source;
  });
  return tags;
}

function attributeOf(source: string, wanted: string): string | null {
  const start = /^<[^\s/>]+((?:[^>"']|"[^"]*"|'[^']*')*)>/.exec(source)?.[1] ?? '';
  for (const match of start.matchAll(/([^\s=/"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g))
    if (match[1]?.toLowerCase() === wanted) return resolved(match[2] ?? match[3] ?? match[4] ?? '');
  return null;
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const resolved = (text: string): string =>
  text.replace(
    /&(?:#(\d+)|#x([0-9a-f]+)|(amp|lt|gt|quot|apos));/gi,
    (whole: string, decimal?: string, hex?: string, name?: string) => {
      if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
      if (hex !== undefined) return String.fromCodePoint(parseInt(hex, 16));
      return named[name?.toLowerCase() ?? ''] ?? whole;
    },
  );

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** A text as the value of a quoted attribute, or between tags. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (one) => escapes[one] ?? one);

/** A start tag with another value of an attribute that it has. */
export const withAttribute = ({ source }: Tag, name: string, value: string): string =>
  source.replace(
    new RegExp(`(\\s${name}\\s*=\\s*)(?:"[^"]*"|'[^']*'|[^\\s"'>]+)`, 'i'),
    (_, before: string) => `${before}"${escapeHtml(value)}"`,
  );
