import { createHash } from 'node:crypto';
import { at } from '../../model/checked.ts';
import { element } from './xml.ts';

/** Something that a reader of the feed is told once. */
export interface FeedEntry {
  /** What it is about, for ever the same: its id is made of it. */
  readonly key: string;
  readonly title: string;
  /** ISO 8601. */
  readonly updated: string;
  /** The page that tells more. */
  readonly url: string;
  readonly summary: string;
}

export interface Feed {
  readonly title: string;
  readonly subtitle: string | null;
  /** What the ids are made of besides the keys: it tells this project's feed from others, wherever it is published. */
  readonly namespace: string;
  /** The feed's own address, and the page that it is the feed of. */
  readonly selfUrl: string;
  readonly pageUrl: string;
  readonly entries: readonly FeedEntry[];
}

/** A UUID of version 8 (RFC 9562) from the SHA-256 of a name: the same for ever, on whatever site it is published. */
export function nameUuid(...names: readonly string[]): string {
  const bytes = createHash('sha256').update(JSON.stringify(names)).digest().subarray(0, 16);
  bytes[6] = (at(bytes, 6) & 0x0f) | 0x80;
  bytes[8] = (at(bytes, 8) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [[0, 8], [8, 12], [12, 16], [16, 20], [20]].map(([from, to]) => hex.slice(from, to)).join('-');
}

/** When a feed without entries was last updated: it has never been. */
const never = '1970-01-01T00:00:00.000Z';

/** A feed as Atom (RFC 4287); the same entries give the same bytes. */
export function atomFeed({ title, subtitle, namespace, selfUrl, pageUrl, entries }: Feed): string {
  const id = (...names: string[]): string => element('id', `urn:uuid:${nameUuid(namespace, ...names)}`);
  const newest = entries.map(({ updated }) => updated).reduce((a, b) => (a > b ? a : b), never);
  const lines = [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">',
    id(),
    element('title', title),
    ...(subtitle === null ? [] : [element('subtitle', subtitle)]),
    element('updated', newest),
    `<author>${element('name', title)}</author>`,
    element('link', '', { rel: 'self', type: 'application/atom+xml', href: selfUrl }),
    element('link', '', { rel: 'alternate', type: 'text/html', href: pageUrl }),
    ...entries.flatMap((entry) => [
      '<entry>',
      id(entry.key),
      element('title', entry.title),
      element('updated', entry.updated),
      element('link', '', { rel: 'alternate', type: 'text/html', href: entry.url }),
      element('summary', entry.summary, { type: 'text' }),
      '</entry>',
    ]),
    '</feed>',
  ];
  return `${lines.join('\n')}\n`;
}
