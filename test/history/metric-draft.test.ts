import { describe, expect, it } from 'vitest';
import {
  changeOf,
  draftOf,
  followsRunEffect,
  priorsFrom,
  roundingOf,
  type Draft,
} from '../../src/history/evidence/metric-draft.ts';
import type { Place } from '../../src/history/runs/annotation-scope.ts';
import { at } from '../../src/model/checked.ts';
import type { MetricId } from '../../src/model/metrics/metrics.ts';
import type { MeasureRow, RunMeasures } from '../../src/model/run-measures.ts';
import { noPrior, variancePrior } from '../../src/stats/variance-prior.ts';
import { days, draftOfSides, load, median } from './draft-of-sides.ts';
import { makeRun } from './make-run.ts';

describe('how a metric follows the run effect', () => {
  const measure = { metric: 'measure.x', scenario: null, endpoint: null } as const;
  const timed = (day: number, row: Partial<MeasureRow>): RunMeasures =>
    makeRun({ day, measures: { [measure.metric]: { value: 10, direction: 'lower', unit: 'ms', ...row } } });

  /** Of one run on each side, whose effects are 0.2 apart: nothing but what is expected. */
  const expected = (
    place: Place,
    base: RunMeasures,
    head: RunMeasures,
  ): [slope: number, deviation: number] => {
    const { adjusted } = draftOfSides(
      place,
      [[base]],
      [[head]],
      new Map([
        [base, 0.1],
        [head, 0.3],
      ]),
    );
    return [adjusted.slope, Math.sqrt(adjusted.unknownSlope) / 0.2];
  };

  it('is nearly fully for response times', () => {
    expect(expected(median, load(1, 100), load(2, 100))).toEqual([1, expect.closeTo(0.25, 12)]);
  });

  it('is by half or not at all for measures of time', () => {
    const terms = { label: 'x', unit: 'ms', direction: 'lower', minimumEffect: 0.05 } as const;
    expect(expected({ ...measure, terms }, timed(1, {}), timed(2, {}))).toEqual([
      0.5,
      expect.closeTo(0.5, 12),
    ]);
  });

  it('is unknown for all others', () => {
    const cpu = { metric: 'cpu.average', scenario: 'shop', endpoint: null } as const;
    expect(expected(cpu, makeRun({ day: 1, cpu: 40 }), makeRun({ day: 2, cpu: 50 }))).toEqual([
      0,
      expect.closeTo(1, 12),
    ]);
  });

  it('is asked of times, throughput and processor use alone', () => {
    const follows = (metric: MetricId): boolean => followsRunEffect({ metric });
    expect(['response.p99', 'throughput.totalRequests', 'cpu.peak'].map((id) => follows(id))).toEqual([
      true,
      true,
      true,
    ]);
    expect(['memory.peak', 'errors.rate', 'users.max'].map((id) => follows(id))).toEqual([
      false,
      false,
      false,
    ]);
  });
});

describe('run effects', () => {
  const [base, head] = [days(100, 110, 90), [[load(9, 150)], [load(10, 150)]]];
  const known = new Map([...base, ...head].flat().map((run, i) => [run, 0.01 * i]));

  it('are taken out where those of all runs are known', () => {
    const draft = draftOfSides(median, base, head, known);
    expect(draft.effects).toBe(known);
    expect(draft.adjusted.difference).not.toBe(draft.measured.difference);
  });

  it.each([
    ['base', base],
    ['head', head],
  ])('are left in where that of one run of the %s is not', (_, side) => {
    const less = new Map(known);
    less.delete(at(at(side, 1), 0));
    const draft = draftOfSides(median, base, head, less);
    expect(draft.effects).toBeNull();
    expect(draft.adjusted).toBe(draft.measured);
  });

  it('are left in where a value has no logarithm', () => {
    const zero = days(100, 0, 90);
    const draft = draftOfSides(
      median,
      zero,
      head,
      new Map([...zero, ...head].flat().map((run) => [run, 0.1])),
    );
    expect(draft).toMatchObject({ isLog: false, effects: null, excess: 0 });
    expect(draft.adjusted).toBe(draft.measured);
  });
});

describe('what rounding hides', () => {
  const printed = (day: number, value: number, tolerance: number): RunMeasures =>
    load(day, value, { tolerance });

  it('is the larger of what either side printed', () => {
    const of = (base: number, head: number): number =>
      roundingOf(draftOfSides(median, [[printed(1, 20, base)]], [[printed(2, 20, head)]]).sides, median);
    expect([of(0.5, 0.05), of(0.05, 0.5)]).toEqual([0.5, 0.5]);
    expect(roundingOf(draftOfSides(median, days(20), days(20)).sides, median)).toBe(0);
    const elsewhere = { ...median, endpoint: 'list' };
    expect(roundingOf(draftOfSides(median, days(20), days(20)).sides, elsewhere)).toBe(0);
  });

  it('is a variance: a third of the square of it, as a share of the mean of the base where there are logarithms', () => {
    const base = [[printed(1, 15, 0.5)], [printed(2, 25, 0.5)]];
    expect(draftOfSides(median, base, [[printed(3, 50, 0.5)]]).leastVariance).toBeCloseTo(
      (0.5 / 20) ** 2 / 3,
      12,
    );
    expect(draftOfSides(median, [...base, [printed(3, 0, 0.5)]], days(50)).leastVariance).toBeCloseTo(
      0.25 / 3,
      12,
    );
    expect(draftOfSides(median, days(15, 25), days(50)).leastVariance).toBe(0);
  });
});

it('a draft of logarithms has the spread of earlier levels on logarithms, too', () => {
  const { sides, values } = draftOfSides(median, days(20), days(30));
  const earlier = [draftOfSides(median, days(100, 400), days(1)).values.base];
  // ln 4 apart: squared deviations of 2 (ln 2)^2 with one degree of freedom.
  const { sessions } = draftOf(sides, median, { ...values, earlier }, null).measured;
  expect(sessions).toEqual({ df: 1, variance: expect.closeTo(2 * Math.LN2 ** 2, 12) as number });
  const zero = [draftOfSides(median, days(0, 400), days(1)).values.base];
  const linear = draftOf(sides, median, { ...values, earlier: zero }, null);
  expect(linear).toMatchObject({ isLog: false, measured: { sessions: { df: 1, variance: 80_000 } } });
});

describe('a difference as a change', () => {
  const logs = draftOfSides(median, days(100), days(120));
  const plain = draftOfSides(median, days(-40, -40), days(120));
  const zero = draftOfSides(median, days(0), days(120));
  const rate = { metric: 'errors.rate', scenario: 'shop', endpoint: 'pay' } as const;
  const change = (draft: Draft, difference: number): number | null =>
    changeOf(draft, draft.measured, difference);

  it('is relative', () => {
    expect(change(logs, Math.log(1.2))).toBeCloseTo(0.2, 12);
    expect(change(plain, 10)).toBe(0.25);
    expect(change(plain, -10)).toBe(-0.25);
  });

  it('is a difference for shares', () => {
    expect(change({ ...logs, place: rate }, Math.log(1.2))).toBeCloseTo(20, 10);
    expect(change({ ...plain, place: rate }, 10)).toBe(10);
  });

  it('has no bounds from a level of 0, unless there is none', () => {
    expect([3, -3, 0].map((difference) => change(zero, difference))).toEqual([Infinity, -Infinity, 0]);
  });
});

describe('what others of a kind show', () => {
  const spreading = (values: readonly number[]): Draft => draftOfSides(median, days(...values), days(100));
  const own = spreading([100, 104, 97]);
  const one = spreading([50, 55, 53]);
  const two = spreading([20, 21, 19]);
  const same = (): Draft => spreading([7, 7, 7]);

  it('is the prior of their variances, without one’s own', () => {
    const sessions = [one, two].map(({ adjusted }) => adjusted.sessions);
    expect(priorsFrom(own, [own, one, two]).sessions).toEqual(variancePrior(sessions, own.adjusted.sessions));
    expect(priorsFrom(own, [own, one, two]).sessions.df).toBeGreaterThan(0);
    expect(priorsFrom(own, [own]).sessions).toEqual(noPrior);
  });

  it('is that of repeats apart', () => {
    const repeated = (value: number): Draft =>
      draftOfSides(median, [[load(1, value), load(1, 1.1 * value)]], [[load(2, value)]]);
    const { sessions, repeats } = priorsFrom(repeated(3), [repeated(5), repeated(7)]);
    expect(sessions.df).toBe(0);
    expect(repeats.df).toBeGreaterThan(0);
  });

  it('is nothing for differences that are no logarithms, nor from such', () => {
    const plain = spreading([0, 4, 8]);
    expect(priorsFrom(plain, [one, two]).sessions).toEqual(noPrior);
    expect(priorsFrom(own, [plain, one, two])).toEqual(priorsFrom(own, [one, two]));
  });

  it('is nothing where more than half of them never vary', () => {
    expect(priorsFrom(own, [one, two, same(), same(), same()]).sessions).toEqual(noPrior);
    expect(priorsFrom(own, [one, two, same(), same()]).sessions.df).toBeGreaterThan(0);
  });

  it('does not count those that seem not to vary because they are rounded, or were measured once', () => {
    const rounded = (): Draft =>
      draftOfSides(
        median,
        [1, 2, 3].map((day) => [load(day, 6, { tolerance: 0.5 })]),
        days(6),
      );
    expect(priorsFrom(own, [one, two, rounded(), rounded(), rounded()])).toEqual(priorsFrom(own, [one, two]));
    const once = (): Draft => spreading([100]);
    expect(priorsFrom(own, [one, two, once(), once(), once()]).sessions.df).toBeGreaterThan(0);
  });
});
