import { describe, expect, it } from 'vitest';
import { steadyState } from '../../src/stats/steady-state.ts';

const times = (count: number, value: number): number[] => Array<number>(count).fill(value);

describe('a level close to the last one', () => {
  const after = (first: number): ReturnType<typeof steadyState> =>
    steadyState([...times(60, first), ...times(60, 100)]);

  it('belongs to the steady state up to 2%', () => {
    // Ratios: ln 1.02 is 0.0198, and ln 1.021 is 0.0208.
    expect(after(102)).toMatchObject({ from: 0, to: 120, levelStarts: [0, 60] });
    expect(after(102.1)).toMatchObject({ from: 60, to: 120, level: 100, levelStarts: [0, 60] });
    expect(after(97.9).from).toBe(60);
  });

  it('belongs to it up to 2% of the middle of all where a slice has the value 0', () => {
    const afterZero = (first: number): number | null =>
      steadyState([0, ...times(59, first), ...times(60, 100)]).from;
    expect([afterZero(101.99), afterZero(102.03)]).toEqual([0, 60]);
  });
});

it('a last level that ends a run is left out only where one came before it', () => {
  expect(steadyState([...times(30, 200), ...times(66, 100), ...times(4, 20)])).toEqual({
    from: 30,
    to: 96,
    level: 100,
    levelStarts: [0, 30, 96],
  });
});
