import { describe, expect, it } from 'vitest';
import type { Alert, Alerts } from '../../src/model/documents/alert.ts';
import type { DiffMetric } from '../../src/model/documents/diff.ts';
import { projectSchema } from '../../src/model/documents/project.ts';
import {
  alertLines,
  alertsHeadline,
  alertsText,
  alertTitle,
  nextDueText,
  openAlertsText,
} from '../../src/report/words/alert-text.ts';
import { metric } from '../diff/make-diff.ts';

const alert = (rest: Partial<Alert> = {}): Alert => ({
  id: 'regression-r2',
  kind: 'regression',
  state: 'open',
  since: 'r2',
  base: 'r1',
  metrics: [metric()],
  commits: { from: null, to: null, url: null },
  updated: null,
  ...rest,
});

const alerts = (rest: Partial<Alerts> = {}): Alerts => ({
  schemaVersion: 1,
  alerts: [],
  suspected: [],
  nextDue: null,
  notJudged: null,
  ...rest,
});

const plain = (lines: readonly string[]): string[] => lines.map((line) => line.replaceAll('\u00a0', ' '));
const due = '2026-11-30T08:00:00.000Z';

describe('the heading of an alert', () => {
  it('counts metrics', () => {
    expect(alertTitle(alert())).toBe('r2: 1 metric regressed');
    expect(alertTitle(alert({ metrics: [metric(), metric({ metric: 'response.p50' })] }))).toBe(
      'r2: 2 metrics regressed',
    );
  });

  it('counts endpoints or benchmarks that vanished', () => {
    const gone = metric({ head: null, relative: null });
    expect(alertTitle(alert({ kind: 'vanished', metrics: [gone] }))).toBe(
      'r2: 1 endpoint no longer measured',
    );
    const benchmark = { ...gone, terms: 'benchmark' } as unknown as DiffMetric;
    expect(alertTitle(alert({ kind: 'vanished', metrics: [benchmark, benchmark] }))).toBe(
      'r2: 2 benchmarks no longer measured',
    );
    expect(alertTitle(alert({ kind: 'vanished', metrics: [benchmark, gone] }))).toBe(
      'r2: 2 endpoints no longer measured',
    );
  });

  it('names the run that is due, or counts builds', () => {
    expect(alertTitle(alert({ kind: 'overdue', metrics: [], due }))).toBe(
      'No run since r2; the next was due 2026-11-30 08:00 UTC',
    );
    expect(alertTitle(alert({ kind: 'overdue', metrics: [], builds: ['v1'] }))).toBe(
      '1 build without a run since r2',
    );
    expect(alertTitle(alert({ kind: 'overdue', metrics: [], builds: ['v1', 'v2'] }))).toBe(
      '2 builds without a run since r2',
    );
  });
});

describe('the lines of an alert', () => {
  it('state place, values and change; a scenario without a given name is left out', () => {
    expect(plain(alertLines(alert()))).toEqual([
      '95th percentile response time of pay in shop: 200 ms to 250 ms (+25%)',
      'Last run without it: r1',
    ]);
    const [line] = plain(alertLines(alert({ base: null }), (id) => id.toUpperCase()));
    expect(line).toBe('95th percentile response time of pay in SHOP: 200 ms to 250 ms (+25%)');
    const of = (rest: Partial<DiffMetric>): string | undefined =>
      plain(alertLines(alert({ metrics: [metric(rest)] })))[0];
    expect(of({ scenario: 'default' })).toBe('95th percentile response time of pay: 200 ms to 250 ms (+25%)');
    expect(of({ scenario: null, endpoint: null })).toBe(
      '95th percentile response time: 200 ms to 250 ms (+25%)',
    );
    expect(of({ endpoint: null })).toBe('95th percentile response time of shop: 200 ms to 250 ms (+25%)');
    expect(of({ base: 0, relative: null })).toBe(
      '95th percentile response time of pay in shop: 0 ms to 250 ms (from 0)',
    );
    expect(of({ head: null, relative: null })).toBe('pay in shop is no longer measured');
  });

  it('name the five largest changes, and count the rest', () => {
    const metrics = [0.1, 0.5, -0.7, 0.2, null, 0.3, 0.05].map((relative, i) =>
      metric({ endpoint: `e${i}`, relative }),
    );
    const lines = alertLines(alert({ metrics }));
    expect(lines.slice(0, 5).map((line) => /e\d/.exec(line)?.[0])).toEqual(['e4', 'e2', 'e1', 'e5', 'e3']);
    expect(lines[5]).toBe('and 2 more metrics');
    expect(alertLines(alert({ metrics: metrics.slice(0, 5) }))[5]).toBe('Last run without it: r1');
    expect(alertLines(alert({ metrics: metrics.slice(0, 6) }))[5]).toBe('and 1 more metric');
  });

  it('name builds, five of them at most, commits by ten digits', () => {
    const commit = '0123456789abcdef0123456789abcdef01234567';
    const lines = (...builds: string[]): string[] =>
      alertLines(alert({ kind: 'overdue', metrics: [], base: null, builds, due }));
    expect(lines('v1', commit)).toEqual(['v1, 0123456789. Due 2026-11-30 08:00 UTC']);
    expect(lines('a', 'b', 'c', 'd', 'e')).toEqual(['a, b, c, d, e. Due 2026-11-30 08:00 UTC']);
    expect(lines('a', 'b', 'c', 'd', 'e', 'f', 'g')).toEqual([
      'a, b, c, d, e, 2 more. Due 2026-11-30 08:00 UTC',
    ]);
    expect(lines()).toEqual([]);
  });

  it('name the environment, and no run before an overdue one', () => {
    expect(alertLines(alert({ metrics: [], environments: ['8 cores'] }))).toEqual([
      'Found in environment 8 cores; runs of other environments are judged apart',
    ]);
  });
});

describe('what lists say of alerts', () => {
  const closed = alert({ state: 'recovered', since: 'r0' });

  it('is the only open one, or how many there are', () => {
    expect(openAlertsText(alerts())).toBeNull();
    expect(openAlertsText(alerts({ alerts: [closed] }))).toBeNull();
    expect(openAlertsText(alerts({ alerts: [closed, alert()] }))).toBe('Open alert: r2: 1 metric regressed');
    expect(openAlertsText(alerts({ alerts: [alert(), closed, alert()] }))).toBe('2 open alerts');
  });

  it('names possible regressions', () => {
    const suspected = [alert({ metrics: [metric(), metric()] })];
    expect(openAlertsText(alerts({ suspected }))).toBe('Possible regression since r2: 2 metrics');
    expect(openAlertsText(alerts({ suspected: [...suspected, alert()] }))).toBe('2 possible regressions');
    expect(openAlertsText(alerts({ alerts: [alert()], suspected }))).toBe(
      'Open alert: r2: 1 metric regressed; 1 possible regression',
    );
  });

  it('is when the next run is due, unless it is overdue', () => {
    expect(nextDueText(alerts())).toBeNull();
    expect(nextDueText(alerts({ nextDue: due }))).toBe('Next run due 2026-11-30 08:00 UTC');
    const overdue = alert({ kind: 'overdue', metrics: [], due });
    expect(nextDueText(alerts({ nextDue: due, alerts: [overdue] }))).toBeNull();
    expect(
      nextDueText(alerts({ nextDue: due, alerts: [{ ...overdue, kind: 'regression' }] })),
    ).not.toBeNull();
    expect(
      nextDueText(alerts({ nextDue: due, alerts: [{ ...overdue, due: '2026-11-29T08:00:00.000Z' }] })),
    ).not.toBeNull();
  });

  it('is what the project expects', () => {
    const about =
      'Confirmed regressions, vanished endpoints or benchmarks, missed objectives, and overdue runs on the main line.';
    const lede = (expected: object | undefined, found: Alerts = alerts()): string =>
      alertsHeadline(found, projectSchema.parse(expected === undefined ? {} : { expect: expected })).lede;
    expect(lede(undefined)).toBe(about);
    expect(lede({ everyHours: 26 }, alerts({ nextDue: due }))).toBe(
      `${about} A run is expected every 26 hours. Next run due 2026-11-30 08:00 UTC.`,
    );
    expect(lede({ everyHours: 1 })).toBe(`${about} A run is expected every 1 hour.`);
    expect(lede({ everyBuild: true, everyHours: 26 })).toBe(
      `${about} A run is expected every 26 hours, and for each commit.`,
    );
    expect(lede({ everyBuild: 'v*' }, alerts({ notJudged: 'no git.' }))).toBe(
      `${about} A run is expected for each tag that matches v*. Builds without a run are unknown: no git.`,
    );
  });

  it('is their number as a heading', () => {
    const headline = (...some: Alert[]): string =>
      alertsHeadline(alerts({ alerts: some }), projectSchema.parse({})).headline;
    expect([headline(), headline(closed), headline(alert()), headline(alert(), alert())]).toEqual([
      'No open alert',
      'No open alert',
      '1 open alert',
      '2 open alerts',
    ]);
  });

  it('is, on a terminal, the open and possible ones in full and the closed ones by their heading', () => {
    const found = alerts({
      alerts: [alert({ commits: { from: null, to: null, url: 'https://example.test/c' } }), closed],
      suspected: [alert({ since: 'r3' })],
    });
    expect(plain([alertsText(found, projectSchema.parse({}))])).toEqual([
      [
        '1 open alert.',
        '',
        'r2: 1 metric regressed',
        '  95th percentile response time of pay in shop: 200 ms to 250 ms (+25%)',
        '  Last run without it: r1',
        '  https://example.test/c',
        '',
        'Possible:',
        'r3: 1 metric regressed',
        '  95th percentile response time of pay in shop: 200 ms to 250 ms (+25%)',
        '  Last run without it: r1',
        '',
        'Closed:',
        'r0: 1 metric regressed (recovered)',
        '',
      ].join('\n'),
    ]);
    expect(alertsText(alerts(), projectSchema.parse({}))).toBe('No open alert.\n');
  });
});
