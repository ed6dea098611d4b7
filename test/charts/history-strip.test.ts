import { describe, expect, it } from 'vitest';
import { historyStrip, type StripRun } from '../../src/charts/marks/history-strip.ts';
import { placesOf } from '../../src/components/blocks/scripts/read-chart.ts';

const run = (value: number | null, verdict: StripRun['verdict'], build = '1.0'): StripRun => ({
  value,
  verdict,
  build,
});
const frame = { width: 108, height: 30, hasBuilds: false };
const look = { bound: 10, isLog: false, label: 'p95 <over> 3 runs', frame };

describe('the history of a target', () => {
  it('has a mark for each run: colour and shape say the verdict', () => {
    const svg = historyStrip([run(0, 'met'), run(20, 'not met'), run(10, 'inconclusive')], look) ?? '';
    // 100 px between the first and the last run; 0 lies at 26 px, 20 at 4 px, 10 in the middle at 15 px.
    expect(svg).toContain('<path class="fb" d="M2 26a2 2');
    expect(svg).toContain('<path class="fw" d="M54 1.6l2.4 4.4h-4.8z"/>');
    expect(svg).toContain('<path class="fn" d="M104 12.4l2.6');
    expect(svg).toContain('<path class="tg" d="M0 15H108"/>');
    expect(svg).toContain('aria-label="p95 &#60;over&#62; 3 runs"');
  });

  it('leaves out what was not measured, and is nothing for a single value', () => {
    expect(historyStrip([run(1, 'met'), run(null, 'not measured'), run(2, 'met')], look)).not.toContain(
      'class="fn"',
    );
    expect(historyStrip([run(1, 'met'), run(null, 'not measured')], look)).toBeNull();
  });

  it('names the builds where there is room', () => {
    const runs = ['1.0', '1.0', '1.1', '1.2', '1.2'].map((build) => run(1, 'met', build));
    const wide = historyStrip(runs, { ...look, frame: { width: 400, height: 44, hasBuilds: true } }) ?? '';
    expect([...wide.matchAll(/>([\d.]+)<\/text>/g)].map(([, name]) => name)).toEqual(['1.0', '1.1', '1.2']);
    const narrow = historyStrip(runs, { ...look, frame: { width: 60, height: 44, hasBuilds: true } }) ?? '';
    expect(narrow.match(/<text/g)?.length).toBeLessThan(3);
  });
});

describe('the name of the latest build', () => {
  it('is left out rather than cut off at the edge', () => {
    const nights = Array.from({ length: 29 }, (_, i) => run(1, 'met', `2026-10-${i + 10}`));
    for (const width of [400, 420, 440, 460, 480]) {
      const frame = { width, height: 44, hasBuilds: true };
      const svg = historyStrip(nights, { ...look, frame }) ?? '';
      const last = Number([...svg.matchAll(/<text x="([\d.]+)"/g)].at(-1)?.[1]);
      // Eight digits and two hyphens of a sans serif of 11 to 12 px are about 62 px wide.
      expect(last + 62).toBeLessThanOrEqual(width);
    }
  });
});

it('names of commits do not overlap', () => {
  const commits = ['6b3929c746', '53bcb4a293', '93f5799643', 'a1582cda3f', '858140bd75', 'd0de334ea1'];
  const runs = Array.from({ length: 60 }, (_, i) => run(1, 'met', commits[i % 6]));
  const svg = historyStrip(runs, { ...look, frame: { width: 440, height: 44, hasBuilds: true } }) ?? '';
  const starts = [...svg.matchAll(/<text x="([\d.]+)"/g)].map(([, x]) => Number(x));
  expect(starts.length).toBeGreaterThan(4);
  // Seven digits of a sans serif of 12 px are 46.7 px wide.
  for (const [i, x] of starts.slice(1).entries()) expect(x - starts[i]!).toBeGreaterThan(46.7);
});

describe('a path', () => {
  it('is read as it was written: M absolute, l by steps', () => {
    expect(placesOf('M10 20.5l2-.5l-1 3M0 0z')).toEqual([
      [10, 20.5],
      [12, 20],
      [11, 23],
      [0, 0],
    ]);
  });
});
