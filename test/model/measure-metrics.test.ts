import { expect, test } from 'vitest';
import { measureId } from '../../src/model/metrics/measure-metrics.ts';

test('the id of a measure is cut to 80 characters and ends in a letter or digit', () => {
  expect(measureId('allocs/op')).toBe('measure.allocs-op');
  const long = `${'a'.repeat(79)} and more`;
  expect(measureId(long)).toBe(`measure.${'a'.repeat(79)}`);
});
