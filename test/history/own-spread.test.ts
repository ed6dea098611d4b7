import { describe, expect, it } from 'vitest';
import { contextOf } from '../../src/history/context.ts';
import { excessVariance } from '../../src/history/evidence/own-spread.ts';
import { valuesBySession } from '../../src/history/trends/level-values.ts';
import { defaultProject } from '../../src/model/documents/project.ts';
import type { RunMeasures } from '../../src/model/run-measures.ts';
import type { MetricChange } from '../../src/model/run-report.ts';
import { dice, makeRun, noisy } from './make-run.ts';

const place = { metric: 'response.p99', scenario: 'shop', endpoint: 'pay' } as const;

/** A run whose p99 lies so many standard deviations of its logarithm above and below its own interval's ends. */
function run(day: number, p99: number, below: number, above: number): RunMeasures {
  const made = makeRun({ day, manifest: { commit: `c${day}` }, endpoints: { pay: { p50: 20, p95: 50 } } });
  const interval = { lower: p99 * Math.exp(-1.96 * below), upper: p99 * Math.exp(1.96 * above) };
  const metricValues = made.metricValues.map((one) =>
    one.metric === place.metric ? { ...one, value: p99, interval } : one,
  );
  return { ...made, metricValues };
}

const side = (...runs: readonly RunMeasures[]): ReturnType<typeof valuesBySession> =>
  valuesBySession(
    runs.map((one) => [one]),
    place,
  );

describe('the excess variance of a head', () => {
  const base = side(run(0, 100, 0.1, 0.3), run(1, 110, 0.3, 0.1));

  it('is what its interval on the side of the base has beyond the mean of the base', () => {
    // The base: (0.01 + 0.09) / 2 = 0.05.
    const head = side(run(9, 200, 0.3, 0.4));
    expect(excessVariance({ base, head }, place, 0.7)).toBeCloseTo(0.09 - 0.05, 12);
    expect(excessVariance({ base, head }, place, -0.7)).toBeCloseTo(0.16 - 0.05, 12);
  });

  it('is 0 for a head that is no less certain, and where a run has no interval', () => {
    expect(excessVariance({ base, head: side(run(9, 200, 0.1, 0.1)) }, place, 0.7)).toBe(0);
    const bare = makeRun({ day: 9, endpoints: { pay: { p50: 20, p95: 50 } } });
    expect(excessVariance({ base, head: side(bare) }, place, 0.7)).toBe(0);
    expect(excessVariance({ base: side(bare), head: base }, place, 0.7)).toBe(0);
  });
});

describe('a tail that is much higher than its history', () => {
  const next = dice(3);
  const history = Array.from({ length: 12 }, (_, day) => run(day, noisy(100, next), 0.05, 0.05));
  const told = (head: RunMeasures): MetricChange =>
    contextOf(head, history, new Map(), defaultProject, []).changes.find(
      ({ metric, endpoint }) => metric === place.metric && endpoint === place.endpoint,
    )!;

  it('is a confirmed regression where its own run is sure of it', () => {
    expect(told(run(20, 160, 0.05, 0.4))).toMatchObject({ verdict: 'worse', certainty: 'confirmed' });
  });

  it('is none where its own interval reaches down to the history', () => {
    expect(told(run(20, 160, 0.3, 0.05)).verdict).toBe('no-change-shown');
  });
});
