import { beforeAll, describe, expect, it } from 'vitest';
import type { Workspace } from '../../src/project/workspace.ts';
import { projectSchema } from '../../src/model/documents/project.ts';
import { targetsOfRow } from '../../src/report/sections/response-columns.ts';
import { diffPublicRuns } from '../../src/diff/public-run.ts';
import { runJson } from '../../src/report/run-json.ts';
import { judgeTargets } from '../../src/report/targets/targets.ts';
import { workspaceOf } from './two-runs.ts';

const header = 'timeStamp,elapsed,label,responseCode,responseMessage,threadName,success,allThreads';

/** 200 checkouts of one user: adding takes 100 ms and paying `pay` ms; the controller's row comes last, as JMeter writes it. */
function jtl(startMs: number, pay: number): string {
  const rows = Array.from({ length: 200 }, (_, i) => {
    const at = startMs + i * 1_000;
    const jitter = i % 3;
    const row = (ms: number, elapsed: number, label: string, message: string): string =>
      `${ms},${elapsed},${label},200,${message},U 1-1,true,1`;
    return [
      row(at, 100 + jitter, 'Add', 'OK'),
      row(at + 100 + jitter, pay, 'Pay', 'OK'),
      row(
        at,
        100 + jitter + pay,
        'Checkout',
        '"Number of samples in transaction : 2, number of failing samples : 0"',
      ),
    ].join('\n');
  });
  return `${[header, ...rows].join('\n')}\n`;
}

const project = {
  targets: [
    { id: 'each', metric: 'response.p95', below: 250 },
    { id: 'checkout', metric: 'response.p95', endpoint: 'Checkout', below: 250 },
  ],
};

describe('a transaction', () => {
  let workspace: Workspace;
  beforeAll(async () => {
    const start = Date.parse('2026-11-01T10:00:00Z');
    workspace = await workspaceOf('transactions', [
      { '../project.json': JSON.stringify(project), 'kpi.jtl': jtl(start, 200) },
      { 'kpi.jtl': jtl(start + 86_400_000, 400) },
    ]);
  });

  it('is judged by its own samples if a target names it, and by no other target', () => {
    const { targets } = workspace.reports[0]!;
    expect(targets).toMatchObject([
      { id: 'each', verdict: 'met', endpoint: 'Pay', achieved: 200, judged: 2 },
      { id: 'checkout', verdict: 'not met', endpoint: 'Checkout', achieved: 302, judged: 1 },
    ]);
    expect(workspace.problems.map(({ message }) => message)).toEqual([]);
  });

  it('is compared with the baseline as endpoints are', () => {
    const { changes } = workspace.reports[1]!.context;
    const median = changes.find(
      ({ metric, endpoint }) => metric === 'response.p50' && endpoint === 'Checkout',
    );
    // 101 + 200 ms before, 101 + 400 ms after.
    expect(median).toMatchObject({ base: 301, head: 501, verdict: 'worse' });
    expect(workspace.twinMarkdown(workspace.reports[1]!).replaceAll('\u00a0', ' ')).toMatch(
      /\| Checkout \|.*\+66%/,
    );
  });

  it('is in the JSON beside the requests, and any two runs are compared by it', () => {
    const [before, after] = workspace.reports.map((report) => runJson(report));
    expect(before!.response.map(({ endpoint }) => endpoint)).toEqual(['Add', 'Pay', '*']);
    // 100 to 102 ms and 200 ms, a third of the 200 each.
    expect(before!.transactions).toMatchObject([
      { endpoint: 'Checkout', count: 200, errors: 0, latencyMs: { min: 300, p50: 301, max: 302 } },
    ]);
    const { metrics } = diffPublicRuns(before!, after!, workspace.project);
    const median = metrics.find(
      ({ metric, endpoint }) => metric === 'response.p50' && endpoint === 'Checkout',
    );
    expect(median).toMatchObject({ base: 301, head: 501, verdict: 'worse' });
  });

  it('has the line of the target that names it in its table', () => {
    const named = { targets: [{ ...project.targets[0], below: 150 }, project.targets[1]] };
    const report = { ...workspace.reports[0]!, targets: judgeTargets(projectSchema.parse(named), []) };
    const row = (rows: typeof report.measures.response, name: string) =>
      targetsOfRow(
        report,
        rows.find(({ endpoint }) => endpoint === name)!,
      ).map(({ id }) => id);
    expect(row(report.measures.transactions, 'Checkout')).toEqual(['checkout']);
    expect(row(report.measures.response, 'Pay')).toEqual(['each']);
  });

  it('adds nothing to totals', () => {
    const { throughput, errors } = workspace.reports[0]!.measures;
    expect(throughput).toMatchObject([{ totalRequests: 400 }]);
    expect(errors).toMatchObject([{ count: 400 }]);
  });

  it('has a history of its own, without the line of a target that does not name it', () => {
    const series = workspace.trends.filter(
      ({ metric, endpoint }) => metric === 'response.p95' && endpoint === 'Checkout',
    );
    expect(series).toMatchObject([{ targets: [{ id: 'checkout' }] }]);
  });
});
