import { describe, expect, it } from 'vitest';
import { defaultProject } from '../../src/model/documents/project.ts';
import { effectOf } from '../../src/history/work/effect.ts';
import type { RunMeasures } from '../../src/model/run-measures.ts';
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

/** Twelve calm runs of two endpoints, then one with the given medians. */
function after(medians: Readonly<Record<string, number>>): [earlier: RunMeasures[], done: RunMeasures] {
  const of = (day: number, values: Readonly<Record<string, number>>): RunMeasures =>
    makeRun({
      day,
      endpoints: Object.fromEntries(
        Object.entries(values).map(([name, value]) => [name, { p50: noisy(value, next) }]),
      ),
    });
  const earlier = Array.from({ length: 12 }, (_, day) => of(day, { pay: 100, look: 50 }));
  return [earlier, of(12, medians)];
}

describe('the verdict of an expected effect', () => {
  const p50 = 'response.p50' as const;
  const verdictOf = (
    medians: Readonly<Record<string, number>>,
    change: number,
    endpoint?: string,
  ): string => {
    const [earlier, done] = after(medians);
    return effectOf({ metric: p50, change, endpoint }, done, earlier, defaultProject, []).verdict;
  };

  it('compares what was measured with what was expected', () => {
    // From 100 to 60 ms.
    const halved = { pay: 60, look: 50 };
    expect(verdictOf(halved, -0.2, 'pay')).toBe('as expected');
    expect(verdictOf(halved, -0.8, 'pay')).toBe('less than expected');
    expect(verdictOf(halved, 0.3, 'pay')).toBe('opposite');
    expect(verdictOf(halved, -0.3, 'look')).toBe('no effect shown');
    expect(verdictOf(halved, -0.3, 'search')).toBe('cannot tell');
  });

  it('without an endpoint is that of the endpoint that gained least', () => {
    expect(verdictOf({ pay: 60, look: 30 }, -0.3)).toBe('as expected');
    expect(verdictOf({ pay: 60, look: 50 }, -0.3)).toBe('no effect shown');
    expect(verdictOf({ pay: 160, look: 50 }, 0.3)).toBe('no effect shown');
  });

  it('is unknown if the environment is another', () => {
    const [earlier, done] = after({ pay: 60, look: 50 });
    const moved = { ...done, manifest: { system: { cpu: 'another' } } };
    const effect = effectOf({ metric: p50, change: -0.3 }, moved, earlier, defaultProject, []);
    expect(effect.verdict).toBe('cannot tell');
    expect(effect.measured).toBeNull();
  });

  it('is unknown without a run to compare with', () => {
    const [, done] = after({ pay: 60, look: 50 });
    expect(effectOf({ metric: p50, change: -0.3 }, done, [], defaultProject, [])).toEqual({
      measured: null,
      measuredInterval: null,
      verdict: 'cannot tell',
    });
  });
});
