import { describe, expect, it } from 'vitest';
import { benchmarkName } from '../../../src/report/parameters/benchmark-name.ts';

const shown = (name: string): string => {
  const { base, parameters } = benchmarkName(name);
  return [base, ...parameters.map(({ key, value }) => `${key ?? '?'}=${JSON.stringify(value)}`)].join(' | ');
};

describe('a name with parameters', () => {
  it.each([
    ['BM_Sort/10', 'BM_Sort | ?=10'],
    ['BM_Sort/10/4', 'BM_Sort | ?=10 | ?=4'],
    ['BM_Sort/n:10/iterations:5', 'BM_Sort/iterations:5 | n=10'],
    ['BenchmarkSort/n=100-8', 'BenchmarkSort | n=100 | processors=8'],
    ['BenchmarkSort/100-8', 'BenchmarkSort | ?=100 | processors=8'],
    ['sort(10)', 'sort | ?=10'],
    ['Demo.Sort.Quick(N: 10, Mode: fast)', 'Demo.Sort.Quick | N=10 | Mode="fast"'],
    ['Demo.Sort.run [n=10] (avgt)', 'Demo.Sort.run (avgt) | n=10'],
    ['test_sort[10]', 'test_sort | ?=10'],
    ['./pack --level 3 --input a.txt', './pack --level --input a.txt | level=3'],
    ['./pack --level=3', './pack --level | level=3'],
  ])('%s is %s', (name, expected) => {
    expect(shown(name)).toBe(expected);
  });
});

describe('a name without parameters', () => {
  it.each([
    'BM_Sort',
    'sort/std',
    'Demo.Sort.run (avgt)',
    'test_sort[small-list]',
    'sleep 0.02',
    'parse2',
    'BenchmarkSort-8',
    'src/parse.bench.ts > parses 10 files',
    'f(x)',
    './pack --input a10.txt',
  ])('%s is left as it is', (name) => {
    expect(benchmarkName(name)).toEqual({ base: name, parameters: [] });
  });
});
