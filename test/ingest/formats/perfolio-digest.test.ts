import { describe, expect, test } from 'vitest';
import { groupFiles, readSet } from '../../../src/ingest/read-files.ts';
import type { Digest } from '../../../src/model/documents/digest.ts';
import { inspectFixture } from '../inspect-fixture.ts';
import { inspectText, inspectTexts } from '../inspect-text.ts';

async function digestOfFixture(path: string): Promise<Digest> {
  const { sets } = await groupFiles([
    { diskPath: `test/fixtures/raw/${path}`, shownPath: path, format: null },
  ]);
  return readSet(sets[0]!, { timeZone: null, startedAtMs: null });
}

describe('a digest file', async () => {
  const digest = await digestOfFixture('jmeter/shop.jtl');
  const document = JSON.stringify(digest);

  test('gives the same figures as the raw file that it was made from', async () => {
    const raw = await inspectFixture('jmeter/shop.jtl');
    const read = await inspectText(document);
    expect({ ...read, files: [] }).toEqual({ ...raw, files: [] });
    expect(read.files[0]).toMatchObject({
      format: 'perfolio-digest',
      toolVersion: 'JMeter',
      rows: 11,
      refused: { count: 0 },
      warnings: [{ code: 'sub-results' }],
    });
  });

  test('merges with those of other load generators', async () => {
    const { endpoints, transactions, total } = await inspectTexts({
      'a.digest.json': document,
      // Of another generator: the same samples are no other file's bytes.
      'b.digest.json': document.replace('"bytes":', '"bytes": '),
    });
    expect(endpoints.find(({ endpoint }) => endpoint === 'Pay')).toMatchObject({
      count: 4,
      errors: 2,
      latencyMs: { source: 'histogram', relativeError: 0.005, min: 20, max: 300, mean: 160 },
    });
    expect(transactions).toMatchObject([{ count: 2 }, { count: 2 }]);
    expect(total).toMatchObject({ count: 14, errors: 4 });
  });

  test('carries refused rows with the file that they were in', async () => {
    const [source] = digest.sources;
    const refused = { count: 30, first: [{ line: 7, reason: '`elapsed` is missing' }] };
    const read = await inspectText(
      JSON.stringify({ ...digest, sources: [{ ...source, rows: 41, refused }] }),
    );
    expect(read.files[0]).toMatchObject({
      rows: 41,
      refused: { count: 30, first: [{ line: 7, reason: 'jmeter/shop.jtl: `elapsed` is missing' }] },
    });
  });

  const [row] = digest.endpoints;
  test.each([
    ['an unknown key', { ...digest, extra: 1 }, 'extra'],
    ['a negative count', { ...digest, endpoints: [{ ...row, count: -1 }] }, 'endpoints.0.count'],
    ['more errors than requests', { ...digest, endpoints: [{ ...row, errors: 5 }] }, 'endpoints.0.errors'],
    [
      'a histogram that contains other values than are counted',
      { ...digest, endpoints: [{ ...row, latency: { ...row!.latency, count: 2 } }] },
      'endpoints.0.latency',
    ],
    [
      'buckets out of order',
      {
        ...digest,
        endpoints: [
          { ...row, latency: { ...row!.latency, count: 3, histogram: { zero: 0, buckets: [9, 1, 8, 2] } } },
        ],
      },
      'endpoints.0.latency.histogram',
    ],
    ['a start beyond all calendars', { ...digest, startedAtMs: 9e15 }, 'startedAtMs'],
    ['an endless duration', { ...digest, durationSeconds: 1e300 }, 'durationSeconds'],
    [
      'a maximum of 1e308 ms',
      { ...digest, endpoints: [{ ...row, latency: { ...row!.latency, max: 1e308 } }] },
      'endpoints.0.latency.max',
    ],
    [
      'samples without a histogram',
      { ...digest, endpoints: [{ ...row, latency: { ...row!.latency, histogram: null } }] },
      'endpoints.0.latency',
    ],
  ])('is refused with %s, and the key is named', async (_, document, key) => {
    const { files } = await inspectText(JSON.stringify(document));
    expect(files[0]?.error).toMatchObject({ code: 'unexpected-shape' });
    expect(files[0]?.error?.message).toContain(`\`${key}\``);
  });

  test('of another version is refused with what to do', async () => {
    const { files } = await inspectText(JSON.stringify({ ...digest, version: 2 }));
    expect(files[0]?.error).toMatchObject({
      code: 'digest-version',
      hint: 'Recreate it from its raw files.',
    });
  });
});
