import { describe, expect, it } from 'vitest';
import { levelStart, sessionNumbers } from '../../src/history/alerts/level-sessions.ts';
import { missingRuns } from '../../src/history/alerts/missing-runs.ts';
import { nextDueOf, overdueAlerts } from '../../src/history/alerts/overdue.ts';
import { isRecovered } from '../../src/history/alerts/recovery.ts';
import {
  comparableRuns,
  historyWindow,
  pointsOf,
  sinceAnnotated,
  groupPoints,
  valuesOf,
} from '../../src/history/runs/scenario-history.ts';
import { sessionsOf } from '../../src/history/runs/sessions.ts';
import type { Annotation } from '../../src/model/documents/annotations.ts';
import { defaultProject, projectSchema } from '../../src/model/documents/project.ts';
import type { RunMeasures } from '../../src/model/run-measures.ts';
import type { RunReport } from '../../src/model/run-report.ts';
import type { TrendChangePoint, TrendSeries } from '../../src/model/trend.ts';
import { makeReports, makeRun, type RunSpec } from './make-run.ts';

const start = Date.UTC(2026, 10, 20, 10);
const at = (id: string, startMs: number | null, rest: Partial<RunSpec> = {}): RunMeasures => ({
  ...makeRun({ day: 0, id, manifest: { commit: 'c1' }, ...rest }),
  startedAt: startMs === null ? null : new Date(startMs).toISOString(),
});
const hour = 3_600_000;

describe('sessions', () => {
  const ids = (...runs: readonly RunMeasures[]): string[][] =>
    sessionsOf(runs).map((session) => session.map(({ id }) => id));

  it('hold runs of one build with less than an hour between them', () => {
    // Each run takes a minute.
    expect(ids(at('a', start), at('b', start + 60_000 + hour - 1))).toEqual([['a', 'b']]);
    expect(ids(at('a', start), at('b', start + 60_000 + hour))).toEqual([['a'], ['b']]);
    expect(ids(at('a', start), at('b', start, { manifest: { commit: 'c2' } }), at('c', start))).toEqual([
      ['a', 'c'],
      ['b'],
    ]);
    expect(ids(at('a', null), at('b', null))).toEqual([['a'], ['b']]);
    expect(ids(at('a', start), at('b', null))).toEqual([['a'], ['b']]);
    const long = { ...at('a', start), durationSeconds: null };
    expect(ids(long, at('b', start + hour - 1))).toEqual([['a', 'b']]);
    expect(ids(long, at('b', start + hour))).toEqual([['a'], ['b']]);
  });

  it('are those that runs state, however far apart', () => {
    const stated = (id: string, session: string, startMs = start): RunMeasures =>
      at(id, startMs, { manifest: { commit: 'c1', session } });
    expect(ids(stated('a', 's'), stated('b', 's', start + 9 * hour))).toEqual([['a', 'b']]);
    expect(ids(stated('a', 's'), stated('b', 't'))).toEqual([['a'], ['b']]);
    expect(ids(stated('a', 's'), at('b', start))).toEqual([['a'], ['b']]);
    expect([...sessionNumbers([stated('a', 's'), stated('b', 't'), stated('c', 's')])]).toEqual([
      ['a', 0],
      ['c', 0],
      ['b', 1],
    ]);
  });
});

describe('runs that are due', () => {
  const reports = (...starts: readonly number[]): RunReport[] =>
    starts.map((ms, i) => {
      const [report] = makeReports([makeRun({ day: i })]) as [RunReport];
      return { ...report, measures: { ...report.measures, startedAt: new Date(ms).toISOString() } };
    });
  const project = projectSchema.parse({ expect: { everyHours: 24 } });
  const due = (hours: number, runs = reports(start)): string[] =>
    overdueAlerts({ runs, builds: null, project, nowMs: start + hours * hour }).map(({ id }) => id);

  it('are overdue after the time that the project expects', () => {
    expect(due(24)).toEqual([]);
    expect(due(24 + 1 / 3_600)).toEqual(['overdue-run-000']);
    expect(due(99, [])).toEqual([]);
    expect(nextDueOf({ runs: reports(start), builds: null, project, nowMs: start })).toBe(
      new Date(start + 24 * hour).toISOString(),
    );
    expect(
      nextDueOf({ runs: reports(start), builds: null, project: defaultProject, nowMs: start }),
    ).toBeNull();
  });

  it('are overdue for builds that have waited for more than a day', () => {
    const builds = {
      lastRun: 'run-000',
      builds: [
        { name: 'v1', atMs: start },
        { name: 'v2', atMs: start + hour },
      ],
    } as unknown as NonNullable<Parameters<typeof overdueAlerts>[0]['builds']>;
    const of = (hours: number, some = builds): object[] =>
      overdueAlerts({ runs: [], builds: some, project: defaultProject, nowMs: start + hours * hour });
    expect(of(24)).toEqual([]);
    expect(of(24.5)).toMatchObject([{ id: 'overdue-builds-run-000', builds: ['v1'], newestBuild: 'v1' }]);
    expect(of(26)).toMatchObject([
      { builds: ['v1', 'v2'], newestBuild: 'v2', due: new Date(start + 24 * hour).toISOString() },
    ]);
    expect(of(26, { ...builds, lastRun: null })).toEqual([]);
    expect(nextDueOf({ runs: [], builds, project: defaultProject, nowMs: start })).toBe(
      new Date(start + 24 * hour).toISOString(),
    );
  });

  it('are counted where they never came, of the last 30 days', () => {
    const missing = (...hours: readonly number[]): number[] =>
      missingRuns({
        reports: reports(...hours.map((one) => start + one * hour)),
        project,
        annotations: [],
      }).map(({ runs }) => runs);
    expect(missing(0, 24)).toEqual([]);
    expect(missing(0, 24.1)).toEqual([1]);
    expect(missing(0, 48)).toEqual([1]);
    expect(missing(0, 49, 73, 200)).toEqual([2, 5]);
    // The gap ended 30 days before the latest run, or an hour earlier; the days between are one long gap.
    expect(missing(0, 48, 48 + 30 * 24)).toEqual([1, 29]);
    expect(missing(0, 48, 49 + 30 * 24)).toEqual([30]);
    expect(
      missingRuns({ reports: reports(start, start + 99 * hour), project: defaultProject, annotations: [] }),
    ).toEqual([]);
  });
});

/** A history of one environment with a regression at an index; lower is better. */
function series(
  values: readonly number[],
  steps: readonly [index: number, before: number, after: number][],
): TrendSeries {
  const points = values.map((value, i) => ({
    run: `r${i}`,
    value,
    environment: 0,
    isIgnored: false,
    startedAt: new Date(start + i * 24 * hour).toISOString(),
  }));
  const changePoints = steps.map(([index, before, after], i) => ({
    metric: 'response.p50',
    scenario: 'shop',
    endpoint: 'pay',
    run: `r${index}`,
    lastBefore: `r${index - 1}`,
    before,
    after,
    index,
    verdict: after > before ? 'worse' : 'better',
    runsAfter: (steps[i + 1]?.[0] ?? values.length) - index,
  }));
  return {
    metric: 'response.p50',
    scenario: 'shop',
    endpoint: 'pay',
    direction: 'lower',
    points,
    changePoints,
    breaks: [],
  } as unknown as TrendSeries;
}
const firstChange = ({ changePoints }: TrendSeries): TrendChangePoint => changePoints[0]!;

describe('a level that recovers', () => {
  const recovered = (
    after: number,
    runs = 5,
    old: readonly number[] = Array<number>(10).fill(100),
  ): boolean => {
    const values = [...old, ...Array<number>(10).fill(150), ...Array<number>(runs).fill(after)];
    const history = series(values, [
      [old.length, 100, 150],
      [old.length + 10, 150, after],
    ]);
    return isRecovered(history, firstChange(history), defaultProject);
  };

  it('is back at the old one, but for the least effect, for as many runs as confirm a change', () => {
    expect(recovered(100)).toBe(true);
    expect(recovered(90)).toBe(true);
    expect(recovered(130)).toBe(false);
    expect(recovered(100, 4)).toBe(false);
  });

  it('may be as bad as the worst tenth of the old one', () => {
    const wide = [...Array<number>(8).fill(100), 128, 128];
    expect(recovered(127, 5, wide)).toBe(true);
    expect(recovered(129, 5, wide)).toBe(false);
  });

  it('is none without a later change, or where no direction is better', () => {
    const only = series([...Array<number>(10).fill(100), ...Array<number>(10).fill(150)], [[10, 100, 150]]);
    expect(isRecovered(only, firstChange(only), defaultProject)).toBe(false);
    const values = [
      ...Array<number>(10).fill(100),
      ...Array<number>(10).fill(150),
      ...Array<number>(9).fill(100),
    ];
    const both = series(values, [
      [10, 100, 150],
      [20, 150, 100],
    ]);
    expect(isRecovered({ ...both, direction: 'unknown' }, firstChange(both), defaultProject)).toBe(false);
    expect(isRecovered(both, firstChange(both), defaultProject)).toBe(true);
  });
});

describe('where a level begins', () => {
  const history = series([100, 100, 100, 130, 130, 130, 130], [[3, 100, 130]]);
  const sessions = (...numbers: readonly number[]): ReadonlyMap<string, number> =>
    new Map(numbers.map((session, i) => [`r${i}`, session]));

  it('is a whole session, and a second one shows it', () => {
    expect(levelStart(history, firstChange(history), sessions(0, 0, 0, 1, 1, 2, 2))).toEqual({
      since: 'r3',
      base: 'r2',
      secondSession: history.points[5]!.startedAt,
    });
    expect(levelStart(history, firstChange(history), sessions(0, 0, 0, 1, 1, 1, 1))).toEqual({
      since: 'r3',
      base: 'r2',
      secondSession: null,
    });
  });

  it('is the session that most of is on the new level, else the next one', () => {
    // The second session holds r2 to r4, of which two are on the new level.
    expect(levelStart(history, firstChange(history), sessions(0, 0, 1, 1, 1, 2, 2))?.since).toBe('r2');
    expect(levelStart(history, firstChange(history), sessions(0, 1, 1, 1, 2, 2, 2))?.since).toBe('r4');
    expect(levelStart(history, firstChange(history), sessions(0, 0, 0, 0, 0, 0, 0))).toBeNull();
  });

  it('is on the new level beyond the geometric middle, 114', () => {
    const near = (value: number): string | undefined => {
      const one = series([100, 100, value, 130, 130, 130, 130], [[2, 100, 130]]);
      return levelStart(one, firstChange(one), new Map())?.since;
    };
    expect([near(114.1), near(113.9)]).toEqual(['r2', 'r3']);
  });

  it('ends with the next change', () => {
    const back = series(
      [100, 100, 130, 100, 100, 100],
      [
        [2, 100, 130],
        [3, 130, 100],
      ],
    );
    expect(levelStart(back, firstChange(back), new Map())).toEqual({
      since: 'r2',
      base: 'r1',
      secondSession: null,
    });
  });
});

describe('the history of a scenario', () => {
  const runs = (count: number, rest: (day: number) => Partial<RunSpec> = () => ({})): RunMeasures[] =>
    Array.from({ length: count }, (_, day) =>
      makeRun({ day, manifest: { commit: `c${day}` }, ...rest(day) }),
    );

  it('has builds as points from ten on, single runs before', () => {
    const items = (builds: number): string[] =>
      Array.from({ length: builds }, (_, i) => [`b${i}`, `b${i}`]).flat();
    expect(pointsOf(items(9), (one) => one)).toHaveLength(18);
    expect(pointsOf(items(10), (one) => one)).toHaveLength(10);
  });

  it('reaches back over the newest 60 comparable runs', () => {
    const all = runs(historyWindow + 5);
    const found = comparableRuns(all.at(-1)!, all.slice(0, -1), 'shop', defaultProject, []);
    expect([historyWindow, found.length, found[0]?.id, found.at(-1)?.id]).toEqual([
      60,
      60,
      'run-004',
      'run-063',
    ]);
    const other = runs(4, (day) => ({
      manifest: day === 1 ? { system: { cpu: 'x' } } : day === 2 ? { branch: 'b' } : {},
    }));
    expect(
      comparableRuns(other[3]!, other.slice(0, 3), 'shop', defaultProject, []).map(({ id }) => id),
    ).toEqual(['run-000']);
  });

  const place = { metric: 'response.p50', scenario: 'shop', endpoint: 'pay' } as const;

  it('leaves out what annotations ignore for the metric', () => {
    const all = runs(3, (day) => ({ endpoints: { pay: { p50: 100 + day } } }));
    const ignore = (rest: Partial<Annotation>): Annotation[] => [
      { action: 'ignore', run: 'run-001', reason: 'x', ...rest },
    ];
    expect(valuesOf(all, place, [])).toEqual([100, 101, 102]);
    expect(valuesOf(all, place, ignore({ metric: 'response.p50' }))).toEqual([100, 102]);
    expect(valuesOf(all, place, ignore({ metric: 'response.p95' }))).toEqual([100, 101, 102]);
    expect(valuesOf(all, { ...place, endpoint: 'gone' }, [])).toEqual([]);
  });

  it('begins anew at the newest reset, or at the newest accepted change of the metric', () => {
    const groups = groupPoints(runs(5));
    const from = (...annotations: readonly Annotation[]): number =>
      5 - sinceAnnotated(groups, place, annotations).length;
    const one = (action: Annotation['action'], run: string, rest: Partial<Annotation> = {}): Annotation => ({
      action,
      run,
      reason: 'x',
      ...rest,
    });
    expect(from()).toBe(0);
    expect(from(one('reset', 'run-002'))).toBe(2);
    expect(from(one('reset', 'run-002'), one('reset', 'run-001'))).toBe(2);
    expect(from(one('accept', 'run-003', { metric: 'response.p50' }))).toBe(3);
    expect(from(one('accept', 'run-003', { metric: 'response.p95' }))).toBe(0);
    expect(from(one('accept', 'run-003'))).toBe(0);
    expect(from(one('explain', 'run-003'))).toBe(0);
    expect(from(one('reset', 'gone'))).toBe(0);
  });
});
