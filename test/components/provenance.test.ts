import { describe, expect, it } from 'vitest';
import { rowMark, rowSources } from '../../src/components/blocks/provenance.ts';
import type { SourceClass } from '../../src/model/source-class.ts';
import type { Cell, Column } from '../../src/model/section.ts';

const columns: Column[] = ['name', 'p50', 'p95'].map((key) => ({ key, label: key, type: 'number' }));
const cell = (source: SourceClass): Cell => ({
  text: '1',
  provenance: { source, relativeError: null, n: 1, files: [], estimator: '' },
});
const row = (p50: Cell, p95: Cell): Record<string, Cell> => ({ name: { text: 'pay' }, p50, p95 });

describe('the mark of a row', () => {
  it('stands once where all its figures share it', () => {
    expect(rowMark(columns, row(cell('reported'), cell('reported')))?.sign).toBe('†');
    expect(rowMark(columns, row(cell('exact'), cell('exact')))).toBeNull();
  });

  it('is left to the figures where they differ, or where only one has a source', () => {
    expect(rowMark(columns, row(cell('reported'), cell('exact')))).toBeNull();
    expect(rowMark(columns, row(cell('reported'), { text: '–' }))).toBeNull();
  });
});

describe('the sources of a row', () => {
  const sized = (effectiveN?: number | null): Cell => ({
    text: '1',
    provenance: {
      source: 'exact',
      relativeError: 0,
      n: 675,
      files: ['requests.csv'],
      estimator: 'Hyndman-Fan 7',
      ...(effectiveN === undefined ? {} : { effectiveN }),
    },
  });

  it('are told once for values of the same samples, however many of them count', () => {
    expect(rowSources(columns, row(sized(674.6), sized(32)))).toEqual([
      {
        estimators: ['Hyndman-Fan 7'],
        basis: '675 samples, p50: effective sample size 674, p95: effective sample size 32 · exact',
        files: ['requests.csv'],
      },
    ]);
    expect(rowSources(columns, row(sized(null), sized(null)))[0]?.basis).toBe(
      '675 samples, assumed independent because their times are unknown · exact',
    );
  });

  it('name the values that have an interval if others have none', () => {
    expect(rowSources(columns, row(sized(), sized(32)))[0]?.basis).toBe(
      '675 samples, p95: effective sample size 32 · exact',
    );
    expect(rowSources(columns, row(sized(), sized()))[0]?.basis).toBe('675 samples · exact');
  });

  it('are apart for values of other samples, each with its columns', () => {
    const sources = rowSources(columns, row(sized(), cell('reported')));
    expect(sources.map(({ estimators }) => estimators)).toEqual([['p50: Hyndman-Fan 7'], ['p95']]);
    expect(sources.map(({ basis }) => basis)).toEqual([
      '675 samples · exact',
      '1 sample · reported by the tool',
    ]);
  });
});
