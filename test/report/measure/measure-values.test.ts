import { expect, it } from 'vitest';
import { meanInterval, measureValues } from '../../../src/report/measure/measure-values.ts';
import type { MeasureRow } from '../../../src/model/run-measures.ts';
import { makeRun } from '../../history/make-run.ts';

it('the interval of a mean of readings is Student’s', () => {
  // scipy.stats.t.interval(0.95, 3, 105, numpy.std([90, 100, 110, 120], ddof=1) / 2)
  const found = meanInterval([90, 100, 110, 120]);
  expect(found?.lower).toBeCloseTo(84.4573974323948, 8);
  expect(found?.upper).toBeCloseTo(125.5426025676052, 8);
  expect(meanInterval([90])).toBeNull();
});

it('a measure has the interval of its readings, else the bounds that the tool states', () => {
  const of = (over: Partial<MeasureRow>): unknown => {
    const { measures } = makeRun({ day: 1, measures: { 'measure.x': { value: 105, ...over } } });
    const [value] = measureValues(measures);
    return [value?.source, value?.relativeError, value?.interval?.lower ?? null, value?.terms?.minimumEffect];
  };
  const bounds = { lower: 100, upper: 110 };
  // The usual minimum effect of a measure is 5%.
  expect(of({})).toEqual(['reported', null, null, 0.05]);
  expect(of({ bounds, minimumEffect: 0.2 })).toEqual(['reported', null, 100, 0.2]);
  expect(of({ bounds, readings: [90, 100, 110, 120] })).toEqual([
    'exact',
    0,
    expect.closeTo(84.457397, 5),
    0.05,
  ]);
});
