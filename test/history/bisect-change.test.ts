import { describe, expect, it } from 'vitest';
import { bisectChange, type Bisection } from '../../src/history/bisect/bisect-change.ts';
import { series } from '../components/make-series.ts';
import { makeRun } from './make-run.ts';

/** A hash of forty digits, by its first one. */
const hash = (digit: number): string => String(digit).repeat(40);

interface Measured {
  before: readonly number[];
  after: readonly number[];
  /** Of the commits 1, 2, 3 ... in between. */
  between?: readonly (readonly number[])[];
  atOnce?: number;
  metric?: 'response.p50' | 'errors.rate';
}

/** What is known of a change, each value being of a session of its own; the last commit is on the new level. */
function bisected({ before, after, between = [], atOnce = 1, metric = 'response.p50' }: Measured): Bisection {
  const values = [
    ...before.map((value) => [null, value] as const),
    ...between.flatMap((some, i) => some.map((value) => [hash(i + 1), value] as const)),
    ...after.map((value) => [null, value] as const),
  ];
  const made = series(metric, 'pay', []);
  const points = values.map(([commit, value], i) => ({
    ...made.points[0]!,
    run: `r${i}`,
    value,
    commit,
    isIgnored: commit !== null,
  }));
  const index = points.findLastIndex(({ commit }) => commit !== null) + 1 || before.length;
  const [change] = series(metric, 'pay', [[index, 0.5]]).changePoints;
  const candidates = [...between.keys(), between.length].map((i) => ({
    commit: hash(i + 1),
    subject: `subject ${i + 1}`,
  }));
  return bisectChange(
    { series: { ...made, points, changePoints: [change!] }, change: change! },
    {
      runs: points.map(({ run }, day) => makeRun({ id: run, day, manifest: { commit: `c${day}` } })),
      annotations: [],
      candidates,
      atOnce,
    },
  );
}
const probabilities = ({ candidates }: Bisection): number[] =>
  candidates.map(({ probability }) => Number(probability.toFixed(5)));

describe('narrowing down a change to a commit', () => {
  it('knows nothing before both levels have three sessions together', () => {
    const found = bisected({ before: [100], after: [130], between: [[], [], []] });
    expect(probabilities(found)).toEqual([0.25, 0.25, 0.25, 0.25]);
    expect(found).toMatchObject({ firstBad: null, sessionsPerCommit: null, isTooNoisy: false });
    expect(found.next).toEqual([{ commit: hash(2), sessions: 1 }]);
    expect(
      probabilities(bisected({ before: [100, 101], after: [130], between: [[102], [128], []] })),
    ).not.toContain(0.25);
  });

  it('compares logarithms, unless values are 0 or shares', () => {
    // Logarithms of the values in test/stats/bisection.test.ts, where an integration computed the probabilities.
    const exp = (...logs: readonly number[]): number[] => logs.map(Math.exp);
    const levels = { before: [1.0, 1.04, 0.97, 1.02], after: [1.3, 1.27, 1.33] };
    const expected = [0.01657, 0.01657, 0.48343, 0.48343];
    const scaled = { before: exp(...levels.before), after: exp(...levels.after) };
    expect(probabilities(bisected({ ...scaled, between: [[], exp(1.1), []] }))).toEqual(expected);
    expect(probabilities(bisected({ ...levels, between: [[], [1.1], []], metric: 'errors.rate' }))).toEqual(
      expected,
    );
    const shifted = (values: readonly number[]): number[] => values.map((value) => value - 1.1);
    expect(
      probabilities(
        bisected({ before: shifted(levels.before), after: shifted(levels.after), between: [[], [0], []] }),
      ),
    ).toEqual(expected);
  });

  it('names a commit from a probability of 95% on, and measures no more', () => {
    const found = bisected({ before: [100, 101], after: [130, 131], between: [[100], [130], []] });
    expect(found.firstBad?.commit).toBe(hash(2));
    expect(found.firstBad?.probability).toBeGreaterThan(0.95);
    expect(found.next).toEqual([]);
    expect(found.candidates.map(({ value, runs }) => [value, runs])).toEqual([
      [100, ['r2']],
      [130, ['r3']],
      [null, []],
      [null, []],
    ]);
  });

  it('measures each commit as often as finds the change, less what was measured', () => {
    // By test/stats/bisection.test.ts: 16 sessions of a commit find 0.0585 beside such levels.
    const levels = {
      before: [1.0, 1.04, 0.97, 1.02],
      after: [0, -0.03, 0.03].map((one) => 1.0075 + 0.0585 + one),
      metric: 'errors.rate',
    } as const;
    const found = bisected({ ...levels, between: [[], []] });
    expect(found).toMatchObject({ sessionsPerCommit: 16, next: [{ sessions: 16 }] });
    const more = bisected({
      ...levels,
      between: [
        [1.03, 1.04],
        [1.03, 1.04],
      ],
      atOnce: 2,
    });
    expect(more.next.map(({ sessions }) => sessions)).toEqual(more.next.map(() => 14));
    const noisy = bisected({ ...levels, after: levels.after.map((one) => one - 0.02), between: [[], []] });
    expect(noisy).toMatchObject({ sessionsPerCommit: null, isTooNoisy: true, next: [{ sessions: 1 }] });
  });

  it('marks a commit that is on neither level', () => {
    const found = bisected({ before: [100, 101, 99], after: [130, 131, 129], between: [[115], [100], []] });
    expect(found.candidates.map(({ isOnNeitherLevel }) => isOnNeitherLevel)).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });

  it('has nothing to say without commits', () => {
    const sources = { runs: [], annotations: [], candidates: [], atOnce: 1 };
    const made = series('response.p50', 'pay', [[4, 0.5]]);
    expect(bisectChange({ series: made, change: made.changePoints[0]! }, sources)).toEqual({
      candidates: [],
      sessionsPerCommit: null,
      isTooNoisy: false,
      next: [],
      firstBad: null,
    });
  });
});
