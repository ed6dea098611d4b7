import { describe, expect, it } from 'vitest';
import { baselineOf } from '../../src/history/compare/baseline.ts';
import { comparability, runComparability } from '../../src/history/compare/comparability.ts';
import { orderRuns } from '../../src/history/runs/order.ts';
import type { Annotation } from '../../src/model/documents/annotations.ts';
import type { Manifest } from '../../src/model/documents/manifest.ts';
import { defaultProject, projectSchema } from '../../src/model/documents/project.ts';
import { makeRun } from './make-run.ts';

const of = (manifest: Manifest, day = 1): ReturnType<typeof makeRun> => makeRun({ day, manifest });
const compare = (base: Manifest, head: Manifest): ReturnType<typeof comparability> =>
  comparability(of(base), of(head, 2), 'shop', defaultProject);

describe('comparability', () => {
  it('lets runs that record nothing be compared, and says so', () => {
    expect(compare({}, {})).toEqual({
      comparable: true,
      reasons: ['neither run.json states cpu, memory, os, server, database'],
    });
  });

  it('holds a fact that only one run records against comparing', () => {
    const { comparable, reasons } = compare({}, { system: { cpu: 'A' } });
    expect(comparable).toBe(false);
    expect(reasons[0]).toBe('cpu is recorded only in this run: A');
  });

  it('looks for keys in system and in environment', () => {
    const { comparable, reasons } = compare(
      { environment: { database: 'one' } },
      { environment: { database: 'two' } },
    );
    expect([comparable, reasons[0]]).toEqual([false, 'database differs: one → two']);
  });

  it('does not mind another runtime', () => {
    expect(compare({ system: { runtime: '24' } }, { system: { runtime: '25' } }).comparable).toBe(true);
  });

  it('asks for the keys that the project names', () => {
    const project = projectSchema.parse({ comparison: { fingerprint: ['system.runtime'] } });
    const [base, head] = [of({ system: { runtime: '24' } }), of({ system: { runtime: '25' } }, 2)];
    expect(comparability(base, head, 'shop', project).comparable).toBe(false);
  });

  it('tells workloads of other parameters or users apart', () => {
    const shop = (rest: object): Manifest => ({ scenarios: [{ id: 'shop', ...rest }] });
    expect(compare(shop({ parameters: { items: 5 } }), shop({ parameters: { items: 6 } })).reasons[0]).toBe(
      'shop: parameter items differs: 5 → 6',
    );
    expect(compare(shop({ users: 5 }), shop({ users: 10 })).comparable).toBe(false);
    expect(compare(shop({ users: 5 }), shop({})).comparable).toBe(true);
  });

  it('does not compare runs without a scenario in common', () => {
    const [base, head] = [makeRun({ day: 1, scenario: 'a' }), makeRun({ day: 2, scenario: 'b' })];
    expect(runComparability(base, head, defaultProject)).toMatchObject({ comparable: false });
  });
});

describe('baselineOf', () => {
  const head = of({}, 9);
  const find = (
    earlier: ReturnType<typeof makeRun>[],
    annotations: Annotation[] = [],
    run = head,
  ): ReturnType<typeof baselineOf> => baselineOf(run, earlier, defaultProject, annotations);

  it('takes the newest comparable run on the main line', () => {
    const earlier = [
      of({}, 1),
      of({ branch: 'main' }, 2),
      of({ branch: 'x' }, 3),
      of({ system: { os: 'b' } }, 4),
    ];
    expect(find(earlier).run?.id).toBe('run-002');
  });

  it('passes over a later run that measured a machine alone', () => {
    const machine = { ...makeRun({ day: 2, memory: { db: { base: 1, peak: 2, final: 1 } } }), scenarios: [] };
    const readings = machine.metricValues.filter(({ metric }) => metric.startsWith('memory.'));
    const alone = { ...machine, kind: 'resource' as const, metricValues: readings };
    const load = makeRun({ day: 1, endpoints: { pay: { p50: 100 } } });
    const later = makeRun({ day: 9, endpoints: { pay: { p50: 100 } } });
    expect(readings.length).toBeGreaterThan(0);
    expect(find([load, alone], [], later).run?.id).toBe(load.id);
    expect(find([alone], [], later).run).toBeNull();
    const laterAlone = { ...alone, id: 'run-009', manifest: { startedAt: '2026-11-10T10:00:00Z' } };
    expect(find([alone, load], [], laterAlone).run?.id).toBe(alone.id);
  });

  it('takes a run of a branch that people accepted, and none that they ignore', () => {
    const earlier = [of({}, 1), of({ branch: 'x' }, 2), of({}, 3)];
    const annotations: Annotation[] = [
      { action: 'accept', run: 'run-002', reason: 'merged' },
      { action: 'ignore', run: 'run-003', reason: 'disturbed' },
    ];
    expect(find(earlier, annotations).run?.id).toBe('run-002');
  });

  it('takes the run that the manifest names, comparable or not', () => {
    const named = of({ baseline: 'run-001' }, 9);
    const { run, comparable } = find([of({ system: { os: 'b' } }, 1), of({}, 2)], [], named);
    expect([run?.id, comparable]).toEqual(['run-001', false]);
    expect(find([of({}, 2)], [], named).why).toBe(
      'run.json names run-001 as the baseline, but no earlier run has this id',
    );
  });

  it('passes over repeats of the run’s own build, unless there is nothing else or it is the same data', () => {
    const [old, repeat] = [of({ version: '1' }, 1), of({ version: '2' }, 2)];
    const again = of({ version: '2' }, 3);
    expect(find([old, repeat], [], again).run?.id).toBe('run-001');
    expect(find([repeat], [], again).run?.id).toBe('run-002');
    expect(find([old, repeat], [], { ...again, sources: repeat.sources }).run?.id).toBe('run-002');
  });

  it('takes of the newest build the run with most scenarios in common', () => {
    const build = (day: number): ReturnType<typeof makeRun> => of({ version: '1' }, day);
    const both = (one: ReturnType<typeof makeRun>): ReturnType<typeof makeRun> => ({
      ...one,
      metricValues: [...one.metricValues, ...one.metricValues.map((value) => ({ ...value, scenario: 'b' }))],
    });
    const { run, why } = find([both(build(1)), build(2)], [], both(head));
    expect([run?.id, why]).toEqual([
      'run-001',
      'latest comparable earlier run on the main line; of its build, the run with the most scenarios in common',
    ]);
  });

  it('takes the latest release where the project compares with releases', () => {
    const rules = projectSchema.parse({ baseline: { release: 'v[0-9]*.[0-9]*' } });
    const byRelease = (earlier: ReturnType<typeof makeRun>[], run = head): (string | undefined)[] => {
      const found = baselineOf(run, earlier, rules, []);
      return [found.run?.id, found.why];
    };
    const versions = ['1.0', '1.1', 'nightly-7', undefined];
    const earlier = versions.map((version, day) => of(version === undefined ? {} : { version }, day));
    expect(byRelease(earlier)).toEqual(['run-001', 'latest comparable release on the main line']);
    expect(byRelease(earlier, of({ version: '1.1' }, 9))[0]).toBe('run-000');
    expect(byRelease(earlier, of({ baseline: 'run-002' }, 9))[0]).toBe('run-002');
    expect(byRelease([of({ version: 'v2.0' }, 1), of({}, 2)])[0]).toBe('run-001');
    expect(byRelease([of({ version: 'nightly-7' }, 1), of({}, 2)])).toEqual([
      'run-002',
      'latest comparable earlier run on the main line; no earlier release is comparable',
    ]);
    expect(byRelease([of({ version: '1.0', branch: 'x' }, 1), of({}, 2)])[0]).toBe('run-002');
  });

  it('says why there is none', () => {
    expect(find([]).why).toBe('there is no earlier run');
    expect(find([of({ branch: 'x' }, 1)]).why).toBe('no earlier run is on the main line');
    expect(find([of({ system: { os: 'b' } }, 1)]).why).toContain('os is not recorded in this run; it was b');
  });
});

describe('orderRuns', () => {
  it('puts runs in order of time, then of id, and undated ones apart', () => {
    const runs = [of({}, 3), of({}, 1), { ...of({}, 2), startedAt: null }, { ...of({}, 1), id: 'a' }];
    const { dated, undated } = orderRuns(runs, (run) => run);
    expect(dated.map(({ id }) => id)).toEqual(['a', 'run-001', 'run-003']);
    expect(undated.map(({ id }) => id)).toEqual(['run-002']);
  });
});
