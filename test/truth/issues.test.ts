import { expect, it } from 'vitest';
import type { IssueTracker, TrackedIssue } from '../../src/commands/alerts/issue-tracker.ts';
import { syncAlerts } from '../../src/commands/alerts/sync-alerts.ts';
import { alertsOf } from '../../src/history/alerts/alerts.ts';
import { trendsOf } from '../../src/history/trends/trends.ts';
import { openDemo, readTruth } from './truth.ts';

/**
 * Planned regressions by docs/demo.md, and when their issue opens: with the fifth run of the version. The errors of 1.6.0
 * are explained by annotations, so no issue follows them.
 */
const planned = [
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

it.skipIf(readTruth().plan === null)(
  'the demo, replayed run by run, opens one issue for each planned regression, and none twice',
  async () => {
    const { reports, undated, project, annotations } = await openDemo();
    const dated = reports.filter(({ id }) => !undated.has(id));
    const tracker = new Memory();
    const opened: { opened: string; since: string }[] = [];
    for (let count = 1; count <= dated.length; count++) {
      const some = dated.slice(0, count);
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
    const starts = new Set(planned.map(({ since }) => since));
    expect(opened.filter(({ since }) => starts.has(since))).toEqual(planned);
    expect(opened.filter(({ since }) => since === 'v1-6-0-r1')).toEqual([]);
    // docs/alerts.md names the number of the others.
    expect(opened).toHaveLength(planned.length + 3);
    expect(new Set(opened.map(({ since }) => since)).size).toBe(opened.length);
  },
  180_000,
);
