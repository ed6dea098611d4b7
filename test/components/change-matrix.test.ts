import { describe, expect, it } from 'vitest';
import { changeMatrices, depthOf } from '../../src/components/trends/change-matrix.ts';
import { series } from './make-series.ts';

describe('the heat map of level shifts', () => {
  it('has a cell where a level changed, with sign, size and verdict', () => {
    const [matrix] = changeMatrices([
      series('response.p95', 'pay', [[3, 1]]),
      series('response.p95', 'list', []),
    ]);
    expect(matrix?.builds).toEqual(['1.0', '1.1', '1.2', '1.3', '1.4', '1.5', '1.6', '1.7']);
    // "list" has no level shift, so it has no row.
    expect(matrix?.rows.map(({ name }) => name)).toEqual(['pay']);
    expect(matrix?.caption).toBe('Endpoints; 1 without a level shift are left out');
    const cells = matrix?.rows[0]?.cells[0] ?? [];
    expect(cells.map((cell) => cell?.sign ?? '')).toEqual(['', '', '', '+', '', '', '', '']);
    expect(cells[3]).toMatchObject({ tone: 'worse', depth: 2, isSuspected: false, slug: 'r3' });
    expect(cells[3]?.title).toMatch(
      /^95th percentile response time of pay in Buying: 100 → 200.ms, regression$/,
    );
  });

  it('is absent without a level shift', () => {
    expect(changeMatrices([series('response.p95', 'pay', [])])).toEqual([]);
  });

  it('takes doubling and halving for equally large', () => {
    expect([
      depthOf({ relative: 0.1 }, false),
      depthOf({ relative: 1 }, false),
      depthOf({ relative: 4 }, false),
    ]).toEqual([1, 2, 3]);
    expect(depthOf({ relative: -0.5 }, false)).toBe(2);
    expect(depthOf({ relative: -0.8 }, false)).toBe(3);
  });

  it('measures changes of shares in points', () => {
    expect([
      depthOf({ relative: 0.005 }, true),
      depthOf({ relative: 0.05 }, true),
      depthOf({ relative: -0.22 }, true),
    ]).toEqual([1, 2, 3]);
  });

  it('tells builds of one version apart by their commits', () => {
    const one = series('response.p95', 'pay', [[3, 1]]);
    const points = one.points.map((point, i) => ({ ...point, version: '2.0', commit: `${i}abcdef0123` }));
    const [matrix] = changeMatrices([{ ...one, points }]);
    expect(matrix?.builds).toHaveLength(8);
    expect(matrix?.builds[3]).toBe('2.0 (3abcdef)');
  });

  it('keeps the places that changed most, and counts the others', () => {
    const all = Array.from({ length: 70 }, (_, i) => series('response.p95', `e${i}`, [[3, 0.1 + i / 100]]));
    const [matrix] = changeMatrices(all);
    expect(matrix?.rows).toHaveLength(60);
    expect(matrix?.rows.map(({ name }) => name)).not.toContain('e9');
    expect(matrix?.rows.map(({ name }) => name)).toContain('e10');
    expect(matrix?.caption).toBe('Endpoints; 10 with smaller level shifts are left out');
  });
});
