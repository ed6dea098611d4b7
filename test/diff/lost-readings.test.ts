import { describe, expect, it } from 'vitest';
import { lostReadings } from '../../src/diff/lost-readings.ts';
import { defaultProject } from '../../src/model/documents/project.ts';
import type { RunMeasures } from '../../src/model/run-measures.ts';
import { makeRun, type RunSpec } from '../history/make-run.ts';

const run = (day: number, rest: Partial<RunSpec> = {}): RunMeasures => makeRun({ day, ...rest });

/** A run without the values of some metrics. */
const without = (one: RunMeasures, start: string): RunMeasures => ({
  ...one,
  metricValues: one.metricValues.filter(({ metric }) => !metric.startsWith(start)),
});

const lost = (base: RunMeasures, head: RunMeasures, others: readonly RunMeasures[] = []): string[] =>
  lostReadings(base, head, { base: [base], others, project: defaultProject });

describe('readings that a run has lost', () => {
  const memory = { Import: { base: 100, peak: 200, final: 150 } };

  it('are memory, processor use and rates, one metric of each', () => {
    const base = run(1, { memory, cpu: 40 });
    expect(lost(base, run(2))).toEqual([
      'Peak memory of Import was measured in run-001 and is not here',
      'Average CPU in shop was measured in run-001 and is not here',
    ]);
    expect(lost(base, without(base, 'throughput.'))).toEqual([
      'Requests per second in shop was measured in run-001 and is not here',
    ]);
    expect(lost(base, base)).toEqual([]);
  });

  it('are none where another new run has them', () => {
    expect(lost(run(1, { memory }), run(2), [run(3, { memory })])).toEqual([]);
  });

  it('are no rates of a scenario that has no requests any more', () => {
    const base = run(1);
    const none = { ...without(base, 'throughput.'), response: [] };
    expect(lost(base, none)).toEqual([]);
    const elsewhere = { ...none, response: base.response.map((row) => ({ ...row, scenario: 'night' })) };
    expect(lost(base, elsewhere)).toEqual([]);
  });
});

describe('measures that a run has lost', () => {
  const measured = (rest: object): RunMeasures =>
    run(1, { measures: { 'measure.rate': { value: 9, ...rest } } });

  it('are those of which one direction is the better one', () => {
    expect(lost(measured({ scenario: 'shop' }), run(2))).toEqual([
      'measure.rate in shop was measured in run-001 and is not here',
    ]);
    expect(lost(measured({ scenario: 'shop', direction: 'unknown' }), run(2))).toEqual([]);
  });

  it('are none of a scenario or an endpoint that is gone as a whole', () => {
    expect(lost(measured({ scenario: 'night' }), run(2))).toEqual([]);
    expect(lost(measured({ scenario: 'shop', endpoint: 'gone' }), run(2))).toEqual([]);
    expect(lost(measured({ scenario: 'shop', endpoint: 'pay' }), run(2))).toEqual([
      'measure.rate of pay in shop was measured in run-001 and is not here',
    ]);
  });
});

it('what belongs to all endpoints together names none', () => {
  const base = run(1, { measures: { 'measure.rate': { value: 9, scenario: 'shop', endpoint: '*' } } });
  const head = run(2);
  const pooled = head.metricValues.map((one) => ({ ...one, endpoint: '*' }));
  expect(lost(base, { ...head, metricValues: [...head.metricValues, ...pooled] })).toEqual([
    'measure.rate in shop was measured in run-001 and is not here',
  ]);
});
