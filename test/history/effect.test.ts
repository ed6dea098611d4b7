import { describe, expect, it } from 'vitest';
import { defaultProject } from '../../src/model/documents/project.ts';
import { effectOf } from '../../src/history/work/effect.ts';
import { dice, makeRun, noisy } from './make-run.ts';

const next = dice(7);

/** Runs whose one operation grows by so much of its base. */
const growing = (day: number, growth: number): ReturnType<typeof makeRun> =>
  makeRun({ day, memory: { Indexing: { base: 100, peak: 300, final: 100 * (1 + noisy(growth, next)) } } });

describe('what a recommendation gained', () => {
  it('is relative for shares too, as it was expected', () => {
    const earlier = Array.from({ length: 12 }, (_, day) => growing(day, 0.8));
    const done = growing(12, 0.4);
    const effect = effectOf({ metric: 'memory.growth', change: -0.45 }, done, earlier, defaultProject, []);
    // From 80% to 40% growth is half of it, not 40% of it.
    expect(effect.measured).toBeCloseTo(-0.5, 1);
    expect(effect.measuredInterval!.lower).toBeLessThan(-0.45);
    expect(effect.verdict).toBe('as expected');
  });
});
