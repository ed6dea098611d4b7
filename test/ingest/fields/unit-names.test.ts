import { expect, test } from 'vitest';
import { inMs, parseMemory } from '../../../src/ingest/fields/unit-names.ts';

test('units of time to milliseconds, without dust', () => {
  expect([inMs(320, 'ns'), inMs(7.3, 'us'), inMs(0.0073, 's'), inMs(2, 'min')]).toEqual([
    0.00032, 0.0073, 7.3, 120_000,
  ]);
  expect(inMs(1, 'op')).toBeNull();
});

test('kB and MB are powers of 1000, KiB and MiB of 1024; MB here are 2^20 bytes', () => {
  expect(parseMemory('512MiB')).toEqual({ value: 512, unit: 'MiB' });
  expect(parseMemory('1.5 GiB')).toEqual({ value: 1536, unit: 'GiB' });
  expect(parseMemory('1048.576kB')!.value).toBeCloseTo(1, 12);
  expect(parseMemory('297.1')).toEqual({ value: 297.1, unit: null });
  expect(parseMemory('--')).toBeNull();
  expect(parseMemory('5 apples')).toBeNull();
});
