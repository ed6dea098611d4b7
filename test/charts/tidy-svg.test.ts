import { describe, expect, it } from 'vitest';
import { shortPath, tidySvg } from '../../src/charts/vega/tidy-svg.ts';

describe('a shortened path', () => {
  it('says the same in relative tenths', () => {
    expect(shortPath('M10.04,20.06L12.54,18.02L15,18')).toBe('M10 20.1l2.5-2.1l2.5 0');
  });

  it('is in halves if it is long', () => {
    const places = Array.from({ length: 9 }, (_, i) => `${i === 0 ? 'M' : 'L'}${i * 3.3},${i % 2}.2`);
    // 0, 3.3, 6.6, 9.9, 13.2, 16.5, 19.8, 23.1 and 26.4 to the nearest half: 0, 3.5, 6.5, 10, 13, 16.5, 20, 23, 26.5.
    expect(shortPath(places.join(''))).toBe('M0 0l3.5 1l3-1l3.5 1l3-1l3.5 1l3.5-1l3 1l3.5-1');
  });

  it('does not add up its rounding over many steps', () => {
    const places = Array.from({ length: 200 }, (_, i) => [i * 1.149, 50 + i * 0.049] as const);
    const path = shortPath(places.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${x},${y}`).join(''));
    const steps = path
      .split(/[Ml]/)
      .slice(1)
      .map((step) => (step.match(/-?\d*\.?\d+/g) ?? []).map(Number));
    const [x, y] = steps.reduce(([a, b], [dx, dy]) => [a! + dx!, b! + dy!], [0, 0]);
    // The halves nearest to 228.651 and 59.751.
    expect([x, y]).toEqual([228.5, 60]);
  });

  it('keeps the pieces of a line and the closing of a surface', () => {
    expect(shortPath('M0,0L5,5M10,10L12,12Z')).toBe('M0 0l5 5M10 10l2 2z');
  });

  it('goes back along the foot of a surface in one step, and only there', () => {
    expect(shortPath('M0,5L2,1L4,3L4,5L2,5L1,5L0,5Z')).toBe('M0 5l2-4l2 2l0 2l-4 0z');
    expect(shortPath('M0,5L2,5L4,5L4,1L2,3L0,3')).toBe('M0 5l2 0l2 0l0-4l-2 2l-2 0');
  });

  it('leaves curves as they are but for their digits', () => {
    expect(shortPath('M2.857,0A2.857,2.857,0,1,1,-2.857,0')).toBe('M2.9,0A2.9,2.9,0,1,1,-2.9,0');
  });
});

describe('a tidied picture', () => {
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" class="marks" width="9" height="9"><g class="root" aria-hidden="true"><g transform="translate(1.23,4)">' +
    '<text font-size="12px" fill="var(--ink-2)">a &lt;b&gt; class="x" 1.2345</text><path d="" display="none"/></g><g></g></g></svg>';

  it('keeps text untouched, and drops what a page says once for all', () => {
    expect(tidySvg(svg, { width: 40, height: 20, label: 'A "name" <b>' })).toBe(
      '<svg viewBox="0 0 40 20" role="img" aria-label="A &#34;name&#34; &#60;b&#62;">' +
        '<g transform="translate(1.2,4)"><text>a &lt;b&gt; class="x" 1.2345</text></g></svg>',
    );
  });
});
