import { expect, it } from 'vitest';
import { parameterFamilies, type Measured } from '../../../src/report/parameters/parameter-families.ts';

const measured = (names: readonly string[]): Measured[] =>
  names.map((name, i) => ({ name, scenario: null, files: [], mean: i + 1, deviation: null, n: null }));

const shown = (...names: string[]): object[] =>
  parameterFamilies(measured(names)).map(({ name, parameter, variants }) => ({
    name,
    parameter,
    variants: variants.map(({ label, points }) => [label, points.map(({ value }) => value)]),
  }));

it('reads a benchmark along its number, in order', () => {
  expect(shown('sort/100', 'sort/10', 'sort/1', 'other')).toEqual([
    { name: 'sort', parameter: 'parameter', variants: [['', [1, 10, 100]]] },
  ]);
});

it('sets further parameters side by side', () => {
  expect(shown('f(N: 1, by: a)', 'f(N: 10, by: a)', 'f(N: 1, by: b)', 'f(N: 10, by: b)')).toEqual([
    {
      name: 'f',
      parameter: 'N',
      variants: [
        ['by = a', [1, 10]],
        ['by = b', [1, 10]],
      ],
    },
  ]);
});

it('sets benchmarks of one class side by side only where they have the same values', () => {
  expect(shown('Sort.quick(N: 1)', 'Sort.quick(N: 10)', 'Sort.merge(N: 1)', 'Sort.merge(N: 10)')).toEqual([
    {
      name: 'Sort',
      parameter: 'N',
      variants: [
        ['quick', [1, 10]],
        ['merge', [1, 10]],
      ],
    },
  ]);
  expect(shown('Sort.quick(N: 1)', 'Sort.quick(N: 10)', 'Sort.merge(N: 1)', 'Sort.merge(N: 9)')).toHaveLength(
    2,
  );
  expect(shown('copy/1', 'copy/10', 'sort/1', 'sort/10')).toHaveLength(2);
});

it('compares variants of words without a number', () => {
  expect(shown('build [with=gcc]', 'build [with=clang]')).toEqual([
    {
      name: 'build',
      parameter: null,
      variants: [
        ['with = gcc', [null]],
        ['with = clang', [null]],
      ],
    },
  ]);
});

it('says nothing of one benchmark, or of names without parameters', () => {
  expect(shown('sort/10', 'parse', 'parse2')).toEqual([]);
});

it('numbers parameters that have no names', () => {
  expect(shown('copy/1/10', 'copy/1/20', 'copy/2/10', 'copy/2/20')).toEqual([
    {
      name: 'copy',
      parameter: 'parameter 1',
      variants: [
        ['parameter 2 = 10', [1, 2]],
        ['parameter 2 = 20', [1, 2]],
      ],
    },
  ]);
});
