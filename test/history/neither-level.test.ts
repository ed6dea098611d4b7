import { expect, it } from 'vitest';
import { bisectChange } from '../../src/history/bisect/bisect-change.ts';
import { present } from '../../src/model/checked.ts';
import { series } from '../components/make-series.ts';
import { makeRun } from './make-run.ts';

const [before, after] = [
  [1.0, 1.04, 0.97, 1.02],
  [1.3, 1.27, 1.33],
];

const measured = '1'.repeat(40);

/** Whether a commit with these values, each of a session of its own, seems to be on neither level. */
function isOnNeither(...values: readonly number[]): boolean | undefined {
  const made = series('errors.rate', 'pay', []);
  const told = [
    ...before.map((value) => ({ value, commit: null })),
    ...values.map((value) => ({ value, commit: measured })),
    ...after.map((value) => ({ value, commit: null })),
  ];
  const points = told.map(({ value, commit }, i) => ({
    ...present(made.points[0], 'a series has points'),
    run: `r${i}`,
    value,
    commit,
    isIgnored: commit !== null,
  }));
  const change = present(
    series('errors.rate', 'pay', [[before.length + values.length, 0.5]]).changePoints[0],
    'a change was asked for',
  );
  const { candidates } = bisectChange(
    { series: { ...made, points, changePoints: [change] }, change },
    {
      runs: points.map(({ run }, day) => makeRun({ id: run, day, manifest: { commit: `c${day}` } })),
      annotations: [],
      candidates: [measured, '2'.repeat(40)].map((commit) => ({ commit, subject: commit })),
      atOnce: 1,
    },
  );
  return candidates[0]?.isOnNeitherLevel;
}

it('a commit is on neither level beyond the 99% range of both', () => {
  // numpy and scipy: levels 1.0075 and 1.3, variance 0.000895 with 5 degrees of freedom, t 4.0321. One value is off between
  // 1.14237 and 1.16071, the mean of two between 1.11196 and 1.18988.
  expect([1.142, 1.143, 1.16, 1.161].map((value) => isOnNeither(value))).toEqual([false, true, true, false]);
  expect([1.111, 1.113, 1.189, 1.191].map((value) => isOnNeither(value - 0.01, value + 0.01))).toEqual([
    false,
    true,
    true,
    false,
  ]);
});
