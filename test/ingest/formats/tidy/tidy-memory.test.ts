import { expect, test } from 'vitest';
import { inspectFixture } from '../../inspect-fixture.ts';

test('readings are brought together by operation and phase', async () => {
  const { files, memory } = await inspectFixture('tidy/memory-readings.csv');
  expect(files[0]).toMatchObject({ format: 'tidy-memory', rows: 8, error: null });
  expect(memory).toContainEqual({
    operation: 'Import',
    baseMb: 101,
    peakMb: 180.5,
    finalMb: 150,
    deltaMb: 49,
    gcRecoveredMb: 30,
  });
  expect(memory).toHaveLength(2);
});

test('readings with an unknown phase or without a figure are refused', async () => {
  const { files } = await inspectFixture('tidy/memory-readings.csv');
  expect(files[0]!.refused.first).toEqual([
    { line: 8, reason: '`phase` must be base, running, final or after_gc, got "during"' },
    { line: 9, reason: '`memory_mb` must be a number of MB from 0 up, got "lots"' },
  ]);
});

test('a row an operation is taken as it stands; what is empty stays unknown', async () => {
  const { files, memory } = await inspectFixture('tidy/memory-operations.csv');
  expect(memory).toEqual([
    { operation: 'Import', baseMb: 101, peakMb: 180.5, finalMb: 150, deltaMb: 49, gcRecoveredMb: 30 },
    { operation: 'Export', baseMb: 80, peakMb: null, finalMb: 95, deltaMb: 15, gcRecoveredMb: null },
  ]);
  expect(files[0]!.rows).toBe(5);
  expect(files[0]!.refused.first.map((row) => row.line)).toEqual([4, 5, 6]);
});

test('a header without a row is an error, not a run that used no memory', async () => {
  const { files } = await inspectFixture('tidy/memory-no-rows.csv');
  expect(files[0]!.error).toMatchObject({ code: 'no-rows' });
});
