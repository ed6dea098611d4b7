import { describe, expect, it } from 'vitest';
import { measuredParts, type MeasuredParts } from '../../src/history/bisect/bisect-values.ts';
import type { Annotation } from '../../src/model/documents/annotations.ts';
import type { TrendPoint } from '../../src/model/trend.ts';
import { series } from '../components/make-series.ts';
import { makeRun } from './make-run.ts';

/** Eight runs, a day apart: a change at the sixth, and what else the points are. */
function parts(
  points: Readonly<Record<number, Partial<TrendPoint>>>,
  {
    between = [],
    steps = [5],
    ignored = [],
  }: { between?: string[]; steps?: number[]; ignored?: string[] } = {},
): MeasuredParts {
  const made = series(
    'response.p50',
    'pay',
    steps.map((index) => [index, 0.5] as const),
  );
  const all = made.points.map((point, i) => ({ ...point, value: 10 * i, ...points[i] }));
  const change = made.changePoints.find(({ index }) => index === 5)!;
  const annotations = ignored.map((run): Annotation => ({ action: 'ignore', run, reason: 'noise' }));
  const runs = all.map(({ run }, day) => makeRun({ id: run, day, manifest: { commit: `c${day}` } }));
  return measuredParts({ series: { ...made, points: all }, change }, between, runs, annotations);
}
const runsOf = ({ before, after, between }: MeasuredParts): (readonly string[])[] =>
  [before, ...between, after].map(({ runs }) => runs);

describe('what is measured around a level shift', () => {
  it('are the runs up to it and those from it on', () => {
    const { before, after } = parts({});
    expect(before).toEqual({ runs: ['r0', 'r1', 'r2', 'r3', 'r4'], values: [0, 10, 20, 30, 40] });
    expect(after).toEqual({ runs: ['r5', 'r6', 'r7'], values: [50, 60, 70] });
  });

  it('ends at the changes before and after it', () => {
    expect(runsOf(parts({}, { steps: [1, 3, 5, 7] }))).toEqual([
      ['r3', 'r4'],
      ['r5', 'r6'],
    ]);
  });

  it('leaves out other environments, their changes, and what is ignored', () => {
    const other = { environment: 1 };
    const found = parts({ 3: other, 4: { isIgnored: true }, 6: other }, { steps: [3, 5] });
    expect(runsOf(found)).toEqual([
      ['r0', 'r1', 'r2'],
      ['r5', 'r7'],
    ]);
  });

  it('takes the runs of a commit in between from both levels, by seven digits of it at least', () => {
    const commit = '4f2a9c1d'.repeat(5);
    const found = parts(
      { 2: { commit: '4F2A9C1' }, 4: { commit: '4f2a9c' }, 5: { commit }, 6: { commit: '9b1d0e7' } },
      { between: [commit, 'a'.repeat(40)] },
    );
    expect(runsOf(found)).toEqual([['r0', 'r1', 'r3', 'r4'], ['r2', 'r5'], [], ['r6', 'r7']]);
    expect(found.between[0]!.values).toEqual([20, 50]);
  });

  it('counts a run off the main line for its commit, unless it is to be ignored', () => {
    const offLine = { commit: 'abcdef1', isIgnored: true };
    const between = ['abcdef1'.padEnd(40, '0')];
    expect(runsOf(parts({ 3: offLine, 4: offLine }, { between, ignored: ['r4'] }))).toEqual([
      ['r0', 'r1', 'r2'],
      ['r3'],
      ['r5', 'r6', 'r7'],
    ]);
  });
});
