import { describe, expect, it } from 'vitest';
import {
  inUnitsOf,
  otherUnitProblems,
  otherUnitText,
  withOneUnit,
} from '../../src/history/runs/measure-units.ts';
import type { MeasureRow, RunMeasures } from '../../src/model/run-measures.ts';
import { makeRun } from './make-run.ts';

const run = (day: number, unit: string, value: number, over: Partial<MeasureRow> = {}): RunMeasures =>
  makeRun({ day, id: `r${day}`, measures: { 'measure.size': { value, unit, label: 'Size', ...over } } });
const shown = (runs: readonly RunMeasures[]): unknown[] =>
  runs.map(({ measures: [row] }) => [row?.metric, row?.unit, row?.value]);

describe('measures in one unit', () => {
  it('are in that of the first run in time, in whichever order runs are given', () => {
    const runs = [run(2, 'kB', 3), run(1, 'MB', 1), run(3, 'B', 2_000_000)];
    expect(shown(withOneUnit(runs))).toEqual([
      ['measure.size', 'MB', 0.003],
      ['measure.size', 'MB', 1],
      ['measure.size', 'MB', 2],
    ]);
  });

  it('convert readings and bounds too, and the values that are compared', () => {
    const later = run(2, 'us', 3_000, { readings: [2_000, 4_000], bounds: { lower: 1_000, upper: 5_000 } });
    const [, found] = withOneUnit([run(1, 'ms', 1), later]);
    expect(found?.measures[0]).toMatchObject({
      unit: 'ms',
      value: 3,
      readings: [2, 4],
      bounds: { lower: 1, upper: 5 },
    });
    expect(found?.metricValues.find(({ metric }) => metric === 'measure.size')?.value).toBe(3);
  });

  it('leave a run alone that has them so already', () => {
    const runs = [run(1, 'ms', 1), run(2, 'ms', 2)];
    expect(withOneUnit(runs)).toEqual(runs);
    expect(withOneUnit(runs)[1]).toBe(runs[1]);
  });

  it('are a metric of their own in a unit that cannot be converted, the same in each later run', () => {
    const found = withOneUnit([run(1, 'ms', 1), run(2, 'B', 7), run(3, 'B', 8), run(4, 'ms', 2)]);
    expect(shown(found)).toEqual([
      ['measure.size', 'ms', 1],
      ['measure.size-b', 'B', 7],
      ['measure.size-b', 'B', 8],
      ['measure.size', 'ms', 2],
    ]);
    expect(found[1]?.measures[0]).toMatchObject({
      label: 'Size (B)',
      otherUnit: { metric: 'measure.size', unit: 'ms', run: 'r1' },
    });
  });

  it('name what has no unit', () => {
    const [, found] = withOneUnit([run(1, 'ms', 1), run(2, '', 7)]);
    expect(found?.measures[0]).toMatchObject({ label: 'Size (no unit)', metric: 'measure.size-2' });
  });
});

describe('a measure in another unit', () => {
  const [first, second] = withOneUnit([run(1, 'ms', 1), run(2, 'B', 7)]) as [RunMeasures, RunMeasures];

  it('is warned of once, with its own id', () => {
    expect(otherUnitProblems(first, 'run.json')).toEqual([]);
    const problems = otherUnitProblems(second, 'run.json');
    expect(problems).toMatchObject([{ severity: 'warning', file: 'run.json', found: 'B' }]);
    expect(problems[0]?.message).toBe(
      'measure.size is in B here and in ms in r1, which cannot be converted: it is not compared with earlier runs.',
    );
    expect(problems[0]?.hint).toContain('In this run it is measure.size-b.');
  });

  it('says why it is not compared', () => {
    const textOf = ({ measures: [row] }: RunMeasures): string | null | undefined => row && otherUnitText(row);
    expect(textOf(first)).toBeNull();
    expect(textOf(second)).toBe('in B in one of the runs and in ms in the other, which cannot be converted');
  });

  it('is read in the units of the run that it is compared with', () => {
    expect(shown([inUnitsOf(run(1, 's', 2), run(2, 'ms', 5))])).toEqual([['measure.size', 'ms', 2_000]]);
    expect(shown([inUnitsOf(run(1, 'B', 2), run(2, 'ms', 5))])).toEqual([['measure.size-b', 'B', 2]]);
  });
});
