import { describe, expect, it } from 'vitest';
import type { IssueTracker, TrackedIssue } from '../../src/commands/alerts/issue-tracker.ts';
import { syncAlerts } from '../../src/commands/alerts/sync-alerts.ts';
import { alertsOf } from '../../src/history/alerts/alerts.ts';
import { trendsOf } from '../../src/history/trends/trends.ts';
import type { RunReport } from '../../src/model/run-report.ts';
import { openDemo, readTruth } from './truth.ts';

/**
 * By docs/demo.md, each version was measured in one session, so that the first run of the next version is the first one of
 * a second session. The index of 1.2.0 and the leak of 1.4.0 have consequences that 1.3.0 and 1.5.0 do not take back. The
 * audit of 1.5.0 is gone with 1.6.0, and annotations explain the errors of 1.6.0.
 */
const asMeasured = [
  { opened: 'v1-3-0-r1', since: 'v1-2-0-r1' },
  { opened: 'v1-5-0-r1', since: 'v1-4-0-r1' },
];

/** If each run were a session of its own, the fifth run of a version would confirm what was planned. */
const asSessions = [
  { opened: 'v1-2-0-r5', since: 'v1-2-0-r1' },
  { opened: 'v1-4-0-r5', since: 'v1-4-0-r1' },
  { opened: 'v1-5-0-r5', since: 'v1-5-0-r1' },
];

/** Issues in memory, as a service has them. */
class Memory implements IssueTracker {
  readonly issues: (TrackedIssue & { texts: string[] })[] = [];
  list(): Promise<TrackedIssue[]> {
    return Promise.resolve(this.issues);
  }
  create({ title, body }: { title: string; body: string }): Promise<number> {
    this.issues.push({ number: this.issues.length + 1, title, body, isOpen: true, texts: [] });
    return Promise.resolve(this.issues.length);
  }
  update(issue: number, change: object): Promise<void> {
    Object.assign(this.issues[issue - 1]!, change);
    return Promise.resolve();
  }
  comments(issue: number): Promise<string[]> {
    return Promise.resolve(this.issues[issue - 1]!.texts);
  }
  comment(issue: number, body: string): Promise<void> {
    this.issues[issue - 1]!.texts.push(body);
    return Promise.resolve();
  }
}

type Demo = Awaited<ReturnType<typeof openDemo>>;

/** The issues that open when the runs come one by one. */
async function replay(reports: readonly RunReport[], demo: Demo): Promise<typeof asMeasured> {
  const { project, annotations } = demo;
  const tracker = new Memory();
  const opened: typeof asMeasured = [];
  for (let count = 1; count <= reports.length; count++) {
    const some = reports.slice(0, count);
    const trends = trendsOf(some, project, annotations);
    const { alerts } = alertsOf({ reports: some, trends, project, annotations, nowMs: 0 });
    const request = { alerts, rules: project.alerts, tracker, isDryRun: false };
    await syncAlerts(request, (line) => {
      const [, since] = /^Opened issue \d+: Performance: ([^:]+):/.exec(line) ?? [];
      if (since !== undefined) opened.push({ opened: some.at(-1)!.id, since });
    });
    const again: string[] = [];
    await syncAlerts(request, (line) => again.push(line));
    expect(again).toEqual(['The issues are up to date.']);
  }
  return opened;
}

describe.skipIf(readTruth().plan === null)('the demo, replayed run by run', { timeout: 180_000 }, () => {
  it('opens an issue for what two sessions show, and none twice', async () => {
    const demo = await openDemo();
    const dated = demo.reports.filter(({ id }) => !demo.undated.has(id));
    expect(await replay(dated, demo)).toEqual(asMeasured);
  });

  it('opens one for each planned regression if each run is a session', async () => {
    const demo = await openDemo();
    const dated = demo.reports
      .filter(({ id }) => !demo.undated.has(id))
      .map((one) => {
        const manifest = { ...one.measures.manifest, session: one.id };
        return { ...one, measures: { ...one.measures, manifest } };
      });
    const opened = await replay(dated, demo);
    const starts = new Set(asSessions.map(({ since }) => since));
    expect(opened.filter(({ since }) => starts.has(since))).toEqual(asSessions);
    expect(opened.filter(({ since }) => since === 'v1-6-0-r1')).toEqual([]);
    expect(new Set(opened.map(({ since }) => since)).size).toBe(opened.length);
  });
});
