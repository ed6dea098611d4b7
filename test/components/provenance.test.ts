import { describe, expect, it } from 'vitest';
import { rowMark } from '../../src/components/blocks/provenance.ts';
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
