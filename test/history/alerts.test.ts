import { describe, expect, it } from 'vitest';
import { alertsOf } from '../../src/history/alerts/alerts.ts';
import { trendsOf } from '../../src/history/trends/trends.ts';
import { alertIssue } from '../../src/diff/markdown/alert-markdown.ts';
import type { UnmeasuredBuilds } from '../../src/history/alerts/drafts.ts';
import type { Alert, Alerts } from '../../src/model/documents/alert.ts';
import { alertsSchema } from '../../src/model/documents/alert.ts';
import type { Annotation } from '../../src/model/documents/annotations.ts';
import { compareUrl } from '../../src/history/compare/compare-url.ts';
import { projectSchema, type Project } from '../../src/model/documents/project.ts';
import type { RunMeasures } from '../../src/model/run-measures.ts';
import { annotationProblems } from '../../src/history/runs/annotation-problems.ts';
import { alertsText, openAlertsText } from '../../src/report/words/alert-text.ts';
import { dice, makeReports, makeRun, noisy, type EndpointSpec } from './make-run.ts';

const repository = 'https://github.com/example/shop';
const project = projectSchema.parse({ repository });

/** A run a day: the median of pay follows the levels, that of browse stays. */
function daily(
  levels: readonly number[],
  endpoints: (day: number) => Record<string, EndpointSpec> = () => ({}),
) {
  const next = dice(11);
  return levels.map((level, day) =>
    makeRun({
      day,
      manifest: { commit: `c${day}` },
      endpoints: { pay: { p50: noisy(level, next) }, browse: { p50: noisy(20, next) }, ...endpoints(day) },
    }),
  );
}

const level = (value: number, runs: number): number[] => Array<number>(runs).fill(value);

function alertsDocument(
  runs: RunMeasures[],
  {
    rules = project,
    annotations = [],
    now = '2026-11-01T00:00:00Z',
  }: { rules?: Project; annotations?: Annotation[]; now?: string } = {},
): Alerts {
  const reports = makeReports(runs, { annotations, project: rules });
  const trends = trendsOf(reports, rules, annotations);
  const found = alertsOf({ reports, trends, project: rules, annotations, nowMs: Date.parse(now) });
  return alertsSchema.parse(found);
}

const alerts = (...some: Parameters<typeof alertsDocument>): Alert[] => alertsDocument(...some).alerts;

/** When the run of a day began. */
const startOf = (day: number): string => new Date(Date.UTC(2026, 10, 1 + day, 10)).toISOString();

describe('alerts', () => {
  it('are one for all metrics that regressed with the same run', () => {
    const [one, ...others] = alerts(daily([...level(100, 12), ...level(130, 8)]));
    expect(others).toEqual([]);
    expect(one).toMatchObject({
      id: 'regression-run-012',
      kind: 'regression',
      state: 'open',
      since: 'run-012',
      base: 'run-011',
      updated: startOf(16),
      commits: { from: 'c11', to: 'c12', url: `${repository}/compare/c11...c12` },
    });
    expect(one?.metrics.map(({ endpoint }) => endpoint)).toEqual(['pay', 'pay', 'pay']);
    expect(one?.metrics[0]?.relative).toBeCloseTo(0.3, 1);
  });

  it('recover with the old level, and are accepted by an annotation', () => {
    const back = alerts(daily([...level(100, 12), ...level(130, 8), ...level(100, 8)]));
    expect(back.map(({ since, state, updated }) => [since, state, updated])).toEqual([
      // The fifth run on the old level.
      ['run-012', 'recovered', startOf(24)],
    ]);
    const half = alerts(daily([...level(100, 12), ...level(150, 8), ...level(130, 8)]));
    expect(half.map(({ since, state }) => [since, state])).toEqual([['run-012', 'open']]);
    const annotations: Annotation[] = [{ action: 'accept', run: 'run-012', reason: 'A new check.' }];
    const accepted = alerts(daily([...level(100, 12), ...level(130, 8)]), { annotations });
    expect(accepted.map(({ state }) => state)).toEqual(['accepted']);
  });

  it('are listed open ones first, whenever they began', () => {
    const levels = [...level(100, 12), ...level(130, 10), ...level(100, 14)];
    const found = alerts(
      daily(levels, (day) => ({ list: { p50: day < 24 ? 50 : 80 * (1 + (day % 3) / 100) } })),
    );
    expect(found.map(({ state, since }) => [state, since])).toEqual([
      ['open', 'run-024'],
      ['recovered', 'run-012'],
    ]);
  });

  it('name endpoints that builds no longer measure, until they are measured again', () => {
    const search = { search: { p50: 40 } };
    const until = (last: number, days: number, back = Infinity) =>
      daily(level(100, days), (day) => (day < last || day >= back ? search : {}));
    const vanished = {
      id: 'vanished-run-005',
      kind: 'vanished',
      since: 'run-005',
      base: 'run-004',
      metrics: [{ endpoint: 'search', base: 40, head: null }],
    };
    expect(alerts(until(5, 6))).toMatchObject([{ ...vanished, state: 'open', updated: startOf(5) }]);
    // More builds without it change nothing.
    expect(alerts(until(5, 12))).toMatchObject([{ ...vanished, state: 'open', updated: startOf(5) }]);
    expect(alerts(until(5, 12, 9))).toMatchObject([{ ...vanished, state: 'recovered', updated: startOf(9) }]);
    // What one build alone had was a try.
    expect(alerts(daily(level(100, 6), (day) => (day === 4 ? search : {})))).toEqual([]);
  });

  it('accept that an endpoint was removed on purpose', () => {
    const runs = daily(level(100, 8), (day) => (day < 5 ? { search: { p50: 40 }, sort: { p50: 30 } } : {}));
    const accept = { action: 'accept', run: 'run-005', endpoint: 'search', reason: 'Removed.' } as const;
    expect(alerts(runs, { annotations: [accept] })).toMatchObject([
      { state: 'open', metrics: [{ endpoint: 'sort' }] },
    ]);
    const both: Annotation[] = [accept, { ...accept, endpoint: 'sort' }];
    expect(alerts(runs, { annotations: both }).map(({ state }) => state)).toEqual(['accepted']);
    expect(annotationProblems(both, makeReports(runs))).toEqual([]);
  });

  it('wait for a scenario of the newest build of which nothing is there yet', () => {
    const shop = (day: number) =>
      makeRun({ day, manifest: { commit: `c${day}` }, endpoints: { pay: { p50: 100 } } });
    const search = (day: number) =>
      makeRun({ id: `search-${day}`, day: day + 0.01, manifest: { commit: `c${day}` }, scenario: 'search' });
    const both = [0, 1, 2].flatMap((day) => [shop(day), search(day)]);
    expect(alerts([...both, shop(3)])).toEqual([]);
    expect(alerts([...both, shop(3), shop(4)])).toMatchObject([{ id: 'vanished-run-003' }]);
  });

  /** Six repeats of a version within an hour, a version a day. */
  const repeats = (versions: readonly (readonly number[])[]) =>
    versions.flatMap((values, day) =>
      values.map((p50, i) =>
        makeRun({
          id: `v${day}-r${i}`,
          day: day + i / 240,
          manifest: { version: `${day}` },
          endpoints: { pay: { p50 }, browse: { p50: 20 } },
        }),
      ),
    );
  const calm = [100, 101, 99, 100, 102, 98];
  const slow = calm.map((value) => value + 40);

  it('are suspected where a report confirms them before a level shift can', () => {
    const regressed = [...level(100, 7), ...level(150, 2)];
    const { alerts: none, suspected } = alertsDocument(daily(regressed));
    expect(none).toEqual([]);
    expect(suspected).toMatchObject([
      { id: 'regression-run-007', state: 'open', base: 'run-006', updated: startOf(7) },
    ]);
    expect(suspected[0]!.metrics).toMatchObject([
      { metric: 'response.p50', endpoint: 'pay', verdict: 'worse', certainty: 'confirmed' },
      ...Array<object>(suspected[0]!.metrics.length - 1).fill({ endpoint: 'pay' }),
    ]);
    // A later run took it back, or people accepted it.
    expect(alertsDocument(daily([...regressed, 100])).suspected).toEqual([]);
    const annotations: Annotation[] = [{ action: 'accept', run: 'run-007', reason: 'more checks' }];
    expect(alertsDocument(daily(regressed), { annotations }).suspected).toEqual([]);
  });

  it('are not listed twice once a level shift has them', () => {
    const { suspected, alerts: confirmed } = alertsDocument(daily([...level(100, 12), ...level(150, 8)]));
    expect(confirmed).toHaveLength(1);
    expect(suspected).toEqual([]);
  });

  it('are suspected as long as one session alone shows them', () => {
    const one = alertsDocument(repeats([calm, calm, slow]));
    expect(one.alerts).toEqual([]);
    expect(one.suspected).toMatchObject([
      { id: 'regression-v2-r0', base: 'v1-r5', metrics: [{ certainty: 'suspected' }, {}, {}] },
    ]);
    expect(alertsText(one, project)).toContain('Possible:\nv2-r0: 3 metrics regressed\n');
    const two = alertsDocument(repeats([calm, calm, slow, slow.slice(0, 1)]));
    expect(two.suspected).toEqual([]);
    expect(two.alerts).toMatchObject([
      {
        id: 'regression-v2-r0',
        state: 'open',
        updated: '2026-11-04T10:00:00.000Z',
        metrics: [{ certainty: 'confirmed' }, {}, {}],
      },
    ]);
    // The next session is back on the old level.
    expect(alerts(repeats([calm, calm, slow, calm]))).toEqual([]);
  });

  it('begin with a session, wherever its repeats seem to change', () => {
    const late = [100, 101, 99, 100, 140, 141];
    expect(alerts(repeats([calm, calm, late, slow, slow]))).toMatchObject([
      { id: 'regression-v3-r0', base: 'v2-r5', state: 'open' },
    ]);
    const early = [100, 139, 141, 140, 142, 138];
    expect(alerts(repeats([calm, calm, early, slow, slow]))).toMatchObject([
      { id: 'regression-v2-r0', base: 'v1-r5', state: 'open' },
    ]);
    const annotations: Annotation[] = [{ action: 'explain', run: 'v3-r0', reason: 'A new check.' }];
    expect(
      alerts(repeats([calm, calm, late, slow, slow]), { annotations }).map(({ state }) => state),
    ).toEqual(['accepted']);
  });

  it('do not come and go with the newest run', () => {
    // Medians of one endpoint in data/: a tool that prints few values. No level is meant.
    const coarse = [
      ...[
        30.9, 34.1, 30.9, 30.9, 34.8, 30.9, 30.9, 30.9, 30.9, 30.9, 30.9, 30.9, 30.9, 30.9, 30.9, 32.1, 30.9,
      ],
      ...[
        30.9, 30.9, 32.1, 34.1, 30.9, 32.1, 32.1, 32.1, 32.1, 30.9, 32.1, 32.1, 32.1, 32.1, 32.8, 32.1, 32.8,
      ],
      ...[32.8, 32.8, 32.1, 32.8, 32.8, 30.9, 30.9, 32.1, 30.9, 30.9, 34.1, 30.9, 30.9, 32.1, 32.8],
    ];
    const runs = coarse.map((p50, day) => makeRun({ day, endpoints: { pay: { p50 } } }));
    const trends = trendsOf(makeReports(runs), project, []);
    expect(trends.flatMap(({ changePoints }) => changePoints).map(({ certainty }) => certainty)).toContain(
      'confirmed',
    );
    expect(alerts(runs)).toEqual([]);
  });

  it('tell of a run that has not come in time', () => {
    const rules = projectSchema.parse({ expect: { everyHours: 30 } });
    const runs = daily(level(100, 3));
    expect(alerts(runs, { rules, now: '2026-11-04T15:59:00Z' })).toEqual([]);
    expect(alerts(runs, { rules, now: '2026-11-04T16:01:00Z' })).toMatchObject([
      { id: 'overdue-run-002', kind: 'overdue', since: 'run-002', due: '2026-11-04T16:00:00.000Z' },
    ]);
  });

  it('name runs that never came, and call no passed time the next one', () => {
    const rules = projectSchema.parse({ expect: { everyHours: 26 } });
    // A run a day at 10:00, none on 4 November.
    const runs = daily(level(100, 7)).filter((_, day) => day !== 3);
    const found = (now: string): Alerts => alertsDocument(runs, { rules, now });
    expect(found('2026-11-07T11:00:00Z').missing).toEqual([{ from: startOf(2), to: startOf(4), runs: 1 }]);
    expect(alertsText(found('2026-11-07T11:00:00Z'), rules)).toContain(
      'Next run due 2026-11-08 12:00 UTC. 1 run missing in the last 30 days: none between 2026-11-03 10:00 UTC and 2026-11-05 10:00 UTC.',
    );
    const late = alertsText(found('2026-11-09T11:00:00Z'), rules);
    expect(late).toContain('the next was due 2026-11-08 12:00 UTC');
    expect(late).not.toContain('Next run due');
  });

  it('do not miss a run that an annotation ignores', () => {
    const rules = projectSchema.parse({ expect: { everyHours: 30 } });
    const annotations: Annotation[] = [{ action: 'ignore', run: 'run-002', reason: 'A backup ran.' }];
    expect(alerts(daily(level(100, 3)), { rules, annotations, now: '2026-11-04T15:59:00Z' })).toEqual([]);
  });

  it('name the environment of a regression if there are several', () => {
    // The comma is part of the name.
    const cpus = ['AMD EPYC, 8 cores', 'Intel Xeon, 8 cores'];
    const runs = level(100, 40).map((_, day) => {
      const cpu = cpus[day % 2] ?? '';
      const slow = day >= 20 && cpu === cpus[0] ? 1.5 : 1;
      return makeRun({
        day,
        manifest: { commit: `c${day}`, system: { cpu } },
        endpoints: { pay: { p50: 100 * slow + (day % 3) } },
      });
    });
    const [one] = alerts(runs);
    expect(one).toMatchObject({ kind: 'regression', environments: ['cpu AMD EPYC, 8 cores'] });
    expect(alertsText(alertsDocument(runs), project)).toContain(
      'Found in environment cpu AMD EPYC, 8 cores; ',
    );
  });

  it('tell of builds that have no run a day later', () => {
    const rules = projectSchema.parse({ repository, expect: { everyBuild: true } });
    const reports = makeReports(daily(level(100, 3)), { project: rules });
    const at = (iso: string, name: string) => ({ name, atMs: Date.parse(iso) });
    const builds = {
      lastRun: 'run-002',
      builds: [at('2026-11-03T12:00:00Z', 'c3'), at('2026-11-04T12:00:00Z', 'c4')],
      unknown: null,
    };
    const found = (now: string, known: UnmeasuredBuilds | null = builds) =>
      alertsOf({
        reports,
        trends: [],
        project: rules,
        annotations: [],
        nowMs: Date.parse(now),
        builds: known,
      });
    expect(found('2026-11-04T12:00:00Z').alerts).toEqual([]);
    expect(found('2026-11-04T12:00:00Z').nextDue).toBe('2026-11-04T12:00:00.000Z');
    const [one, ...others] = found('2026-11-05T12:00:01Z').alerts;
    expect(others).toEqual([]);
    expect(one).toMatchObject({
      id: 'overdue-builds-run-002',
      since: 'run-002',
      due: '2026-11-04T12:00:00.000Z',
      builds: ['c3', 'c4'],
      commits: { from: 'c2', to: 'c4', url: `${repository}/compare/c2...c4` },
    });
    const text = alertsText(found('2026-11-05T12:00:01Z'), rules);
    expect(text).toContain('A run is expected for each commit.\n');
    expect(text).toContain('2 builds without a run since run-002\n  c3, c4. Due 2026-11-04 12:00 UTC\n');
    const blind = found('2026-11-05T12:00:01Z', { lastRun: null, builds: [], unknown: 'a shallow clone.' });
    expect([blind.alerts, blind.notJudged]).toEqual([[], 'a shallow clone.']);
  });

  it('list builds without a run in their issue, twenty at most', () => {
    const issue = (count: number): string =>
      alertIssue({
        id: 'overdue-builds-run-002',
        kind: 'overdue',
        state: 'open',
        since: 'run-002',
        base: null,
        metrics: [],
        commits: { from: null, to: null, url: null },
        builds: Array.from({ length: count }, (_, i) => `c${i}`),
        updated: null,
      }).body;
    expect(issue(20)).toMatch(/Builds without a run: `c0`, .*`c19`\n/);
    expect(issue(22)).toMatch(/`c19`, and 2 more\n/);
  });

  it('read as sentences', () => {
    const found = alerts(daily([...level(100, 12), ...level(130, 8)]));
    const none = { schemaVersion: 1 as const, suspected: [], nextDue: null, notJudged: null };
    const text = alertsText({ ...none, alerts: found }, project);
    expect(text).toMatch(/^1 open alert\.\n\nrun-012: 3 metrics regressed\n {2}\S.* of pay in shop: /);
    expect(text).toContain(`  Commits: c11..c12\n  ${repository}/compare/c11...c12\n`);
    expect(alertsText({ ...none, alerts: [] }, project)).toBe('No open alert.\n');
    expect(openAlertsText({ ...none, alerts: found })).toBe('Open alert: run-012: 3 metrics regressed');
    expect(openAlertsText({ ...none, alerts: [...found, ...found] })).toBe('2 open alerts');
    expect(openAlertsText({ ...none, alerts: [] })).toBeNull();
  });

  it('count the hours from the last run, also where an older build was measured again', () => {
    const rules = projectSchema.parse({ repository, expect: { everyHours: 24 } });
    const runs = ['a', 'b', 'a'].map((commit, day) =>
      makeRun({ day: day * 3, manifest: { commit }, endpoints: { pay: { p50: 100 } } }),
    );
    expect(
      alerts(runs, { rules, now: '2026-11-07T18:00:00Z' }).filter(({ kind }) => kind === 'overdue'),
    ).toEqual([]);
  });
});

it('links what a repository has between two commits', () => {
  expect(compareUrl('https://gitlab.example.org/a/b.git', 'x', 'y')).toBe(
    'https://gitlab.example.org/a/b/-/compare/x...y',
  );
  expect(compareUrl('https://codeberg.org/a/b/', 'x', 'y')).toBe('https://codeberg.org/a/b/compare/x...y');
  expect(compareUrl(undefined, 'x', 'y')).toBeNull();
  expect(compareUrl(repository, 'x', 'x')).toBeNull();
});
