import { describe, expect, it } from 'vitest';
import { reachingOf } from '../../src/history/trends/reaching.ts';
import type { Annotation } from '../../src/model/documents/annotations.ts';
import { defaultProject } from '../../src/model/documents/project.ts';
import type { RunMeasures } from '../../src/model/run-measures.ts';
import { dice, makeRun, noisy } from './make-run.ts';

/** A run a day with these medians, and what reaches the last one of them. */
function reaching(medians: readonly number[], annotations: readonly Annotation[] = []) {
  const runs = medians.map((p50, day): RunMeasures =>
    makeRun({ day, manifest: { commit: `c${day}` }, endpoints: { pay: { p50 } } }),
  );
  const { changePoints, drifts } = reachingOf(runs.at(-1)!, runs.slice(0, -1), defaultProject, annotations);
  const isMedian = ({ metric }: { readonly metric: string }): boolean => metric === 'response.p50';
  return { changePoints: changePoints.filter(isMedian), drifts: drifts.filter(isMedian) };
}

const next = dice(3);
const level = (value: number, count: number): number[] =>
  Array.from({ length: count }, () => noisy(value, next));

describe('what reaches a run', () => {
  it('is a drift of the level that it stands on, with its place', () => {
    // 100 to 119: a rise by 1 from run to run, as a share of the median of the level, which ends with 119.
    const { changePoints, drifts } = reaching(Array.from({ length: 20 }, (_, i) => 100 + i));
    expect(changePoints).toEqual([]);
    expect(drifts).toMatchObject([{ metric: 'response.p50', scenario: 'shop', endpoint: 'pay' }]);
    const { runs = NaN, perRun } = drifts[0] ?? {};
    expect(runs).toBeGreaterThanOrEqual(10);
    expect(perRun).toBeCloseTo(1 / (119 - (runs - 1) / 2), 10);
  });

  it('is the step that led to its level: its run, the last before it, and its size', () => {
    const { changePoints, drifts } = reaching([...level(100, 12), ...level(130, 10)]);
    expect(drifts).toEqual([]);
    expect(changePoints).toMatchObject([
      { run: 'run-012', lastBefore: 'run-011', certainty: 'confirmed', verdict: 'worse' },
    ]);
    expect(changePoints[0]?.relative).toBeCloseTo(0.3, 1);
  });

  it('is only the newest of several steps', () => {
    const { changePoints } = reaching([...level(100, 12), ...level(130, 10), ...level(90, 10)]);
    expect(changePoints).toMatchObject([{ run: 'run-022', lastBefore: 'run-021', verdict: 'better' }]);
  });

  it('is nothing of a level without either, nor of an accepted step', () => {
    const values = [...level(100, 12), ...level(130, 10)];
    expect(reaching(level(100, 20))).toEqual({ changePoints: [], drifts: [] });
    const accepted: Annotation = {
      action: 'accept',
      run: 'run-012',
      metric: 'response.p50',
      reason: 'planned',
    };
    expect(reaching(values, [accepted]).changePoints).toEqual([]);
    expect(reaching(values, [{ action: 'reset', run: 'run-012', reason: 'moved' }]).changePoints).toEqual([]);
    expect(reaching(values, [{ ...accepted, run: 'run-005' }]).changePoints).toHaveLength(1);
    expect(reaching(values, [{ ...accepted, metric: 'response.p95' }]).changePoints).toHaveLength(1);
  });
});
