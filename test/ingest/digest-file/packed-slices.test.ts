import { describe, expect, test } from 'vitest';
import { packBuckets, packSlices, unpackBuckets } from '../../../src/ingest/digest-file/packed-slices.ts';
import { inspectText } from '../inspect-text.ts';

describe('packed buckets', () => {
  // Buckets 7 and 8 hold 2 and 1, bucket 12 holds 5: three buckets between them are empty.
  test.each([
    ['neighbours and a gap', [7, 2, 8, 1, 12, 5], [7, 2, 1, -3, 5]],
    ['durations below 1 ms', [-4, 1, -3, 9], [-4, 1, 9]],
    ['a single bucket', [0, 3], [0, 3]],
    ['none', [], []],
  ])('of %s', (_, pairs, packed) => {
    expect(packBuckets(pairs)).toEqual(packed);
    expect(unpackBuckets(packed)).toEqual(pairs);
  });
});

/** Three requests of 0, 1 and 1 ms in two slices: bucket 0 is that of 1 ms. */
const slices = {
  originMs: 1_700_000_000_000,
  widthMs: 1_000,
  items: [
    { index: 0, count: 2, errors: 0, users: 4, histogram: { zero: 1, buckets: [0, 1] } },
    { index: 2, count: 1, errors: 1, users: null, histogram: { zero: 0, buckets: [0, 1] } },
  ],
};

const columns = {
  index: [0, 2],
  count: [2, 1],
  errors: [0, 1],
  users: [4, null],
  zero: [1, 0],
  buckets: [
    [0, 1],
    [0, 1],
  ],
};

const documentOf = (one: unknown): string =>
  JSON.stringify({
    version: 1,
    sources: [{ file: 'a', sha256: '', bytes: 0, format: 'sql', tool: 'x', rows: 3 }],
    endpoints: [{ endpoint: 'a', count: 3, errors: 1, firstStartMs: 0, lastEndMs: 1, slices: one }],
  });

describe('slices', () => {
  test('have a column per property', () => {
    expect(packSlices(slices)).toEqual({ originMs: slices.originMs, widthMs: 1_000, columns });
  });

  test('without users have no column of them', () => {
    const without = { ...slices, items: slices.items.map((one) => ({ ...one, users: null })) };
    expect(packSlices(without).columns.users).toBeNull();
  });

  test('are read with items as with columns', async () => {
    const { items: _, ...place } = slices;
    for (const one of [slices, { ...place, columns }]) {
      const { files, total } = await inspectText(documentOf(one));
      expect(files[0]?.error).toBeNull();
      expect(total).toMatchObject({ count: 3, errors: 1 });
    }
  });

  const { items: _, ...place } = slices;
  test.each([
    ['both forms', { ...slices, columns }],
    ['neither form', place],
    ['a column that is too short', { ...place, columns: { ...columns, zero: [1] } }],
    [
      'a gap at the end',
      {
        ...place,
        columns: {
          ...columns,
          buckets: [
            [0, 1, -2],
            [0, 1],
          ],
        },
      },
    ],
    [
      'an empty bucket',
      {
        ...place,
        columns: {
          ...columns,
          buckets: [
            [0, 1, 0, 1],
            [0, 1],
          ],
        },
      },
    ],
    ['an index alone', { ...place, columns: { ...columns, buckets: [[0], [0, 1]] } }],
  ])('with %s are an error that names them', async (_what, one) => {
    const { files } = await inspectText(documentOf(one));
    expect(files[0]?.error?.code).toBe('unexpected-shape');
    expect(files[0]?.error?.message).toContain('`endpoints.0.slices');
  });
});
