import { describe, expect, it } from 'vitest';
import { sidesOf } from '../../src/history/compare/compared-sides.ts';
import { pend, type Pending } from '../../src/history/compare/pending-change.ts';
import type { Place } from '../../src/history/runs/annotation-scope.ts';
import { HistoryAnalyses } from '../../src/history/trends/history-analysis.ts';
import { defaultProject } from '../../src/model/documents/project.ts';
import type { RunMeasures } from '../../src/model/run-measures.ts';
import { load, median } from './draft-of-sides.ts';
import { makeRun } from './make-run.ts';

function pending(base: RunMeasures, head: RunMeasures, place: Place, { isSame = false } = {}): Pending {
  const around = { history: [base], besides: [], project: defaultProject, annotations: [] };
  const comparison = { base, head, ...around, analyses: new HistoryAnalyses() };
  return pend(comparison, sidesOf(comparison, 'shop'), place, isSame);
}

describe('a metric that only one run has', () => {
  const bare = makeRun({ day: 1, endpoints: {} });
  const run = makeRun({ day: 2 });

  it('cannot be told, and names the run that lacks it', () => {
    expect(pending(bare, run, median)).toMatchObject({
      base: null,
      head: 100,
      own: null,
      rounding: 0,
      settled: { verdict: 'cannot-tell', why: 'not measured in the baseline' },
    });
    expect(pending(run, bare, median)).toMatchObject({
      base: 100,
      head: null,
      settled: { why: 'not measured in this run' },
    });
  });
});

describe('a measure that the other run has in another unit', () => {
  const place = (metric: `measure.${string}`, rest: Partial<Place> = {}): Place => ({
    metric,
    scenario: null,
    endpoint: null,
    ...rest,
  });
  const base = makeRun({
    day: 1,
    measures: { 'measure.size': { value: 5, unit: 'B' }, 'measure.other': { value: 1 } },
  });
  const head = makeRun({
    day: 2,
    measures: {
      'measure.size-ms': {
        value: 7,
        unit: 'ms',
        otherUnit: { metric: 'measure.size', unit: 'B', run: 'run-001' },
      },
    },
  });
  const why = 'in ms in one of the runs and in B in the other, which cannot be converted';

  it('is not compared, and says so under both names', () => {
    const settled = { verdict: 'cannot-tell', why, isOtherUnit: true };
    expect(pending(base, head, place('measure.size-ms')).settled).toEqual(settled);
    expect(pending(base, head, place('measure.size')).settled).toEqual(settled);
    expect(pending(head, base, place('measure.size')).settled).toEqual(settled);
  });

  it('says nothing of other measures, scenarios and endpoints', () => {
    const missing = { verdict: 'cannot-tell', why: 'not measured in this run' };
    expect(pending(base, head, place('measure.other')).settled).toEqual(missing);
    for (const rest of [{ scenario: 'shop' }, { endpoint: 'pay' }])
      expect(pending(base, head, place('measure.size', rest)).settled?.why).toBe(
        'not measured in the baseline',
      );
  });
});

it('two printed values may be as far apart as both were rounded', () => {
  expect(pending(load(1, 20, { tolerance: 0.5 }), load(2, 21, { tolerance: 0.05 }), median).rounding).toBe(
    0.55,
  );
});

it('the same data are no change only where their value is the same', () => {
  expect(pending(load(1, 20), load(2, 20), median, { isSame: true }).settled?.why).toBe('the same data');
  expect(pending(load(1, 20), load(2, 21), median, { isSame: true }).settled).toBeNull();
  expect(pending(load(1, 20), load(2, 20), median).settled).toBeNull();
});

it('what is no percentile needs no number of samples', () => {
  const mean = { ...median, metric: 'response.mean' } as const;
  const empty = (day: number): RunMeasures => load(day, 20, { count: 0 });
  expect(pending(empty(1), empty(2), mean).settled).toBeNull();
});
