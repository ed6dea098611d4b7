import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { badges } from '../../src/components/badge/badges.ts';
import { objectiveAlerts } from '../../src/history/alerts/objective-alerts.ts';
import { statusBadge } from '../../src/model/documents/project.ts';
import type { RunReport, TargetResult } from '../../src/model/run-report.ts';
import { projectAlerts } from '../../src/project/project-alerts.ts';
import { verdictLabel } from '../../src/report/targets/verdict-label.ts';
import { verdictSentence } from '../../src/report/targets/verdict-sentence.ts';
import { alertLines, alertTitle } from '../../src/report/words/alert-text.ts';
import { headline } from '../../src/report/words/headline.ts';
import { inShort } from '../../src/report/words/in-short.ts';
import { reportHead } from '../../src/report/words/report-head.ts';
import { errorBudgetChart } from '../../src/charts/budget-left.ts';
import { runJsonSchema } from '../../src/report/run-json.ts';
import { openWorkspace, type Workspace } from '../../src/project/workspace.ts';
import { projectPaths } from '../../src/store/paths.ts';

let folder = '';
let workspace: Workspace;

/** Requests of `pay`: fast ones, slow ones of 400 ms, and fast ones that failed. */
function requests(start: number, fast: number, slow: number, failed: number): string {
  const row = (i: number, ms: number, ok: boolean): string =>
    `${new Date(start + i * 100).toISOString()},pay,${ms},${ok}`;
  const rows = [
    ...Array.from({ length: fast }, (_, i) => row(i, 100, true)),
    ...Array.from({ length: slow }, (_, i) => row(fast + i, 400, true)),
    ...Array.from({ length: failed }, (_, i) => row(fast + slow + i, 100, false)),
  ];
  return `timestamp,endpoint,duration_ms,ok\n${rows.join('\n')}\n`;
}

const summary = { responseTime: [{ scenario: 'default', endpoint: 'pay', count: 100, p50: 90, p95: 120 }] };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'perfolio-objectives-'));
  const write = (path: string, text: string): void => {
    mkdirSync(join(folder, 'data', path, '..'), { recursive: true });
    writeFileSync(join(folder, 'data', path), text);
  };
  const objectives = [
    { id: 'fast', share: 0.95, withinMs: 300, days: 30 },
    { id: 'up', label: 'Availability', share: 0.98, days: 3 },
    { id: 'close', share: 0.95, withinMs: 400 },
    { id: 'other', share: 0.95, endpoint: 'search' },
  ];
  write('project.json', JSON.stringify({ objectives }));
  const day = (n: number): number => Date.UTC(2026, 10, n, 10);
  // 40 days before the last: outside of all windows.
  write('a/requests.csv', requests(day(-20), 0, 100, 0));
  write('b/requests.csv', requests(day(1), 99, 1, 0));
  write('c/requests.csv', requests(day(5), 96, 0, 4));
  write('d/requests.csv', requests(day(10), 192, 6, 2));
  write('e/summary.json', JSON.stringify(summary));
  write('e/run.json', JSON.stringify({ startedAt: new Date(day(15)).toISOString() }));
  write('annotations.json', JSON.stringify([{ action: 'ignore', run: 'c', reason: 'A backup ran.' }]));
  mkdirSync(join(folder, 'content'));
  workspace = await openWorkspace(projectPaths(folder, folder, { shownFrom: folder }));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const reportOf = (run: string) => workspace.reports.find(({ id }) => id === run)!;
const objectiveOf = (run: string, id: string) =>
  reportOf(run).context.objectives!.find((one) => one.objective.id === id)!;

describe('an objective over time', () => {
  it('counts the requests of its days', () => {
    // b to d: 400 requests, 5% of which are 20. Slow: 1 + 0 + 6. Failed: 0 + 4 + 2. 7 of 20 are left.
    const fast = objectiveOf('d', 'fast');
    expect(fast.runs.map(({ run, count, bad }) => [run, count, bad])).toEqual([
      ['b', 100, { least: 1, most: 1 }],
      ['c', 100, { least: 4, most: 4 }],
      ['d', 200, { least: 8, most: 8 }],
    ]);
    expect(fast).toMatchObject({ allowed: 20, verdict: 'met' });
    expect(fast.left?.lower).toBeCloseTo(0.35, 12);
    // After b: 1 of 5; after c: 5 of 10.
    expect(fast.course.map(({ left }) => left?.lower)).toEqual([0.8, 0.5, expect.closeTo(0.35, 12)]);
  });

  it('counts the requests of an ignored run, and says so', () => {
    // c has 4 of the 13 bad requests. Without it, 9 of 15 would be spent.
    expect(objectiveOf('d', 'fast').runs[1]).toMatchObject({ run: 'c', ignored: 'A backup ran.' });
    expect(workspace.twinMarkdown(reportOf('d'))).toContain('400 (3 runs, 1 of them ignored in trends)');
  });

  it('is without a time about failures alone', () => {
    // d alone within three days: 2 of 4 are spent. c was five days earlier.
    expect(objectiveOf('d', 'up')).toMatchObject({
      allowed: 4,
      left: { lower: 0.5, upper: 0.5 },
      verdict: 'met',
    });
    expect(objectiveOf('c', 'up')).toMatchObject({
      allowed: 2,
      left: { lower: -1, upper: -1 },
      verdict: 'not met',
    });
  });

  it('compares single response times with the limit itself', () => {
    // Seven requests took 400 ms, which is within 400 ms. Six failed, which leaves 14 of 20.
    const close = objectiveOf('d', 'close');
    expect(close.runs.at(-1)?.bad).toEqual({ least: 2, most: 2 });
    expect(close.left?.lower).toBeCloseTo(0.7, 12);
    expect(close.left?.upper).toBeCloseTo(0.7, 12);
    expect(workspace.twinMarkdown(reportOf('d'))).not.toContain('0.5%');
  });

  it('is unknown where a tool counts no failures, and not measured without requests', () => {
    expect(objectiveOf('e', 'fast')).toMatchObject({ verdict: 'inconclusive', allowed: 20 });
    expect(objectiveOf('e', 'fast').runs.at(-1)).toMatchObject({
      count: null,
      left: null,
      leftOut: [
        { scenario: 'default', files: ['summary.json'], why: 'a tool reports no number of failures' },
      ],
    });
    expect(objectiveOf('d', 'other')).toMatchObject({ verdict: 'not measured', left: null, runs: [] });
  });

  it('is in the JSON of the run', () => {
    const { objectives } = runJsonSchema.parse(JSON.parse(workspace.twinJson(reportOf('d'))));
    expect(objectives?.map(({ id }) => id)).toEqual(['fast', 'up', 'close', 'other']);
    expect(objectives?.[0]).toEqual({
      id: 'fast',
      label: null,
      share: 0.95,
      withinMs: 300,
      days: 30,
      scenario: null,
      endpoint: null,
      runs: ['b', 'c', 'd'],
      unknownRuns: [],
      leftOut: [],
      ignoredRuns: ['c'],
      requests: 400,
      allowed: expect.closeTo(20, 9) as number,
      // 8 of the 10 bad requests that 200 requests allow.
      own: {
        requests: 200,
        bad: { least: 8, most: 8 },
        left: { lower: expect.closeTo(0.2, 9) as number, upper: expect.closeTo(0.2, 9) as number },
      },
      left: { lower: expect.closeTo(0.35, 9) as number, upper: expect.closeTo(0.35, 9) as number },
      verdict: 'met',
    });
    const e = runJsonSchema.parse(JSON.parse(workspace.twinJson(reportOf('e')))).objectives?.[0];
    expect(e).toMatchObject({ unknownRuns: ['e'], requests: 400, own: null, verdict: 'inconclusive' });
    expect(objectives?.[3]).toMatchObject({ endpoint: 'search', runs: [], left: null, allowed: null });
  });

  it('has whole days along its chart', () => {
    const panels = errorBudgetChart.read(reportOf('d'))?.panels ?? [];
    for (const { signals } of panels)
      for (const tick of signals?.xTicks as number[]) expect(String(tick).length).toBeLessThan(5);
    expect(panels[0]?.signals).toMatchObject({ xDomain: [-30, 0], xTicks: [-30, -20, -10, 0] });
  });

  it('is a table and a chart of the report', async () => {
    const markdown = workspace.twinMarkdown(reportOf('d'));
    expect(markdown).toMatch(
      /\| 95% of requests within 300\sms over 30 days \| 400 \(3 runs, 1 of them ignored in trends\) \| 20 \| 80% \| 35% \| met \|/,
    );
    expect(markdown).toMatch(
      /\| Availability \(98% of requests succeed over 3 days\) \| 200 \(1 run\) \| 4 \| 50% \| 50% \| met \|/,
    );
    const reading = errorBudgetChart.read(reportOf('d'));
    expect(reading?.caption).toMatch(
      /^95% of requests within 300\sms over 30 days: 35% of the error budget left after 3 runs\./,
    );
    expect(reading?.panels[0]?.data.line).toEqual([
      { x: -9, v: 80 },
      { x: -5, v: 50 },
      { x: 0, v: expect.closeTo(35, 10) as number },
    ]);
    const { svg } = (await workspace.charts.render('error-budget', reportOf('d')))!.panels[0]!;
    expect(svg).toContain('35%');
  });
});

const spaced = (text: string): string => text.replaceAll('\u00a0', ' ');

describe('a missed objective', () => {
  it('is the heading, the verdict and the first answer of a report without targets', () => {
    const report = reportOf('a');
    expect(spaced(headline(report))).toBe('Objective not met: 95% of requests within 300 ms over 30 days');
    expect(reportHead(report)).toMatchObject({ verdict: 'Objective not met', tone: 'bad' });
    // 100 of 100 requests are bad and 5 may be: 1 - 100 / 5.
    expect(inShort(report).map(({ label, text }) => [label, spaced(text)])).toContainEqual([
      'Objectives',
      'Not met: 95% of requests within 300 ms over 30 days (−1,900% of the error budget left).',
    ]);
    expect(verdictLabel(report)).toBe('objective not met');
  });

  it('contradicts that all targets are met', () => {
    const target = { id: 'p95', label: 'p95', verdict: 'met', margin: 0.5 } as TargetResult;
    const report: RunReport = { ...reportOf('a'), targets: [target, target], verdict: 'met' };
    expect(spaced(headline(report))).toBe(
      'Both targets met; objective not met: 95% of requests within 300 ms over 30 days',
    );
    expect(spaced(verdictSentence(report))).toBe(
      'The run meets both targets. Not met over time: 95% of requests within 300 ms over 30 days (−1,900% of the error budget left).',
    );
    expect(verdictLabel(report)).toBe('met, objective not met');
    const sources = { project: workspace.project, annotations: [], reports: [report] };
    expect(badges(sources).get(statusBadge)).toEqual({
      label: 'performance',
      text: '1 objective not met',
      tone: 'bad',
    });
    const change = {
      metric: 'response.p50',
      scenario: 'default',
      endpoint: 'pay',
      base: 100,
      head: 200,
      relative: 1,
      interval: null,
      verdict: 'worse',
      certainty: 'confirmed',
      basis: { evidence: 'history of 9 runs' },
    } as const;
    const { inShort: _, ...context } = report.context;
    const changed: RunReport = { ...report, context: { ...context, changes: [change] } };
    expect(spaced(headline(changed))).toMatch(
      /^Both targets met; 1 objective not met\. Median response time of pay rose from 100 to 200 ms$/,
    );
  });

  it('is an alert until a run meets the objective again', async () => {
    const upTo = (run: string) => {
      const reports = workspace.reports.slice(0, workspace.reports.indexOf(reportOf(run)) + 1);
      return objectiveAlerts({ reports, project: workspace.project, annotations: workspace.annotations });
    };
    const open = upTo('c').find(({ objective }) => objective?.id === 'up');
    // 4 of 100 failed, and 2 may.
    expect(open).toMatchObject({
      id: 'objective-up-c',
      state: 'open',
      since: 'c',
      base: 'b',
      objective: { id: 'up', left: { lower: -1, upper: -1 } },
    });
    expect(upTo('d').map(({ id, state }) => [id, state])).toEqual([
      ['objective-fast-a', 'recovered'],
      ['objective-up-c', 'recovered'],
    ]);
    const found = await projectAlerts(workspace);
    expect(found.alerts.map(alertTitle)).toContain('c: objective not met: Availability');
    const line = alertLines({ ...open!, commits: { from: null, to: null, url: null } })[0];
    expect(spaced(line ?? '')).toBe('98% of requests succeed over 3 days: −100% of the error budget left');
  });
});
