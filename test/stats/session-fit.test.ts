import { describe, expect, it } from 'vitest';
import { fitSessions, type SessionFit, type Sessions } from '../../src/stats/session-fit.ts';

const single = (...values: readonly number[]): Sessions => values.map((value) => [value]);

describe('sessions after a run effect', () => {
  // test/reference-scripts/session_fit.py: ridge regression by numpy.linalg in four turns, expected slope 0.5 +- 0.4.
  const base = [[1.0, 1.2], [0.9], [1.1, 1.3, 1.2], [0.8, 0.7], [1.05]];
  const head = [[1.5, 1.4], [1.6]];
  const fit = fitSessions({
    base,
    head,
    effects: {
      base: [[0.1, 0.2], [-0.15], [0.2, 0.3, 0.1], [-0.3, -0.2], [0.25]],
      head: [[0.3, 0.4], [0.5]],
      slope: { mean: 0.5, deviation: 0.4 },
    },
  });

  it('follow it by a slope that is shrunk to the expected one', () => {
    expect(fit.slope).toBeCloseTo(0.6804945280894701, 10);
    expect(fit.level).toBeCloseTo(0.9727802188764212, 10);
    expect(fit.difference).toBeCloseTo(0.26300960668555406, 10);
    expect(fit.headRuns.map((value) => value.toFixed(7))).toEqual(['1.2958516', '1.1278022', '1.2597527']);
  });

  it('lose degrees of freedom to the slope, and are less certain the farther the head is off', () => {
    expect(fit.sessions.df).toBeCloseTo(4.171366030134706, 10);
    expect(fit.sessions.variance).toBeCloseTo(0.0053569346346302995, 12);
    expect(fit.weight).toBeCloseTo(1.3080409415014023, 10);
    expect(fit.unknownSlope).toBeCloseTo(0.023716, 12);
  });

  it('spread by what their repeats do after the expected slope', () => {
    expect(fit.repeats.df).toBe(5);
    expect(fit.repeats.variance).toBeCloseTo(0.00975, 12);
    // Mean inverse counts by hand: (1/2 + 1) / 2 = 0.75 of the head, (1/2 + 1 + 1/3 + 1/2 + 1) / 5 = 2/3 of the base.
    expect(fit.repeatWeight).toBeCloseTo((0.75 - 2 / 3) / 2, 12);
    expect(fit.repeatsAlone).toBeCloseTo(0.75 / 2 + 2 / 3 / 5, 12);
  });

  it('follow no effect where neither they nor the effects differ', () => {
    const flat = fitSessions({
      base: single(3, 3, 3),
      head: single(5),
      effects: { base: single(0, 0, 0), head: single(0), slope: { mean: 0, deviation: 1 } },
    });
    expect(flat).toMatchObject({ slope: 0, difference: 2, level: 3, sessions: { variance: 0, df: 2 } });
    expect(flat.weight).toBeCloseTo(1 + 1 / 3, 12);
  });
});

it('leaves the spread of repeats open where no session has two', () => {
  expect(fitSessions({ base: single(1, 2, 3), head: single(4) }).repeats).toEqual({ variance: 0, df: 0 });
});

it('knows no spread of an earlier level but that of its sessions that do not stand alone', () => {
  // Nine sessions with squared deviations of 4, and one at 30 that is set aside; df 8, and none of two sessions that are left.
  const earlier = [single(10, 11, 10, 30, 9, 10, 10, 11, 9, 10), single(7)];
  const fit = fitSessions({ base: single(20), head: single(21), earlier });
  expect(fit.sessions).toEqual({ variance: 0.5, df: 8 });
  expect(fit.countAll).toBe(12);
});

it('sets aside no session that is off by no more than rounding', () => {
  const base = single(6, 6, 6, 7, 6, 6, 6, 6, 6, 6);
  expect(fitSessions({ base, head: single(6) }).setAside).toHaveLength(1);
  expect(fitSessions({ base, head: single(6), least: 0.5 ** 2 / 3 }).setAside).toEqual([]);
});

it('sets the effects of an odd session aside with it', () => {
  // Each value follows its effect; without the fourth session the slope is 1, and nothing is left to differ.
  const effects = [0.1, -0.1, 0.2, 0, 0.1, -0.2, 0.05];
  const base = effects.map((effect, i) => [i === 3 ? 9 : 1 + effect]);
  const fit = fitSessions({
    base,
    head: single(1.3),
    effects: { base: single(...effects), head: single(0.3), slope: { mean: 1, deviation: 0 } },
  });
  expect(fit.setAside.map(({ index }) => index)).toEqual([3]);
  expect(fit.difference).toBeCloseTo(0, 12);
  expect(fit.sessions.variance).toBeCloseTo(0, 12);
});

it('has no spread of sessions where each side is one', () => {
  const fit = fitSessions({ base: single(1), head: single(2) });
  expect(fit).toMatchObject({ sessions: { variance: 0, df: 0 }, countBase: 1, baseDf: 0 });
  expect(fit).toMatchObject({ slope: 0, unknownSlope: 0 });
});

describe('the level that the base stands on', () => {
  const before = [[1], [1.02], [0.98], [1.01], [0.99]];
  const base = [...before, [2, 2], [2.01, 2.03], [1.97, 1.99]];

  it('alone shows what repeats differ by, and how far off the effect of the head is', () => {
    const fit = fitSessions({
      base,
      head: [[2, 2.04]],
      effects: {
        base: [...before.map(() => [0]), [0.1, 0.1], [0.1, 0.1], [0.1, 0.1]],
        head: [[0.3, 0.3]],
        slope: { mean: 0, deviation: 0.25 },
      },
    });
    // Squares 0 + 0.0002 + 0.0002 of the base and 0.0008 of the head, one degree of freedom each.
    expect(fit.repeats.df).toBe(4);
    expect(fit.repeats.variance).toBeCloseTo(0.0012 / 4, 12);
    expect(fit.repeatsAlone).toBeCloseTo(1 / 2 + 1 / 2 / 3, 12);
    expect(fit.unknownSlope).toBeCloseTo((0.25 * 0.2) ** 2, 12);
  });

  it('is not looked for where the head has six sessions, which may lie on levels themselves', () => {
    const countBase = (sessions: number): number =>
      fitSessions({ base, head: Array.from({ length: sessions }, () => [2]) }).countBase;
    expect([countBase(5), countBase(6)]).toEqual([3, 8]);
  });
});

describe('the last session of the base', () => {
  const others = [10, 11, 10, 9, 10, 10, 11, 9, 10];
  const oddLast = (base: readonly number[], head: readonly number[], least = 0): SessionFit['oddLast'] =>
    fitSessions({ base: single(...base), head: single(...head), least }).oddLast;

  it('is odd from p = 0.01 on', () => {
    // Mean 10 and variance 0.5 of nine: t = d / sqrt(0.5 * 10 / 9). scipy: p = 0.01017 for 2.49 and 0.00980 for 2.51.
    expect(oddLast([...others, 12.49], [10])).toBeNull();
    expect(oddLast([...others, 12.51], [10])).not.toBeNull();
    expect(oddLast([...others, 7.49], [10])).not.toBeNull();
  });

  it('is odd on either side of 0', () => {
    const below = oddLast([...others.map((value) => value - 12), 2], [1]);
    // As above: t = 1 / sqrt(0.5 * 2) and 3 / sqrt(0.5 * 10 / 9) with 8 degrees of freedom, by scipy.
    expect(below?.pFromLast).toBeCloseTo(0.34659350708, 8);
    expect(below?.pFromOthers).toBeCloseTo(0.00381492008, 8);
  });

  it('needs five others', () => {
    expect(oddLast([10, 11, 10, 9, 15], [14])).toBeNull();
    expect(oddLast([10, 11, 10, 9, 10, 15], [14])).not.toBeNull();
  });

  it('is compared with the spread of the head, too', () => {
    // Squares 4 + 0.5 with 9 degrees of freedom: t = 1.5 / sqrt(0.5 * 1.5) and 3.5 / sqrt(0.5 * (1 / 9 + 1 / 2)).
    const two = oddLast([...others, 15], [13, 14]);
    expect(two?.pFromLast).toBeCloseTo(0.11730680301, 8);
    expect(two?.pFromOthers).toBeCloseTo(0.00013577665, 8);
  });

  it('is compared with what rounding hides, where that is more', () => {
    const rounded = oddLast([...others, 15], [14], 1);
    expect(rounded?.pFromLast).toBeCloseTo(0.49957589436, 8);
    expect(rounded?.pFromOthers).toBeCloseTo(0.00527610793, 8);
    // A standard deviation of 2: t = 5 / (2 sqrt(10 / 9)) = 2.37.
    expect(oddLast([...others, 15], [14], 4)).toBeNull();
  });

  it('is compared with the two others of its level', () => {
    const before = [1, 1.02, 0.98, 1.01, 0.99, 1];
    // Squares 0.001 + 0.0002 with 5 + 1 degrees of freedom; the two others have the mean 2.01.
    const third = oddLast([...before, 2, 2.02, 2.2], [2.1]);
    expect(third?.pFromLast).toBeCloseTo(0.00245234176, 8);
    expect(third?.pFromOthers).toBeCloseTo(0.00202236774, 8);
  });

  it('is never odd on a level of two', () => {
    expect(oddLast([1, 1.02, 0.98, 1.01, 0.99, 1, 2, 2.7], [2])).toBeNull();
  });
});
