import { describe, expect, it } from 'vitest';
import { unseenChanges, type Stated, type UnseenChange } from '../../src/diff/unseen-changes.ts';
import { present } from '../../src/model/checked.ts';
import type { Manifest } from '../../src/model/documents/manifest.ts';
import { defaultProject } from '../../src/model/documents/project.ts';
import type { RunMeasures } from '../../src/model/run-measures.ts';
import type { MetricChange } from '../../src/model/run-report.ts';
import { makeRun } from '../history/make-run.ts';

const run = (day: number, p50: number, manifest: Manifest = {}): RunMeasures =>
  makeRun({ day, manifest: { commit: `c${day}`, ...manifest }, endpoints: { pay: { p50 } } });

const history = [100, 101, 99, 100, 102, 98, 100, 101].map((p50, day) => run(day, p50));
const newest = present(history.at(-1), 'there is a history');

/** What a run lacks that is compared with the newest one of the base, unless something else is said. */
const unseen = (head: RunMeasures, stated: Partial<Stated> = {}): UnseenChange[] =>
  unseenChanges({
    head,
    chosen: newest,
    pairs: 0,
    others: [],
    eligible: history,
    project: defaultProject,
    annotations: [],
    ...stated,
  });

/** Why a regression is unseen, and against which run; none where nothing is. */
const reasons = (head: RunMeasures, stated: Partial<Stated> = {}): string[] => [
  ...new Set(unseen(head, stated).map(({ base, why }) => `${base}: ${why}`)),
];

describe('a regression that a run’s own comparison may lack', () => {
  it('is none of a run that states nothing of the kind', () => {
    expect(reasons(run(9, 200))).toEqual([]);
  });

  it('is hidden by a baseline that the run names', () => {
    const named = run(9, 200, { baseline: 'run-000' });
    expect(reasons(named, { chosen: present(history[0], 'the first') })).toEqual([
      'run-007: its `baseline` is run-000',
    ]);
    expect(reasons(named, { chosen: null })).toEqual([]);
  });

  it('is hidden by a build that the base has, too: the last such run is named', () => {
    expect(reasons(run(9, 200, { commit: 'c3' }))).toEqual(['run-007: its build is also that of run-003']);
  });

  it('is hidden by a date before runs of the base: the last of them is named', () => {
    const between = makeRun({
      id: 'between',
      day: 3.5,
      manifest: { commit: 'new' },
      endpoints: { pay: { p50: 200 } },
    });
    expect(reasons(between)).toEqual(['run-007: it is dated before run-007']);
    // At the same moment as the newest run it is not before it.
    expect(reasons({ ...run(7, 200, { commit: 'new' }), id: 'beside' })).toEqual([]);
    expect(reasons({ ...between, startedAt: null, orderedBy: null })).toEqual([]);
  });

  it('is hidden by a date before comparable runs alone', () => {
    const others = history.map((one) => ({ ...one, manifest: { ...one.manifest, system: { os: 'a' } } }));
    const head = { ...run(3.5, 200, { commit: 'new', system: { os: 'b' } }), id: 'between' };
    expect(reasons(head, { eligible: others, chosen: null })).toEqual([]);
  });

  it('is hidden by pairs that are too few to confirm anything', () => {
    expect(reasons(run(9, 200), { pairs: 3 })).toEqual([
      'run-007: it has fewer pairs than the 4 that confirm a change',
    ]);
    expect(reasons(run(9, 200, { baseline: 'run-000' }), { pairs: 4 })).toEqual([]);
  });

  it('is hidden by a scenario that is not comparable with that of the chosen run', () => {
    const chosen = run(8, 100, { system: { os: 'b' } });
    const head = run(9, 200, { system: { os: 'a' } });
    const eligible = history.map((one) => ({ ...one, manifest: { ...one.manifest, system: { os: 'a' } } }));
    expect(reasons(head, { chosen, eligible })).toEqual(['run-007: shop is not comparable in run-008']);
  });

  it('is hidden by all of these at once', () => {
    const head = run(9, 200, { baseline: 'run-000', commit: 'c3' });
    expect(reasons(head, { pairs: 1 })).toEqual([
      'run-007: its `baseline` is run-000, and its build is also that of run-003, and it has fewer pairs than the 4 that confirm a change',
    ]);
  });
});

/** The change of the one endpoint's median. */
function unseenMedian(changes: readonly UnseenChange[]): MetricChange | undefined {
  return changes
    .flatMap(({ change }) => ('endpoint' in change ? change : []))
    .find(({ metric, endpoint }) => metric === 'response.p50' && endpoint === 'pay');
}

describe('what is unseen', () => {
  const stated = (p50: number): UnseenChange[] => unseen(run(9, p50, { baseline: 'run-000' }));

  it('is told with what changed', () => {
    expect(unseenMedian(stated(200))).toMatchObject({
      base: 101,
      head: 200,
      verdict: 'worse',
      certainty: 'confirmed',
    });
  });

  it('is nothing that is better or as before', () => {
    expect(stated(50)).toEqual([]);
    expect(stated(100)).toEqual([]);
  });

  it('is told of the repeats of its build, too', () => {
    const head = run(9, 200, { baseline: 'run-000', commit: 'new' });
    // A repeat at 100: the geometric mean of both is 141, against a level of 100.
    const repeat = { ...run(10, 100, { commit: 'new' }), id: 'repeat' };
    const relative = (others: readonly RunMeasures[]): number | null | undefined =>
      unseenMedian(unseen(head, { others }))?.relative;
    expect(relative([head])).toBeCloseTo(1, 1);
    expect(relative([head, repeat]) ?? 0).toBeLessThan(0.5);
  });
});
