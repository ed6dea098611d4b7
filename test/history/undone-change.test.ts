import { expect, it } from 'vitest';
import { confirmedByReports } from '../../src/history/trends/reported-changes.ts';
import { trendsOf } from '../../src/history/trends/trends.ts';
import { defaultProject } from '../../src/model/documents/project.ts';
import { dice, makeReports, makeRun, noisy } from './make-run.ts';

/** Builds around each of these medians, one a day. */
function builds(medians: readonly number[]) {
  const next = dice(11);
  return makeReports(
    medians.map((p50, day) =>
      makeRun({ day, manifest: { commit: `c${day}` }, endpoints: { pay: { p50: noisy(p50, next) } } }),
    ),
  );
}

const calm = Array.from({ length: 5 }, () => 150);

it('is told with the change that it takes back', () => {
  const reports = builds([...calm, 220, 222, 221, 151]);
  const median = [...confirmedByReports(reports, defaultProject, []).values()].find(
    ({ change }) => change.metric === 'response.p50' && change.endpoint === 'pay',
  );
  expect(median).toMatchObject({
    report: { id: reports[8]!.id },
    change: { verdict: 'better' },
    after: { report: { id: reports[5]!.id }, change: { verdict: 'worse' } },
  });
  const series = trendsOf(reports, defaultProject, []).find(
    ({ metric, endpoint }) => metric === 'response.p50' && endpoint === 'pay',
  );
  expect(series?.changePoints).toEqual([]);
  expect(series?.reported?.after?.run).toBe(reports[5]!.id);
  expect(series?.reported?.after?.relative).toBeGreaterThan(0.35);
});

it('has nothing before it where it is the first', () => {
  const found = [...confirmedByReports(builds([...calm, 220]), defaultProject, []).values()];
  expect(found.length).toBeGreaterThan(0);
  for (const one of found) expect(one).not.toHaveProperty('after');
});
