import { describe, expect, it } from 'vitest';
import type { Priors } from '../../src/history/evidence/metric-draft.ts';
import { testOf, type Tested } from '../../src/history/evidence/metric-test.ts';
import type { Place } from '../../src/history/runs/annotation-scope.ts';
import { present } from '../../src/model/checked.ts';
import type { MeasureRow, RunMeasures } from '../../src/model/run-measures.ts';
import { noPrior } from '../../src/stats/variance-prior.ts';
import { days, draftOfSides, load, median, type Side } from './draft-of-sides.ts';
import { makeRun } from './make-run.ts';

const unknown: Priors = { sessions: noPrior, repeats: noPrior };

/** What one run of each side says as measured. */
const oneEach = (place: Place, base: RunMeasures, head: RunMeasures): Tested =>
  testOf(draftOfSides(place, [[base]], [[head]]), unknown, false);

const about = (value: number): number => expect.closeTo(value, 10) as number;

const measure = { metric: 'measure.x', scenario: null, endpoint: null } as const;

const benchmark = (day: number, row: Partial<MeasureRow> & { value: number }): RunMeasures => ({
  ...makeRun({ day, measures: { [measure.metric]: row } }),
  kind: 'benchmark',
});

const measured = (
  base: Partial<MeasureRow> & { value: number },
  head: Partial<MeasureRow> & { value: number },
): Tested => oneEach(measure, benchmark(1, base), benchmark(2, head));

/** Readings with a standard error of 10% / sqrt(3), and two degrees of freedom. */
const three = { value: 100, readings: [90, 100, 110], unit: 'ms' };
/** A stated interval of 4 x 1.96 x 5% by half. */
const stated = { value: 200, bounds: { lower: 180.4, upper: 219.6 }, unit: 'ms' };

describe('one run of benchmarks on each side', () => {
  it('differs by more than the 1% that is assumed of counts', () => {
    const found = measured({ value: 100, unit: 'B/op' }, { value: 103, unit: 'B/op' });
    expect(found).toMatchObject({ method: 'samples', count: 1 });
    expect(found.test).toMatchObject({
      difference: about(Math.log(1.03)),
      error: about(0.01 * Math.SQRT2),
      df: Infinity,
    });
  });

  it('has an assumed spread of 5% between runs as soon as one side is no count', () => {
    for (const [base, head] of [
      [three, { value: 100, unit: 'B' }],
      [{ value: 100, unit: 'B' }, three],
    ] as const) {
      const { method, test, count } = measured(base, head);
      expect([method, count]).toEqual(['samples', 1]);
      expect(test?.error).toBeCloseTo(Math.sqrt(0.01 / 3 + 2 * 0.05 ** 2), 12);
      // Satterthwaite: the square of the whole over that of the readings, which have two degrees of freedom.
      expect(test?.df).toBeCloseTo(2 * ((0.01 / 3 + 0.005) / (0.01 / 3)) ** 2, 8);
    }
  });

  it('is tested by readings and a stated interval, whose samples nobody counted', () => {
    for (const [base, head, sign] of [
      [three, stated, 1],
      [stated, three, -1],
    ] as const) {
      const { method, test, count } = measured(base, head);
      expect([method, count]).toEqual(['samples', null]);
      const total = 0.01 / 3 + 0.05 ** 2 + 2 * 0.05 ** 2;
      expect(test).toMatchObject({ difference: about(sign * Math.log(2)), error: about(Math.sqrt(total)) });
      expect(test?.df).toBeCloseTo(2 * (total / (0.01 / 3)) ** 2, 8);
    }
  });

  it('has the samples of the side that has fewer', () => {
    const timed = (day: number, count: number): RunMeasures => ({
      ...makeRun({ day, endpoints: { pay: { p50: 100, count } } }),
      kind: 'benchmark',
    });
    const mean = { metric: 'response.mean', scenario: 'shop', endpoint: 'pay' } as const;
    expect(oneEach(mean, timed(1, 25), timed(2, 16)).count).toBe(16);
    expect(oneEach(mean, timed(1, 9), timed(2, 16)).count).toBe(9);
  });

  it('has an assumed spread where either side is a single time or rate', () => {
    const rate = { value: 100, unit: 'ops/s' };
    const found = measured(rate, { value: 120, unit: 'ops/s' });
    expect(found).toMatchObject({ method: 'assumed', count: null });
    expect(found.test).toMatchObject({ difference: about(Math.log(1.2)), error: about(0.1), df: Infinity });
    expect(measured(rate, three).method).toBe('assumed');
    expect(measured(three, rate).method).toBe('assumed');
  });

  it('differs from a count of 0 by 1% of the other', () => {
    const count = (value: number): { value: number; unit: string } => ({ value, unit: 'allocs/op' });
    for (const [base, head] of [
      [0, 4],
      [4, 0],
    ] as const)
      expect(measured(count(base), count(head))).toMatchObject({
        method: 'samples',
        count: 1,
        test: { difference: head - base, error: about(0.04 * Math.SQRT2), df: Infinity },
      });
    expect(measured(count(0), count(0))).toEqual({ method: 'none', test: null, count: 0 });
  });

  it('says nothing where the spread of either side is unknown', () => {
    const none = { method: 'none', test: null, count: 0 };
    const misses = { value: 64, unit: 'misses/op' };
    for (const [base, head] of [
      [misses, three],
      [three, misses],
      [
        { value: 0, unit: 'ms' },
        { value: 4, unit: 'B' },
      ],
      [
        { value: 4, unit: 'B' },
        { value: 0, unit: 'ms' },
      ],
    ] as const)
      expect(measured(base, head)).toEqual(none);
  });
});

// Stretches that do not resemble their neighbours. On logarithms around 100, by hand: squared deviations of 0.0004 * 2 and 0.0001 * 2.
const steps = [0.02, -0.02, 0.01, -0.01, 0];
const around = (level: number): number[] => steps.map((step) => level * Math.exp(step));
const varianceOfMean = 0.001 / 4 / 5;

describe('stretches of time of one run of each side', () => {
  it('are tested with an assumed spread of 5% between runs', () => {
    const found = oneEach(
      median,
      load(1, 100, { stretches: around(100) }),
      load(2, 120, { stretches: around(120) }),
    );
    expect(found).toMatchObject({ method: 'batches', count: 5 });
    expect(found.test).toMatchObject({
      difference: about(Math.log(1.2)),
      error: about(Math.sqrt(2 * varianceOfMean + 2 * 0.05 ** 2)),
    });
  });

  it('have to be five of each, with logarithms', () => {
    const five = load(1, 100, { stretches: around(100) });
    for (const other of [around(100).slice(1), around(100).with(2, 0)]) {
      expect(oneEach(median, five, load(2, 120, { stretches: other })).method).toBe('none');
      expect(oneEach(median, load(2, 120, { stretches: other }), five).method).toBe('none');
    }
  });

  it('are compared as they are where a run has the value 0, with 5% of their mean', () => {
    const values = [102, 98, 101, 99, 100];
    const { test } = oneEach(
      median,
      load(1, 100, { stretches: values }),
      load(2, 0, { stretches: values.map((one) => one - 90) }),
    );
    // Squared deviations of 10, so a variance of the mean of 10 / 4 / 5 on either side.
    expect(test).toMatchObject({ difference: -90, error: about(Math.sqrt(2 * 0.5 + 2 * 5 ** 2)) });
  });

  it('of a measure are three readings of each', () => {
    const found = measured(three, { ...three, value: 200, readings: [180, 220, 190] });
    expect(found).toMatchObject({ method: 'batches', count: 3 });
    const two = { ...three, readings: [90, 110] };
    expect(measured(three, two).method).toBe('assumed');
    expect(measured(two, three).method).toBe('assumed');
  });

  it('of a measure are counted before neighbours are joined', () => {
    const rising = { ...three, readings: [10, 11, 12, 13, 14, 15, 16, 17] };
    const found = measured(rising, { ...rising, readings: [20, 21, 22, 23, 24, 25] });
    // numpy: Welch's degrees of freedom with four and three means of two logarithms and a known 2 * 0.05^2; 37.7 without pairs.
    expect(found).toMatchObject({ method: 'batches', count: 6, test: { df: about(8.75524570801641) } });
  });
});

describe('what the machine did', () => {
  const [base, head] = [load(1, 100, { stretches: around(100) }), load(2, 120, { stretches: around(120) })];
  const draft = draftOfSides(
    median,
    [[base]],
    [[head]],
    new Map([
      [base, 0.1],
      [head, 0.3],
    ]),
  );

  it('is taken out of one run of each side, which differ less then but follow it nobody knows how far', () => {
    // Medians follow the run effect by 1 +- 0.25: 0.2 less, and 0.25 * 0.2 = 0.05 more uncertain. 3% between runs.
    expect(testOf(draft, unknown, true).test).toMatchObject({
      difference: about(Math.log(1.2) - 0.2),
      error: about(Math.sqrt(2 * varianceOfMean + 2 * 0.03 ** 2 + 0.05 ** 2)),
    });
  });

  it('is left in as measured', () => {
    expect(testOf(draft, unknown, false).test).toMatchObject({
      difference: about(Math.log(1.2)),
      error: about(Math.sqrt(2 * varianceOfMean + 2 * 0.05 ** 2)),
    });
  });

  it('is taken out of samples of benchmarks, too', () => {
    const [first, second] = [1, 2].map((day): RunMeasures => ({
      ...load(day, 100 * day),
      kind: 'benchmark',
    }));
    const [before, after] = [present(first, 'one run'), present(second, 'another')];
    const samples = draftOfSides(
      median,
      [[before]],
      [[after]],
      new Map([
        [before, 0.1],
        [after, 0.3],
      ]),
    );
    // Of 2,000 samples the mean has the error 50 / 110 / sqrt(2,000), the median sqrt(pi / 2) times that.
    const own = ((50 / 110) ** 2 / 2_000) * (Math.PI / 2);
    expect(testOf(samples, unknown, true)).toMatchObject({
      method: 'samples',
      test: { difference: about(-0.2), error: about(Math.sqrt(2 * own + 2 * 0.03 ** 2 + 0.05 ** 2)) },
    });
  });
});

describe('runs on several days', () => {
  it('are a history from three of the base on', () => {
    const of = (...values: readonly number[]): Tested =>
      testOf(draftOfSides(median, days(...values), [[load(9, 130)]]), unknown, false);
    expect(of(100, 102, 98)).toMatchObject({ method: 'history', count: 3, test: { df: 2 } });
    expect(of(100, 102).method).toBe('none');
  });

  it('learn how sessions spread from other metrics only after the run effect', () => {
    const priors = { sessions: { variance: 0.04, df: 8 }, repeats: noPrior };
    const draft = draftOfSides(median, days(100, 102, 98), [[load(9, 130)]]);
    expect(testOf(draft, priors, true).test?.df).toBe(10);
    expect(testOf(draft, priors, false).test?.df).toBe(2);
  });

  it('are compared by repeats where too few sessions show the spread', () => {
    const side = (day: number, level: number): Side => [
      [load(day, level * Math.exp(0.01)), load(day, level * Math.exp(-0.01))],
    ];
    const [base, head] = [side(1, 100), side(2, 120)];
    const known = new Map([...base.flat(), ...head.flat()].map((run, i) => [run, i < 2 ? 0.1 : 0.3]));
    const draft = draftOfSides(median, base, head, known);
    // Repeats have the variance 0.0002 with two degrees of freedom, half of it on either side.
    expect(testOf(draft, unknown, false)).toMatchObject({
      method: 'repeats',
      count: 1,
      test: { difference: about(Math.log(1.2)), error: about(Math.sqrt(0.0002 + 2 * 0.05 ** 2)), df: 2 },
    });
    expect(testOf(draft, unknown, true).test).toMatchObject({
      difference: about(Math.log(1.2) - 0.2),
      error: about(Math.sqrt(0.0002 + 2 * 0.03 ** 2 + 0.05 ** 2)),
    });
    expect(testOf(draftOfSides(median, base, head), unknown, true).test?.error).toBeCloseTo(
      Math.sqrt(0.0002 + 2 * 0.05 ** 2),
      10,
    );
  });

  it('are compared by repeats in their own unit where a value is 0, with 5% of the level', () => {
    const draft = draftOfSides(median, [[load(1, 0), load(1, 80)]], [[load(2, 60), load(2, 60)]]);
    // The level is 40; squared deviations of 3,200 and 0 with two degrees of freedom, half of their variance on either side.
    expect(testOf(draft, unknown, false).test).toMatchObject({
      difference: 20,
      error: about(Math.sqrt(1_600 + 2 * 2 ** 2)),
      df: 2,
    });
  });

  it('are none where the base has no value', () => {
    const draft = draftOfSides(median, [[load(1, NaN)]], [[load(2, 60)]]);
    expect(testOf(draft, unknown, false)).toEqual({ method: 'none', test: null, count: 0 });
  });
});
