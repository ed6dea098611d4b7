import { expect, test } from 'vitest';
import { growthTable } from './site/growth.ts';

const size = (runs: number, cpuSeconds: number) => ({
  runs,
  rows: [{ what: 'empty cache', took: { cpuSeconds } }],
});

test('time that doubles four times while runs double four times grows linearly, all sizes in order', () => {
  expect(growthTable([size(100, 5), size(400, 20), size(1_600, 80)])).toMatch(
    /CPU s +100 runs +400 runs +1600 runs +exponent\n[^\n]*empty cache +5\.0 +20\.0 +80\.0 +1\.00/,
  );
});

test('a single size has no growth', () => {
  expect(growthTable([size(100, 5)])).toBe('');
});
