import { expect, test } from 'vitest';
import { conversion, fitOneUnit, readableScale } from '../../src/model/metrics/unit-scale.ts';

test.each([
  ['ms', [0.00208], 'µs', 1e3],
  ['ms', [0.00025], 'ns', 1e6],
  ['ms', [0.213], 'µs', 1e3],
  ['ms', [0.095, 0.143], 'µs', 1e3],
  ['ms', [0.9, 1.1], 'ms', 1],
  ['ms', [1_190], 'ms', 1],
  ['s', [0.2], 's', 1],
  ['ms', [25_000], 's', 1e-3],
  ['ns', [90], 'ns', 1],
  ['ns/op', [2_080], 'µs/op', 1e-3],
  ['s', [1.2], 's', 1],
  ['bytes', [222_000], 'kB', 1e-3],
  ['B/op', [17_863_099], 'MB/op', 1e-6],
  ['ops/s', [2_000_000], 'ops/s', 1],
  ['items/s', [152_216_713], 'M items/s', 1e-6],
])('%s of %j is read in %s', (unit, values, shown, factor) => {
  const scale = readableScale(unit, values);
  expect(scale.unit).toBe(shown);
  expect(scale.factor).toBeCloseTo(factor, 12);
});

test('the middle of many values decides, unless the largest would be unreadable', () => {
  expect(readableScale('ms', [0.002, 0.003, 5]).unit).toBe('µs');
  expect(readableScale('ms', [0.02, 0.03, 25_000]).unit).toBe('ms');
});

test('times and sizes are converted, other units are not', () => {
  expect(conversion('ms', 's')).toBeCloseTo(0.001, 12);
  expect(conversion('KiB', 'B')).toBe(1_024);
  expect(conversion('ops', 's')).toBeNull();
});

test.each([
  [true, 'ms', [0.001, 435]],
  [false, 'ms', [0.000296, 5, 435]],
  [true, 'ms', [0, 5, 435]],
  [true, 'ns', [10, 100, 9_999_999]],
  [false, 'ns', [10, 100, 1e9]],
  [false, 's', [0.0007, 43.6, 46]],
  // Units without smaller and larger ones stay as they are.
  [true, 'ops/s', [1, 1e9]],
  [true, 'ms', []],
])('%j: one unit is readable for %s of %j', (fits, unit, values) => {
  expect(fitOneUnit(unit, values)).toBe(fits);
});
