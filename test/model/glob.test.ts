import { matchesGlob } from 'node:path/posix';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileGlob, globFault } from '../../src/model/glob.ts';

describe('compileGlob', () => {
  it.each([
    ['*.jtl', 'a.jtl', true],
    ['*.jtl', 'a/b.jtl', false],
    ['**/*.jtl', 'b.jtl', true],
    ['**/*.jtl', 'a/c/b.jtl', true],
    ['a/**', 'a', true],
    ['a/**', 'a/b/c', true],
    ['a/**', 'ab', false],
    ['a/**/d', 'a/d', true],
    ['a/**/d', 'a/b/c/d', true],
    ['a/**/d', 'a/bd', false],
    ['a/*', 'a/', false],
    ['**', 'a/b', true],
    ['GET /users/*', 'GET /users/7', true],
    ['GET /users/*/orders', 'GET /users/7/orders', true],
    ['GET /users/*', 'GET /users/7/orders', false],
    ['run-?.csv', 'run-1.csv', true],
    ['run-[0-9].csv', 'run-x.csv', false],
    ['run-[!0-9].csv', 'run-x.csv', true],
    ['{a,b{c,d}}.csv', 'bd.csv', true],
    ['{a}.csv', '{a}.csv', true],
    ['a\\*b', 'a*b', true],
    ['a\\*b', 'axb', false],
    ['POST /pay(card)', 'POST /pay(card)', true],
    ['.*', '.hidden', true],
    ['[', '[', true],
    ['größe-*', 'größe-1', true],
  ])('%s and %s: %s', (glob, text, expected) => {
    expect(compileGlob(glob)(text)).toBe(expected);
  });

  it('agrees with Node on globs of stars, question marks, braces and sets', () => {
    const glob = fc.array(fc.constantFrom('a', 'b', '/', '*', '?', '**/', '/**', '{a,b}', '[ab]', '[!a]'), {
      minLength: 1,
      maxLength: 6,
    });
    const text = fc.array(fc.constantFrom('a', 'b', '/'), { minLength: 1, maxLength: 6 });
    // Node takes `a/**` for what lies below `a` alone; here it takes `a` as well.
    const endsBelow = (path: string): boolean => path.endsWith('/**');
    const isOdd = (path: string): boolean => /^\/|\/\/|\/$|\*\*\*|\*\*[^/]|[^/]\*\*/.test(path);
    fc.assert(
      fc.property(glob, text, (pattern, path) => {
        fc.pre(!isOdd(pattern.join('')) && !endsBelow(pattern.join('')) && !isOdd(path.join('')));
        expect(compileGlob(pattern.join(''))(path.join(''))).toBe(
          matchesGlob(path.join(''), pattern.join('')),
        );
      }),
      { numRuns: 3_000, seed: 7 },
    );
  });

  it('takes time in proportion to pattern and text, also for patterns that ruin a backtracking matcher', () => {
    const pattern = `${'*a'.repeat(300)}b`;
    expect(compileGlob(pattern)('a'.repeat(3_000))).toBe(false);
    expect(compileGlob('(a+)+b')('a'.repeat(10_000))).toBe(false);
  });

  it('names what it does not support', () => {
    expect(globFault('+(a|b)')).toContain('Extended globs');
    expect(globFault('{a,b}'.repeat(12))).toContain('alternatives');
    expect(globFault('x'.repeat(1_001))).toContain('longer');
    expect(globFault('GET /a?b=*')).toBeNull();
    expect(compileGlob('+(a|b)')('a')).toBe(false);
  });
});
