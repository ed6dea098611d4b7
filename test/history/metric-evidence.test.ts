import { describe, expect, it } from 'vitest';
import { evidenceOf, type Evidence } from '../../src/history/evidence/metric-evidence.ts';
import type { Place } from '../../src/history/runs/annotation-scope.ts';
import type { MeasureRow, RunMeasures } from '../../src/model/run-measures.ts';
import { noPrior } from '../../src/stats/variance-prior.ts';
import { days, draftOfSides, load, median, type Side } from './draft-of-sides.ts';
import { makeRun } from './make-run.ts';

const unknown = { sessions: noPrior, repeats: noPrior };

const evidence = (base: Side, head: Side, place: Place = median): Evidence =>
  evidenceOf(draftOfSides(place, base, head), unknown);

const about = (value: number): number => expect.closeTo(value, 6) as number;

/** Three days around a level: variance 0.0001 of logarithms with two degrees of freedom. */
const around = (level: number): Side => days(level * Math.exp(0.01), level * Math.exp(-0.01), level);

/** scipy.stats.t.ppf(0.975, 2) times the root of 4 / 3: half the interval around three days, in standard deviations. */
const half = 4.302652729749464 * Math.sqrt(4 / 3);

describe('the interval of a change', () => {
  it('is as measured, where the change is told after what the machine did', () => {
    const [base, head] = [around(100), [[load(9, 100 * Math.exp(0.2))]]];
    const effects = new Map([
      ...base.flat().map((run) => [run, 0] as const),
      [head.flat()[0] ?? load(0, 0), 0.15],
    ]);
    const found = evidenceOf(draftOfSides(median, base, head, effects), unknown);
    expect(found).toMatchObject({
      relative: about(Math.expm1(0.05)),
      measured: about(Math.expm1(0.2)),
      machine: about(0.15),
    });
    expect(found.interval).toEqual({
      lower: about(Math.expm1(0.2 - 0.01 * half)),
      upper: about(Math.expm1(0.2 + 0.01 * half)),
    });
  });

  it('is in the unit of the metric where the run of the base has 0', () => {
    // A level of 1 with variance 1, and a difference of 3.
    expect(evidence(days(1, 2, 0), days(4)).interval).toEqual({
      lower: about(3 - half),
      upper: about(3 + half),
    });
  });

  it('ends where everything is gone, if nothing is below 0', () => {
    expect(evidence(days(2, 0, 1), days(4)).interval).toEqual({ lower: -1, upper: about(3 + half) });
    // A level of 2 with variance 4, of which one value is below 0 on either side.
    expect(evidence(days(4, 0, 2), days(8)).interval).toEqual({ lower: -1, upper: about(3 + half) });
    expect(evidence(days(4, -0.5, 2.5), days(-1)).interval?.lower).toBeLessThan(-1);
  });

  it('is none from a level of 0', () => {
    expect(evidence(days(-1, 0, 1), days(4))).toMatchObject({ relative: Infinity, interval: null });
  });
});

describe('the share of runs that show a change', () => {
  const agreement = (base: Side, head: Side): number | undefined => evidence(base, head).agreement;

  it('is of those that changed the same way by the minimum effect of 5%', () => {
    expect(agreement(around(100), days(110, 104, 90, 120))).toBe(0.5);
    expect(agreement(around(100), days(90, 96, 95, 110))).toBe(0.5);
    expect(agreement(around(100), days(110))).toBe(1);
  });

  it('is of those that changed by more than what both roundings hide', () => {
    const printed = (...values: readonly number[]): Side =>
      values.map((value, day) => [load(day, value, { tolerance: 1 })]);
    // Twice 1 of 10 is 0.2 on logarithms, between ln 1.2 and ln 1.3.
    expect(agreement(printed(10, 10, 10), printed(12, 13))).toBe(0.5);
    // Without logarithms it is 2: of differences of 2 and 3 one.
    expect(agreement(printed(0, 2, 1), printed(3, 4))).toBe(0.5);
  });
});

describe('a percentile', () => {
  const thin = (
    counts: readonly number[],
    kind: RunMeasures['kind'] = 'load',
    place: Place = median,
  ): string | null =>
    evidence(
      around(100),
      counts.map((count, day) => [{ ...load(day, 130, { count }), kind }]),
      place,
    ).thin?.text ?? null;

  it('is thin with fewer than ten requests beyond it', () => {
    expect(thin([20])).toBeNull();
    expect(thin([18])).toBe('9 requests lie beyond this percentile: not enough to confirm it');
    expect(thin([2])).toContain('1 request lies beyond');
  });

  it('counts the requests of all runs of the head', () => {
    expect(thin([10, 10])).toBeNull();
    expect(thin([9, 9])).toContain('9 requests');
  });

  it('of benchmarks is thin unless it is the median', () => {
    expect(thin([10], 'benchmark')).toBeNull();
    // One in twenty of 100.
    expect(thin([100], 'benchmark', { ...median, metric: 'response.p95' })).toContain('5 samples lie beyond');
  });

  it('is not thin where nobody counted', () => {
    const uncounted = days(130).map((session) =>
      session.map((run) => ({ ...run, metricValues: run.metricValues.map((one) => ({ ...one, n: null })) })),
    );
    expect(evidence(around(100), uncounted).thin).toBeUndefined();
  });
});

describe('sessions', () => {
  it('show how builds differ from five of the base, or three of either side', () => {
    const isWithinRuns = (base: number, head: number): boolean => {
      const values = Array.from({ length: base }, (_, i) => 100 + (i % 3));
      return evidence(days(...values), days(...Array<number>(head).fill(130))).isWithinRuns;
    };
    expect([isWithinRuns(5, 1), isWithinRuns(4, 1), isWithinRuns(3, 2), isWithinRuns(3, 3)]).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it('of the head count by their runs', () => {
    expect(evidence(around(100), [[load(8, 120), load(8, 121)], [load(9, 122)]]).countHead).toBe(3);
  });

  it('are unlike each other from p = 0.01 on', () => {
    // Hundredths of a logarithm: nine sessions with mean 10 and variance 0.5, and a last one at 15.
    const at = (hundredths: number): number => 100 * Math.exp(hundredths / 100);
    const base = days(...[10, 11, 10, 9, 10, 10, 11, 9, 10, 15].map(at));
    // scipy: t of 8 degrees of freedom has p = 0.01468 and 0.0342 for 11.9; 0.0271 and 0.01497 for 12.3.
    for (const hundredths of [11.9, 12.3])
      expect(evidence(base, days(at(hundredths))).oddBase).toEqual({
        isLikeHead: true,
        areOthersLikeHead: true,
      });
    // Farther than 3.355 standard errors from the last session, or from the others.
    expect(evidence(base, days(at(11.6))).oddBase).toEqual({ isLikeHead: false, areOthersLikeHead: true });
    expect(evidence(base, days(at(12.6))).oddBase).toEqual({ isLikeHead: true, areOthersLikeHead: false });
  });
});

describe('what a comparison rests on', () => {
  const measure = { metric: 'measure.x', scenario: null, endpoint: null } as const;
  const benchmark = (row: Partial<MeasureRow> & { value: number }): Side => [
    [{ ...makeRun({ day: 1, measures: { [measure.metric]: row } }), kind: 'benchmark' }],
  ];
  const basis = (base: Side, head: Side, place: Place = measure): unknown =>
    evidence(base, head, place).basis;

  it('is one value of what hardly varies', () => {
    const size = benchmark({ value: 64, unit: 'B' });
    expect(basis(size, benchmark({ value: 65, unit: 'B' }))).toEqual({
      evidence: 'one value of each run, of a kind that hardly varies',
    });
  });

  it('is a spread, with the number of its samples where that is known', () => {
    const stated = benchmark({ value: 64, unit: 'ms', bounds: { lower: 60, upper: 68 } });
    expect(basis(stated, stated)).toEqual({
      evidence: 'one run against one, by the spread that the tool prints',
    });
    const timed: Side = [
      [{ ...makeRun({ day: 1, endpoints: { pay: { p50: 100, count: 1_600 } } }), kind: 'benchmark' }],
    ];
    expect(basis(timed, timed, median)).toEqual({
      evidence: 'one run against one, by the spread of 1,600 samples',
    });
  });

  it('is readings of a measure, or stretches of time', () => {
    const read = benchmark({ value: 100, unit: 'ms', readings: [90, 100, 110] });
    expect(basis(read, read)).toEqual({ evidence: 'one run against one, in 3 readings' });
    const stretched: Side = [[load(1, 100, { stretches: [98, 102, 97, 103, 100] })]];
    expect(basis(stretched, stretched, median)).toEqual({
      evidence: 'one run against one, in 5 stretches of time',
    });
  });

  it('tells how the variance divides between repeats and sessions, where four show it', () => {
    const pairs = (spread: number, ...levels: readonly number[]): Side =>
      levels.map((level, day) => [spread, -spread].map((off) => load(day, 100 * Math.exp(level + off))));
    // Repeats 0.0002; sessions 0.0006, in which half of that is: 2 of 7.
    expect(basis(pairs(0.01, 0, 0.03, -0.03, 0), days(130), median)).toEqual({
      evidence: 'history of 8 runs in 4 sessions',
      details: ['29% of the run-to-run variance is between repeats, 71% between sessions'],
    });
    expect(basis(pairs(0.01, 0, 0, 0, 0), days(130), median)).toMatchObject({
      details: ['100% of the run-to-run variance is between repeats, 0% between sessions'],
    });
    expect(basis(pairs(0.01, 0, 0.03, -0.03), days(130), median)).not.toHaveProperty('details');
    expect(basis(pairs(0, 0, 0, 0, 0), days(130), median)).not.toHaveProperty('details');
  });
});
