import { expect, test } from 'vitest';
import { inspectFixture } from '../inspect-fixture.ts';

test('before, after and after a collection make an operation; a lone snapshot outside is left out', async () => {
  const { files, memory, startedAt } = await inspectFixture('session-loadtest/memory.json');
  expect(files[0]).toMatchObject({ format: 'memory-profile-json', rows: 5 });
  expect(startedAt).toBe('2026-11-20T10:00:00.500Z');
  expect(memory).toEqual([
    {
      operation: 'cart_filling',
      baseMb: 100,
      peakMb: 130,
      finalMb: 125,
      deltaMb: 25,
      gcRecoveredMb: 15,
    },
  ]);
});
