/** The whole text of each element of a name, tags included; elements of that name must not hold each other. */
export const elements = (html: string, name: string): string[] =>
  [...html.matchAll(new RegExp(`<${name}(?=[\\s>])[\\s\\S]*?</${name}>`, 'g'))].map(([text]) => text);

/** The values of an attribute wherever it stands, with their character references resolved. */
export const attributes = (html: string, name: string): string[] =>
  [...html.matchAll(new RegExp(`\\s${name}="([^"]*)"`, 'g'))].map(([, value]) => resolved(value!));

/** What a reader reads: tags gone, character references resolved, white space joined. */
export const textOf = (html: string): string =>
  resolved(html.replace(/<style[\s\S]*?<\/style>|<script[\s\S]*?<\/script>|<[^>]*>/g, ''))
    .replace(/\s+/g, ' ')
    .trim();

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

const resolved = (text: string): string =>
  text.replace(
    /&(?:#(\d+)|#x([0-9a-f]+)|([a-z]+));/gi,
    (whole, decimal?: string, hex?: string, name?: string) =>
      decimal !== undefined
        ? String.fromCodePoint(Number(decimal))
        : hex !== undefined
          ? String.fromCodePoint(parseInt(hex, 16))
          : (named[name ?? ''] ?? whole),
  );
