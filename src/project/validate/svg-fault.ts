/** What makes a picture more than a picture, and on which line (1-based). */
export interface SvgFault {
  readonly message: string;
  readonly line: number;
}

/** Elements that run code, load other documents, or change an address later. */
const refusedElements: ReadonlySet<string> = new Set([
  ...['script', 'handler', 'listener', 'foreignobject', 'iframe', 'embed', 'object', 'audio', 'video'],
  ...['animate', 'set', 'a', 'html', 'body', 'link', 'meta', 'base', 'form'],
]);

/** One part of an SVG file: a comment, CDATA, an instruction, a declaration, or a tag. */
const part =
  /<!--[^]*?-->|<!\[CDATA\[[^]*?\]\]>|<\?[^]*?\?>|<![^<>[\]]*>|<\/?([^\s<>/"'=]+)((?:[^<>"']|"[^"<]*"|'[^'<]*')*)>/y;
const attribute = /([^\s=/"']+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/** An address within the file, or a picture in it. */
const ownAddress = /^\s*(?:#|data:image\/(?:png|jpeg|gif|webp)[;,]|$)/;
const cssAddress = /url\(\s*["']?(?!\s*["']?(?:#|data:image\/(?:png|jpeg|gif|webp)[;,]))/i;

/**
 * Why an SVG file is not published; null for a picture and nothing else. It is served from the site's own origin, where
 * opening it would run its scripts. Whatever this reader does not understand is refused.
 */
export function svgFault(svg: string): SvgFault | null {
  let at = svg.indexOf('<');
  const fault = (message: string): SvgFault => ({ message, line: svg.slice(0, at).split('\n').length });
  if (at === -1 || svg.includes('\0')) return { message: 'It is not an SVG file in UTF-8', line: 1 };
  while (at !== -1) {
    part.lastIndex = at;
    const match = part.exec(svg);
    if (match === null) return fault('Its markup cannot be read');
    const found = faultOf(match);
    if (found !== null) return fault(found);
    const next = svg.indexOf('<', part.lastIndex);
    const text = svg.slice(part.lastIndex, next === -1 ? undefined : next);
    if (isForeignStyle(text)) return fault('Its style loads something from elsewhere');
    at = next;
  }
  return null;
}

function faultOf([whole, name, attributes = '']: RegExpExecArray): string | null {
  if (name === undefined) return faultOfDeclaration(whole);
  const local = localName(name);
  if (refusedElements.has(local)) return `It has the element <${name}>`;
  for (const [, key = '', quoted, single] of attributes.matchAll(attribute)) {
    const value = quoted ?? single ?? '';
    const own = localName(key);
    if (own.startsWith('on')) return `It has the event attribute ${key}`;
    if ((own === 'href' || own === 'src') && !ownAddress.test(value)) return `Its ${key} leads elsewhere`;
    if (isForeignStyle(value)) return `Its ${key} loads something from elsewhere`;
  }
  return null;
}

function faultOfDeclaration(text: string): string | null {
  if (text.startsWith('<!--')) return null;
  if (text.startsWith('<![CDATA['))
    return isForeignStyle(text.slice('<![CDATA['.length, -3))
      ? 'Its style loads something from elsewhere'
      : null;
  if (/^<\?xml\s/.test(text))
    return /encoding\s*=\s*["'](?!utf-8|us-ascii)/i.test(text) ? 'Its encoding is not UTF-8' : null;
  if (text.startsWith('<?')) return 'It has a processing instruction';
  return /^<!doctype\s/i.test(text) ? null : 'It has a declaration';
}

const localName = (name: string): string => name.slice(name.lastIndexOf(':') + 1).toLowerCase();

/** True for CSS that loads something, also written with character references or escapes. */
function isForeignStyle(css: string): boolean {
  if (!/@|url|\\|&/i.test(css)) return false;
  const text = css
    .replace(/&#x([0-9a-f]{1,6});/gi, (_, hex: string) => characterOf(Number.parseInt(hex, 16)))
    .replace(/&#(\d{1,7});/g, (_, decimal: string) => characterOf(Number(decimal)));
  return /@import|\\/i.test(text) || cssAddress.test(text);
}

const characterOf = (code: number): string => (code <= 0x10ffff ? String.fromCodePoint(code) : '');
