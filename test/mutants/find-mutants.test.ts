import { compileFunction } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { findMutants } from './find-mutants.ts';
import { withProbes } from './reached.ts';

const changes = (text: string): string[] =>
  findMutants('a.ts', text).map(({ from, to }) => `${from} -> ${to}`);

describe('mutants', () => {
  it('swap comparisons, arithmetic, logic and truth', () => {
    expect(changes('f(a <= b, a === b, a - b, a && b, true);')).toEqual([
      '<= -> <',
      '=== -> !==',
      '- -> +',
      '&& -> ||',
      'true -> false',
    ]);
  });

  it('negate conditions', () => {
    expect(changes('if (a) f(b ? c : d);')).toEqual(['a -> !(a)', 'b -> !(b)']);
  });

  it('add one to small whole numbers and double the others', () => {
    expect(changes('f(0, 10, 5_000, 0.05);')).toEqual([
      '0 -> 1',
      '10 -> 11',
      '5_000 -> 10000',
      '0.05 -> 0.1',
    ]);
  });

  it('leave imports, types, texts, patterns, names and comments as they are', () => {
    const text = `import a from './1.ts';
      interface B { c: 1 | true }
      type D = 2;
      const e = '1 < 2' + f, g = /3+4/, h = { 5: i } as { 5: 6 }; // 7 && 8
      const { 9: j } = k<true>();`;
    expect(changes(text)).toEqual([]);
  });

  it('know which line they are in, and whether they run while their module is loaded', () => {
    const found = findMutants('a.ts', 'const a = 1;\nconst f = () => 2;');
    expect(found.map(({ line, isStatic }) => [line, isStatic])).toEqual([
      [1, true],
      [2, false],
    ]);
  });
});

describe('probes', () => {
  it('compute what the source computes, and report each expression', () => {
    const text = 'return (a + 1) * 2 > 4 && !b';
    const probed = withProbes(text, new Map(findMutants('a.ts', text).entries()));
    const ids: number[] = [];
    const scope = globalThis as { reached?: (id: number) => void };
    scope.reached = (id) => void ids.push(id);
    const run = compileFunction(probed, ['a', 'b']) as (a: number, b: boolean) => boolean;
    expect([run(1, true), ids.toSorted((a, b) => a - b)]).toEqual([false, [0, 1, 2, 3, 4, 5, 6]]);
    expect([run(1, false), run(2, true), run(2, false)]).toEqual([false, false, true]);
    delete scope.reached;
  });
});
