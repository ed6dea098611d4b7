import { describe, expect, it } from 'vitest';
import { batchBounds, independentBatches } from '../../src/stats/batch-means.ts';
import { judgeComparisons, weightedHolm, type Candidate } from '../../src/stats/comparison-verdict.ts';
import { driftOf } from '../../src/stats/drift.ts';
import { correctedMannKendall, mannKendall } from '../../src/stats/mann-kendall.ts';
import { evidenceOfValues, judgeValues as judge } from '../history/evidence-of-values.ts';

const history = [100, 102, 99, 101, 98, 100, 103, 97];

describe('values that are never negative', () => {
  it('cannot fall by more than all of it, even where zeros rule logarithms out', () => {
    // Spread 0..10 around 4 and a head of 0: a symmetric interval would reach far below -100 %.
    const { relative, interval } = evidenceOfValues({ base: [0, 10, 2, 6, 1, 5], head: [0] });
    expect(relative).toBe(-1);
    expect(interval!.lower).toBe(-1);
    expect(interval!.upper).toBeGreaterThan(0);
  });
});

describe('comparing runs', () => {
  it('confirms a run far outside the history of five or more', () => {
    expect(evidenceOfValues({ base: history, head: [130] }).basis).toEqual({ evidence: 'history of 8 runs' });
    expect(judge({ base: history, head: [130] })).toMatchObject({ verdict: 'worse', certainty: 'confirmed' });
    expect(judge({ base: history, head: [70] })).toMatchObject({ verdict: 'better', certainty: 'confirmed' });
  });

  it('shows no change for a run inside the history, and the same only when the interval is narrow', () => {
    expect(judge({ base: history, head: [101] }).verdict).toBe('no-change-shown');
    expect(judge({ base: history, head: [101] }, 0.1).verdict).toBe('same');
  });

  it('takes a constant for the same as itself, and a change of it for a change', () => {
    for (const value of [100, 0.1, 3.7])
      expect(judge({ base: Array.from({ length: 7 }, () => value), head: [value] }, 0).verdict).toBe(
        'no-change-shown',
      );
    expect(judge({ base: [100, 100, 100, 100, 100], head: [110] }).verdict).toBe('worse');
  });

  it('takes reported values to spread at least by their rounding', () => {
    const printed = { base: [6, 6, 6, 6, 6], head: [8] };
    expect(evidenceOfValues(printed).p).toBe(0);
    // ln(8 / 6) over 0.5 / 6 / sqrt 3 x sqrt(1 + 1 / 5): t = 5.4584; its p by the closed form for 4 degrees of freedom.
    expect(evidenceOfValues({ ...printed, rounding: 0.5 }).p).toBeCloseTo(0.005476, 6);
    expect(judge({ base: [6, 6, 6, 6, 6], head: [6], rounding: 0.5 }, 0.05).verdict).toBe('no-change-shown');
    const scattered = { base: [60, 66, 57, 63, 61], head: [80] };
    expect(evidenceOfValues({ ...scattered, rounding: 0.5 }).p).toBe(evidenceOfValues(scattered).p);
  });

  it('ignores a significant change below the minimum effect', () => {
    const steady = [100, 100.1, 99.9, 100, 100.05, 99.95];
    expect(judge({ base: steady, head: [102] }, 0.05).verdict).toBe('same');
    expect(judge({ base: steady, head: [102] }, 0.01).verdict).toBe('worse');
  });

  it('confirms three sessions against three, and suspects one', () => {
    expect(judge({ base: [100, 101, 99], head: [120] }).certainty).toBe('suspected');
    expect(judge({ base: [100, 101, 99], head: [120, 121, 119] }).certainty).toBe('confirmed');
  });

  it('at most suspects one run against one', () => {
    const batches = Array.from({ length: 20 }, (_, i) => 100 + (i % 2 === 0 ? 1 : -1));
    const values = {
      base: [100],
      head: [150],
      baseBatches: batches,
      headBatches: batches.map((b) => 1.5 * b),
    };
    expect(judge(values)).toMatchObject({ verdict: 'worse', certainty: 'suspected' });
    const slightly = { ...values, head: [108], headBatches: batches.map((b) => 1.08 * b) };
    expect(judge(slightly).verdict).toBe('no-change-shown');
  });

  it('gives stretches that are equal on average the interval of what runs differ by', () => {
    const batches = Array.from({ length: 20 }, () => 100);
    const { interval } = evidenceOfValues({
      base: [100],
      head: [100],
      baseBatches: batches,
      headBatches: batches,
    });
    // Without any spread within the runs, 5% between two of them is left: exp(+-1.959964 x 0.05 x sqrt 2) - 1.
    expect(interval!.lower).toBeCloseTo(-0.129414, 5);
    expect(interval!.upper).toBeCloseTo(0.148653, 5);
  });

  it('cannot tell from aggregates of one run against one run', () => {
    expect(judge({ base: [100], head: [150] })).toEqual({
      verdict: 'cannot-tell',
      certainty: null,
      adjustedP: null,
      bar: null,
    });
    expect(evidenceOfValues({ base: [100], head: [150] }).relative).toBeCloseTo(0.5, 12);
    expect(judge({ base: [], head: [150] }).verdict).toBe('cannot-tell');
  });

  it('gives the prediction interval worked by hand', () => {
    // Logs of the history: mean ln(100) by symmetry, so +-0.01 on the log scale with n = 5, s = 0.01 sqrt(5/4) ...
    const base = [-1, 1, -1, 1, 0].map((step) => 100 * Math.exp(0.01 * step));
    const { interval, relative } = evidenceOfValues({ base, head: [100] });
    // s = 0.01, t(4, 0.975) = 2.776445, half width = 2.776445 * 0.01 * sqrt(1 + 1/5) = 0.0304144
    expect(relative).toBeCloseTo(0, 12);
    expect(interval!.upper).toBeCloseTo(Math.expm1(0.0304144), 6);
    expect(interval!.lower).toBeCloseTo(Math.expm1(-0.0304144), 6);
  });

  it('compares values that are not positive by difference', () => {
    const evidence = evidenceOfValues({ base: [10, -1, 4, 6, 1, 4], head: [50] });
    expect(evidence.relative).toBeCloseTo(11.5, 12);
    expect(evidenceOfValues({ base: [0, 0, 0, 0, 0], head: [3] }).relative).toBe(Infinity);
  });

  it('demands more of one change among many comparisons', () => {
    const one = {
      relative: 0.2,
      interval: null,
      p: 0.01,
      direction: 'lower',
      minimumEffect: 0.05,
      isWithinRuns: false,
    } as const;
    const calm = { ...one, relative: 0.001, p: 0.8 };
    expect(judgeComparisons([one])[0]!.verdict).toBe('worse');
    expect(judgeComparisons([one, ...Array.from({ length: 19 }, () => calm)])[0]!.verdict).toBe(
      'no-change-shown',
    );
    expect(judgeComparisons([{ ...one, direction: 'higher' }])[0]!.verdict).toBe('better');
  });
});

describe('weightedHolm', () => {
  it('is Holm’s with equal weights', () => {
    // statsmodels.stats.multitest.multipletests([0.01, 0.04, 0.03, 0.005], method='holm'), by hand: 0.03, 0.06, 0.06, 0.02.
    const tests = [0.01, 0.04, 0.03, 0.005].map((p) => ({ p, weight: 1 }));
    expect(weightedHolm(tests).map((p) => Number(p.toFixed(12)))).toEqual([0.03, 0.06, 0.06, 0.02]);
  });

  it('gives more of the level to what weighs more', () => {
    // By hand: 0.01 / 3 first, times 4; then 0.01 times 1, but never below the one before.
    const adjusted = weightedHolm([
      { p: 0.01, weight: 1 },
      { p: 0.01, weight: 3 },
    ]);
    expect(adjusted[1]).toBeCloseTo(0.04 / 3, 12);
    expect(adjusted[0]).toBeCloseTo(0.04 / 3, 12);
  });
});

describe('families', () => {
  const metric = (p: number, family: string): Candidate => ({
    family,
    p,
    relative: 0.2,
    interval: null,
    direction: 'lower',
    minimumEffect: 0.05,
    isWithinRuns: false,
  });

  it('are tested first, their members after them', () => {
    // Ten endpoints of three percentiles: a p of 0.002 in one is called as one of ten, not as one of thirty.
    const calm = Array.from({ length: 9 }, (_, i) => [0.5, 0.6, 0.7].map((p) => metric(p, `e${i}`))).flat();
    const moved = [0.002, 0.003, 0.9].map((p) => metric(p, 'moved'));
    const verdicts = judgeComparisons([...moved, ...calm]).map(({ verdict }) => verdict);
    expect(verdicts.slice(0, 3)).toEqual(['worse', 'worse', 'no-change-shown']);
    expect(new Set(verdicts.slice(3))).toEqual(new Set(['no-change-shown']));
  });
});

describe('certainty', () => {
  it('needs strong evidence, and repeats that agree', () => {
    const found = {
      relative: 0.2,
      interval: null,
      p: 0.02,
      direction: 'lower',
      minimumEffect: 0.05,
      isWithinRuns: false,
    } as const;
    const certainty = (change: object): unknown => judgeComparisons([{ ...found, ...change }])[0]!.certainty;
    expect(certainty({})).toBe('suspected');
    expect(certainty({ countHead: 3 })).toBe('suspected');
    expect(certainty({ p: 0.001 })).toBe('confirmed');
    expect(certainty({ p: 0.001, countHead: 4, agreement: 0.75 })).toBe('confirmed');
    expect(certainty({ p: 0.001, countHead: 6, agreement: 0.5 })).toBe('suspected');
    expect(certainty({ p: 0.001, countHead: 2, agreement: 0.5 })).toBe('confirmed');
    expect(certainty({ p: 0.001, isWithinRuns: true })).toBe('suspected');
    expect(certainty({ p: 0.0049 })).toBe('confirmed');
    expect(certainty({ p: 0.0051 })).toBe('suspected');
    expect(certainty({ p: 0.001, isThin: true })).toBe('suspected');
  });
});

describe('batches', () => {
  it('cut a run into equal times after warm-up', () => {
    expect(batchBounds(43, 3, 4)).toEqual([
      [3, 13],
      [13, 23],
      [23, 33],
      [33, 43],
    ]);
    expect(batchBounds(3, 1)).toEqual([
      [1, 2],
      [2, 3],
    ]);
    expect(batchBounds(2, 5)).toEqual([]);
  });

  it('are joined in pairs when neighbours resemble each other', () => {
    expect(independentBatches([1, 2, 3, 4, 5, 6])).toEqual([1.5, 3.5, 5.5]);
    expect(independentBatches([1, 9, 1, 9, 1, 9])).toEqual([1, 9, 1, 9, 1, 9]);
  });
});

describe('drift', () => {
  const wobble = (i: number): number => 0.3 * Math.sin(7 * i * i);

  it('is named with its pace', () => {
    const drift = driftOf(Array.from({ length: 40 }, (_, i) => 100 + 0.5 * i + wobble(i)))!;
    expect(drift.perRun).toBeCloseTo(0.5 / 109.75, 3);
    expect(drift.interval.lower).toBeGreaterThan(0);
  });

  it('is absent without trend, with few runs, or when it is small', () => {
    expect(driftOf(Array.from({ length: 40 }, (_, i) => 100 + wobble(i)))).toBeNull();
    expect(driftOf([1, 2, 3, 4, 5, 6, 7, 8, 9])).toBeNull();
    expect(driftOf(Array.from({ length: 40 }, (_, i) => 100 + 0.01 * i))).toBeNull();
  });

  it('is no step, however significant its trend', () => {
    const step = [31.5, 31.5, 32.5, 31.2, 31.6, 31.7, 34.6, 33.9, 33.7, 36, 33, 34.9];
    expect(mannKendall(step).p).toBeLessThan(0.01);
    expect(driftOf(step)).toBeNull();
  });

  it('needs more evidence where neighbours resemble each other', () => {
    const walk = Array.from({ length: 60 }, (_, i) => Math.sin(i / 9) + i / 200);
    expect(correctedMannKendall(walk).p).toBeGreaterThan(mannKendall(walk).p);
  });
});
