import { describe, expect, it } from 'vitest';
import { joinCells } from '../../src/charts/vega/cell-grid.ts';

const cell = (left: number, top: number, width: number, height: number, colour: string): string =>
  `<path d="M${left},${top}h${width}v${height}h-${width}Z" fill="${colour}"/>`;

const tenth = (value: number): number => Math.round(value * 10) / 10;

/** Cells of a grid as Vega draws them, each number rounded by itself. */
const gridCell = (column: number, row: number, columns: number, colour: string): string =>
  cell(tenth(7 + column * 13.31), tenth(2 + row * 3.07), tenth(columns * 13.31), tenth(3.07), colour);

describe('the cells of a heat map', () => {
  const pale = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 39].map((row) => gridCell(row % 5, row, 2, 'pale'));
  const dark = [0, 17].map((column) => gridCell(column, 12, 1, 'dark'));

  it('are strokes in units of their grid, by colour and row', () => {
    const joined = joinCells(`<g>${pale.join('')}${dark.join('')}</g>`);
    expect(joined).toMatch(
      // Half a row lower: a stroke lies around its line.
      /^<g><g transform="translate\(7,3\.\d+\)scale\(13\.3\d*,3\.0\d*\)" stroke-linecap="butt" shape-rendering="crispEdges">/,
    );
    const path = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 39].map((row) => `M${row % 5} ${row}h2`).join('');
    expect(joined).toContain(
      `<path d="${path}" stroke="pale"/><path d="M0 12h1M17 12h1" stroke="dark"/></g></g>`,
    );
  });

  it('cover what their rectangles covered', () => {
    const scale = /scale\(([\d.]+),([\d.]+)\)/.exec(joinCells([...pale, ...dark].join('')));
    expect(Number(scale?.[1])).toBeCloseTo(13.31, 1);
    expect(Number(scale?.[2])).toBeCloseTo(3.07, 1);
  });

  it('stay rectangles if the edge of the scale cuts them', () => {
    const cut = cell(7, 124.8, 13.3, 1.2, 'pale');
    expect(joinCells([...pale, cut].join(''))).toContain(
      '<path d="M7 124.8h13.3v1.2h-13.3z" fill="pale"/><g ',
    );
  });

  it('stay as they are if they share no grid, or are few', () => {
    const few = pale.slice(0, 3).join('');
    expect(joinCells(few)).toBe(few);
    const loose = pale.map((_, i) => cell(tenth(Math.sqrt(i) * 17), i * 3, 5.5, 3, 'pale')).join('');
    expect(joinCells(loose)).toBe(loose);
  });
});
