import { describe, expect, it } from 'vitest';
import { guessDelimiter, splitLine } from '../../../src/ingest/files/csv.ts';

describe('the delimiter of a line', () => {
  it('is what splits it into most fields', () => {
    expect(['a,b', 'a;b', 'a\tb', 'a|b', 'a,b;c;d'].map(guessDelimiter)).toEqual([',', ';', '\t', '|', ';']);
  });

  it('is the first of several that split it alike: a comma, a semicolon, a tab', () => {
    expect(['a', 'a,b;c|d', 'a;b\tc', 'a\tb|c'].map(guessDelimiter)).toEqual([',', ',', ';', '\t']);
  });

  it('is not between quotes', () => {
    expect(guessDelimiter('"a,b,""c",d;e;f')).toBe(';');
  });
});

describe('the fields of a line', () => {
  it('are what delimiters separate, empty ones included', () => {
    expect(splitLine('a,,"b,""c"",",', ',')).toEqual(['a', '', 'b,"c",', '']);
    expect(splitLine('a|b', '|')).toEqual(['a', 'b']);
    expect(splitLine('', ',')).toEqual(['']);
  });
});
