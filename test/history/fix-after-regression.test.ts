import { describe, expect, it } from 'vitest';
import { basisText } from '../../src/model/text/basis.ts';
import { contextOf } from '../../src/history/context.ts';
import { defaultProject } from '../../src/model/documents/project.ts';
import type { RunMeasures } from '../../src/model/run-measures.ts';
import type { MetricChange } from '../../src/model/run-report.ts';
import { dice, makeRun, noisy } from './make-run.ts';

/** Runs of one build each, a day apart; `factors` multiply the times of one endpoint. */
function runsOf(factors: readonly number[], seed: number): RunMeasures[] {
  const next = dice(seed);
  return factors.map((factor, day) =>
    makeRun({
      day,
      manifest: { commit: `c${day}` },
      endpoints: {
        order: { p50: noisy(250, next) * factor, p95: noisy(450, next) * factor },
        home: { p50: noisy(45, next), p95: noisy(80, next) },
      },
      requestsPerSecond: noisy(50, next),
    }),
  );
}

/** What the report of the last run says of the endpoint's median. */
function lastChange(factors: readonly number[], seed = 3): MetricChange {
  const runs = runsOf(factors, seed);
  const last = runs.at(-1)!;
  const { changes } = contextOf(last, runs.slice(0, -1), new Map(), defaultProject, []);
  return changes.find((one) => one.metric === 'response.p50' && one.endpoint === 'order')!;
}

const before = [1, 1, 1, 1, 1];

describe('a fix after a regression of few runs', () => {
  it.each([2, 3])('is an improvement after %d of them', (count) => {
    const change = lastChange([...before, ...Array.from({ length: count }, () => 1.4), 1]);
    expect(change).toMatchObject({ verdict: 'better', certainty: 'confirmed' });
    expect(change.relative).toBeCloseTo(1 / 1.4 - 1, 1);
    expect(basisText(change.basis)).toBe(
      `history of ${5 + count} runs, compared with the last ${count}: those before were on another level`,
    );
  });

  it('is an improvement after so many of them that they are a level of the history', () =>
    expect(lastChange([...before, 1.4, 1.4, 1.4, 1.4, 1])).toMatchObject({
      verdict: 'better',
      basis: { evidence: 'history of 4 runs' },
    }));

  it('leaves no noise behind: the next regression is found, too', () =>
    expect(lastChange([...before, 1.4, 1.4, 1, 1, 1.4])).toMatchObject({
      verdict: 'worse',
      certainty: 'confirmed',
    }));

  it('is no change where the regression stays', () =>
    expect(lastChange([...before, 1.4, 1.4, 1.4])).toMatchObject({ verdict: 'no-change-shown' }));

  it('calls nothing after a single odd night', () =>
    expect(lastChange([...before, 1.4, 1])).toMatchObject({ certainty: null }));
});
