import { describe, expect, it } from 'vitest';
import { compilePattern } from '../../../src/commands/import/path-pattern.ts';
import { factsOfPath } from '../../../src/commands/import/run-facts.ts';

const match = (pattern: string, path: string) => compilePattern(pattern)(path);

describe('compilePattern', () => {
  it.each([
    [
      '{date}-{version}/**',
      '2024-05-01-1.4.0-rc1/a/b.csv',
      { date: '2024-05-01', version: '1.4.0-rc1' },
      'a/b.csv',
    ],
    ['{date}-{version}', '2024_05_01-v2/b.csv', { date: '2024_05_01', version: 'v2' }, 'b.csv'],
    ['**/{version}.{csv,jtl}', 'x/y/1.2.jtl', { version: '1.2' }, '1.2.jtl'],
    ['{day}.{month}.{year}/*', '1.5.2024/b.csv', { day: '1', month: '5', year: '2024' }, 'b.csv'],
    ['run-?/{commit}*/**', 'run-7/abcdef0-dirty/b.csv', { commit: 'abcdef0' }, 'b.csv'],
    ['a.b/{id}', 'a.b/c', { id: 'c' }, 'c'],
  ])('%s matches %s', (pattern, path, values, rest) => {
    expect(match(pattern, path)).toEqual({ values, rest });
  });

  it.each([
    ['{date}/**', '2024-13-01/b.csv'],
    ['{id}/*.csv', 'a/b/c.csv'],
    ['a.b/{id}', 'axb/c'],
    ['{commit}/**', 'abc/x'],
  ])('%s does not match %s', (pattern, path) => {
    expect(match(pattern, path)).toBeNull();
  });

  it.each([
    ['search-10-{day}/**', '{day} states no date without {year} and {month}.'],
    ['{year}/{day}/**', '{day} states no date without {month}.'],
    ['{month}-{version}/**', '{month} states no date without {year}.'],
  ])('refuses %s, of which the date would be ignored', (pattern, message) => {
    expect(() => compilePattern(pattern)).toThrow(message);
  });

  it('matches in linear time', () => {
    const path = 'a'.repeat(20_000);
    expect(match(`${'*a'.repeat(30)}{id}b`, path)).toBeNull();
  });
});

describe('factsOfPath', () => {
  it('joins what it knows to an id', () => {
    expect(factsOfPath({ date: '20240501', time: '10h30', version: 'v 1/2', tester: 'Ann' })).toEqual({
      id: '2024-05-01-103000-v-1-2',
      startedAt: '2024-05-01T10:30:00Z',
      stated: { version: 'v 1/2', tester: 'Ann' },
    });
  });

  it('reports days that do not exist', () => {
    expect(factsOfPath({ date: '2023-02-29' })).toEqual({ wrongDate: '2023-02-29' });
    expect(factsOfPath({ date: '2024-02-29' })).toMatchObject({ startedAt: '2024-02-29' });
  });
});
