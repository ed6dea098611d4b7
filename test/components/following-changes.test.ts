import { expect, test } from 'vitest';
import { changeMatrices } from '../../src/components/trends/change-matrix.ts';
import { changedRuns, tally } from '../../src/components/trends/changed-runs.ts';
import { series } from './make-series.ts';

const endpoint = series('response.p50', 'orders', [[3, 0.3]]);
const whole = series('response.p50', '*', [[4, 0.13]]);

const runsOf = (...some: Parameters<typeof changedRuns>[0][number][]): string[] =>
  changedRuns(some).map(({ point, groups }) => `${point.run}: ${tally(groups)}`);

test('one shift of an endpoint is not told a second time by all requests, at another run', () => {
  expect(runsOf(endpoint, whole)).toEqual(['r3: 1 regression']);
  const rows = changeMatrices([endpoint, whole]).flatMap((matrix) => matrix.rows.map(({ name }) => name));
  expect(rows).toEqual(['orders']);
});

test('all requests have a shift of their own if no endpoint shifted that way, or not then', () => {
  expect(runsOf(whole)).toEqual(['r4: 1 regression']);
  const better = series('response.p50', 'orders', [[3, -0.3]]);
  expect(runsOf(better, whole)).toEqual(['r4: 1 regression', 'r3: 1 improvement']);
  const tail = series('response.p95', 'orders', [[3, 0.3]]);
  expect(runsOf(tail, whole)).toHaveLength(2);
  const elsewhere = series('response.p50', 'orders', [[3, 0.3]], { scenario: 'Selling' });
  expect(runsOf(elsewhere, whole)).toHaveLength(2);
  const early = series('response.p50', 'orders', [[1, 0.3]]);
  expect(runsOf(early, series('response.p50', '*', [[7, 0.13]]))).toHaveLength(2);
});

test('all requests that a target names keep their shift', () => {
  const wanted = {
    ...whole,
    targets: [{ id: 't', label: 'below 100 ms', op: 'below' as const, value: 100 }],
  };
  expect(runsOf(endpoint, wanted)).toHaveLength(2);
});
