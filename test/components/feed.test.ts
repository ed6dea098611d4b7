import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { atomFeed, nameUuid, type Feed } from '../../src/components/feed/atom.ts';
import type { FeedEntry } from '../../src/components/feed/atom.ts';
import { alertsOf } from '../../src/history/alerts/alerts.ts';
import { feedEntries, mostEntries } from '../../src/components/feed/feed-entries.ts';
import { attributesOf, element, escapeXml } from '../../src/components/feed/xml.ts';
import { defaultProject } from '../../src/model/documents/project.ts';
import { trendsOf } from '../../src/history/trends/trends.ts';
import { dice, makeReports, makeRun, noisy } from '../history/make-run.ts';

/** Element names and texts of a document, in order. Throws where it is not well-formed. */
function read(xml: string): { names: string[]; texts: string[] } {
  const [names, texts]: [string[], string[]] = [[], []];
  const parser = new SaxesParser({ xmlns: true });
  parser.on('opentag', ({ name }) => names.push(name));
  parser.on('text', (text) => text.trim() === '' || texts.push(text));
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(xml).close();
  return { names, texts };
}

const hostile = `]]><script>alert("1")</script> & 'x' \u0000\u000b\ud800 \u{1f600}`;

describe('XML', () => {
  it('keeps text text, and leaves out what XML forbids', () => {
    expect(escapeXml(`<a b="c">&'`)).toBe('&lt;a b=&quot;c&quot;&gt;&amp;&#39;');
    expect(escapeXml('a\u0000b\ud800c\ufffe\u{1f600}\t\n')).toBe('a\ufffdb\ufffdc\ufffd\u{1f600}\t\n');
    expect(element('x', '', { a: '"' })).toBe('<x a="&quot;"/>');
    expect(attributesOf({ a: '1', b: '<' })).toBe(' a="1" b="&lt;"');
    expect(read(`<r>${element('t', hostile)}</r>`).texts.join('')).toContain('<script>alert("1")</script>');
  });
});

const feed: Feed = {
  title: hostile,
  subtitle: null,
  namespace: 'https://example.org/project',
  selfUrl: 'https://example.org/some/feed.xml',
  pageUrl: 'https://example.org/some/',
  entries: [
    {
      key: 'run a',
      title: hostile,
      updated: '2026-11-02T10:00:00.000Z',
      url: 'https://example.org/some/runs/a/',
      summary: hostile,
    },
    {
      key: 'run b',
      title: 'B',
      updated: '2026-11-03T10:00:00.000Z',
      url: 'https://example.org/some/runs/b/',
      summary: '',
    },
  ],
};

describe('an Atom feed', () => {
  it('is well-formed whatever names hold, and has what RFC 4287 requires', () => {
    const { names } = read(atomFeed(feed));
    expect(names).toEqual([
      'feed',
      'id',
      'title',
      'updated',
      'author',
      'name',
      'link',
      'link',
      ...['entry', 'id', 'title', 'updated', 'link', 'summary'],
      ...['entry', 'id', 'title', 'updated', 'link', 'summary'],
    ]);
    expect(atomFeed(feed)).toContain('<updated>2026-11-03T10:00:00.000Z</updated>\n<author>');
  });

  it('gives ids that neither the site nor the text of an entry changes', () => {
    const ids = (one: Feed): string[] => atomFeed(one).match(/<id>[^<]+/g)!;
    const moved = {
      ...feed,
      selfUrl: 'https://new.example/feed.xml',
      entries: feed.entries.map((one) => ({ ...one, title: 'x' })),
    };
    expect(ids(moved)).toEqual(ids(feed));
    expect(new Set(ids(feed)).size).toBe(3);
    expect(ids(feed)[0]).toMatch(
      /^<id>urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });

  it('takes the first 16 bytes of the hash for a UUID, but for version and variant', () => {
    // sha256('["a","b"]') = 0473ef2dc0d324ab… by sha256sum.
    expect(nameUuid('a', 'b').slice(0, 8)).toBe('0473ef2d');
  });

  it('is valid without any entry', () => {
    expect(atomFeed({ ...feed, entries: [] })).toContain('<updated>1970-01-01T00:00:00.000Z</updated>');
  });
});

describe('what a feed tells', () => {
  const next = dice(3);
  const runs = Array.from({ length: 24 }, (_, day) =>
    makeRun({ day, endpoints: { pay: { p50: noisy(day < 12 ? 150 : 100, next) } } }),
  );
  const reports = makeReports(runs);
  const trends = trendsOf(reports, defaultProject, []);
  const entries = feedEntries(
    { reports, trends, project: defaultProject },
    (path) => `https://x.org/${path}`,
  );

  it('tells of every run with its verdict, newest first', () => {
    const told = entries.filter(({ key }) => key.startsWith('run '));
    expect(told).toHaveLength(24);
    expect(told[0]).toMatchObject({
      key: 'run run-023',
      url: 'https://x.org/runs/run-023/',
      summary: 'No targets are set in project.json, so there is no verdict.',
    });
  });

  it('has one entry for a confirmed change, on the day of the fifth run on its level', () => {
    const changes = entries.filter(({ key }) => key.startsWith('change '));
    expect(changes.map(({ key }) => key)).toEqual(['change run-012 confirmed run-016']);
    expect(changes[0]!.updated).toBe(runs[16]!.startedAt);
    expect(changes[0]!.title).toMatch(/^Confirmed change since run-012: .*% \(improvement\)/);
    expect(changes[0]!.url).toBe('https://x.org/runs/run-012/');
  });

  it('has one entry for an alert, with one id while its state changes', () => {
    const dips = [
      ...Array<number>(12).fill(100),
      ...Array<number>(8).fill(150),
      ...Array<number>(8).fill(100),
    ];
    const told = (days: number): FeedEntry[] => {
      const roll = dice(5);
      const some = makeReports(
        dips
          .slice(0, days)
          .map((p50, day) => makeRun({ day, endpoints: { pay: { p50: noisy(p50, roll) } } })),
      );
      const seen = { reports: some, trends: trendsOf(some, defaultProject, []), project: defaultProject };
      const { alerts } = alertsOf({ ...seen, annotations: [], nowMs: 0 });
      return feedEntries({ ...seen, alerts }, (path) => path).filter(({ key }) => !key.startsWith('run '));
    };
    const [open, closed] = [told(20), told(28)];
    expect(open).toMatchObject([
      {
        key: 'alert regression-run-012',
        title: expect.stringMatching(/^Alert: run-012: \d metrics? regressed$/) as string,
        updated: makeRun({ day: 16 }).startedAt,
        url: 'alerts/#regression-run-012',
      },
    ]);
    expect(closed.find(({ key }) => key === 'alert regression-run-012')).toMatchObject({
      title: expect.stringMatching(/^Recovered: /) as string,
      updated: makeRun({ day: 24 }).startedAt,
    });
  });

  it('has no entry for a suspected change', () => {
    const young = makeReports(runs.slice(0, 15));
    const some = feedEntries(
      { reports: young, trends: trendsOf(young, defaultProject, []), project: defaultProject },
      (path) => path,
    );
    expect(some.every(({ key }) => key.startsWith('run '))).toBe(true);
  });

  it('does not grow for ever', () => {
    const many = makeReports(Array.from({ length: 80 }, (_, day) => makeRun({ day })));
    expect(feedEntries({ reports: many, trends: [], project: defaultProject }, (path) => path)).toHaveLength(
      mostEntries,
    );
  });
});
