import { expect, it } from 'vitest';
import { changeOf } from '../../src/history/compare/pending-change.ts';
import { orderRuns } from '../../src/history/runs/order.ts';

it('runs are ordered by moment, then by id, and those that nothing dates by id', () => {
  const run = (id: string, startedAt: string | null): { id: string; startedAt: string | null } => ({
    id,
    startedAt,
  });
  const noon = '2026-11-01T12:00:00.000Z';
  const { dated, undated } = orderRuns(
    [
      run('d', null),
      run('b', noon),
      run('c', 'never'),
      run('a', noon),
      run('z', '2026-10-31T12:00:00.000Z'),
      run('e', null),
    ],
    (one) => one,
  );
  expect(dated.map(({ id }) => id)).toEqual(['z', 'a', 'b']);
  expect(undated.map(({ id }) => id)).toEqual(['c', 'd', 'e']);
});

it('a change from 0 has no ratio, unless nothing changed', () => {
  const median = { metric: 'response.p50' } as const;
  expect([changeOf(median, 0, 0), changeOf(median, 0, 3), changeOf(median, 4, 3)]).toEqual([0, null, -0.25]);
  expect(changeOf({ metric: 'errors.rate' }, 0, 0.25)).toBe(0.25);
});
