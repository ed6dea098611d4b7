import { describe, expect, it } from 'vitest';
import { bandRows, heightOf, lineRows, shorten, spread, valueAt } from '../../src/charts/chart-lines.ts';

describe('points of a line', () => {
  it('break where a value is missing', () => {
    const points = [1, null, 3, 4].map((v, t) => ({ t, v }));
    expect(lineRows(points)).toEqual([
      { t: 0, v: 1, part: 0 },
      { t: 2, v: 3, part: 1 },
      { t: 3, v: 4, part: 1 },
    ]);
  });

  it('make a band only where both sides are known', () => {
    expect(
      bandRows([
        { t: 0, low: 1, high: null },
        { t: 1, low: 1, high: 2 },
      ]),
    ).toEqual([{ t: 1, v: 2, v2: 1, part: 1 }]);
  });
});

describe('labels that would cover each other', () => {
  it('move apart no further than they must, in their order', () => {
    expect(spread([{ y: 50 }, { y: 10 }, { y: 52 }], 14, 100)).toEqual([44, 10, 58]);
  });

  it('stand around the middle of where they belong', () => {
    const places = spread([{ y: 40 }, { y: 41 }, { y: 42 }, { y: 43 }], 14, 200);
    expect(places).toEqual([20.5, 34.5, 48.5, 62.5]);
    // A fifth label, far enough from the others, stays.
    expect(spread([{ y: 40 }, { y: 41 }, { y: 90 }], 14, 200)).toEqual([33.5, 47.5, 90]);
  });

  it('stay within the picture', () => {
    expect(spread([{ y: 98 }, { y: 99 }], 14, 100)).toEqual([86, 100]);
  });

  it('are shortened to fit', () => {
    expect(shorten('a name that is long', 8)).toBe('a name…');
  });
});

it('finds a value again at its height, on both scales', () => {
  for (const scale of ['log', 'linear'] as const)
    expect(valueAt(heightOf(37, [10, 100], 160, scale), [10, 100], 160, scale)).toBeCloseTo(37, 9);
});
