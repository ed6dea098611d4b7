import { expect, test } from 'vitest';
import { mergeDigests } from '../../../src/ingest/record/merge-digests.ts';
import { Recorder } from '../../../src/ingest/record/recorder.ts';
import { withLeftOut } from '../../../src/ingest/repeats/without-repeats.ts';
import type { SourceFile } from '../../../src/model/documents/digest.ts';

test('a file that is left out has its row and its warning, and changes no number of the run', async () => {
  const source = { file: 'a.csv', rows: 2, warnings: [] } as unknown as SourceFile;
  const recorder = new Recorder();
  recorder.requests('load', 'read').add(1_000, 20, null, 3);
  const counted = await recorder.digest();
  const warning = { code: 'repeated-file', message: 'b.csv is byte-identical to a.csv.' };
  const [first, copy] = withLeftOut([{ ...counted, sources: [source] }], {
    leftOut: [{ path: 'b.csv', of: 'a.csv', source: null, warning }],
    warnings: [],
  });
  expect(copy?.sources).toEqual([{ ...source, file: 'b.csv', warnings: [warning] }]);
  const digests = [first, copy].filter((one) => one !== undefined);
  expect(digests).toHaveLength(2);
  const merged = mergeDigests(digests);
  expect(merged.sources.map(({ file }) => file)).toEqual(['a.csv', 'b.csv']);
  for (const key of ['isRelativeTime', 'startedAtMs', 'durationSeconds', 'leftOut', 'cpuScale'] as const)
    expect([key, merged[key]]).toEqual([key, counted[key]]);
  expect(merged.endpoints.map(({ count }) => count)).toEqual([1]);
});
