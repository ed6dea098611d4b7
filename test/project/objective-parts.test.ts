import { expect, test } from 'vitest';
import { mergeLatencies } from '../../src/ingest/record/merge-digests.ts';
import { latencyDigest } from '../../src/ingest/record/latency-digest.ts';
import { Tally } from '../../src/ingest/record/tally.ts';
import { objectiveCounts } from '../../src/report/targets/objective-counts.ts';
import { projectOf } from './small-projects.ts';

/** 198 requests of 120 ms, then one of 300 ms and one of 301 ms. */
const samples = [
  'timestamp,endpoint,duration_ms,ok',
  ...[...Array.from({ length: 198 }, () => 120), 300, 301].map(
    (ms, i) => `${new Date(Date.UTC(2026, 10, 1, 2, 0, i)).toISOString()},orders,${ms},true`,
  ),
].join('\n');

/** Printed percentiles without single times, as hey prints them. */
const printed = JSON.stringify({
  responseTime: [{ scenario: 'hey', endpoint: 'orders', count: 500, errors: 0, p50: 90, p95: 120 }],
});

const objective = { id: 'slo-300', share: 0.99, withinMs: 300 };
const files = { 'r1/vegeta/requests.csv': samples, 'r1/hey/summary.json': printed };

test('what can be counted is counted, beside a scenario without single response times', async () => {
  const workspace = await projectOf('beside', files, { objectives: [objective] });
  const report = workspace.reports[0]!;
  const [result] = report.context.objectives!;
  // 1 of 200 requests took longer than 300 ms: half of the 2 that may. The 500 others may have been bad.
  expect(result).toMatchObject({ allowed: 2, left: { lower: 0.5, upper: 0.5 }, verdict: 'inconclusive' });
  expect(result!.runs[0]!.leftOut).toEqual([
    {
      scenario: 'hey',
      files: ['hey/summary.json'],
      why: 'successful requests have no single response times',
    },
  ]);
  expect(workspace.twinMarkdown(report)).toContain(
    'leaves out hey (hey/summary.json): successful requests have no single response times (1 run). Set "scenario" of the objective to vegeta, or add files with each request and whether it failed.',
  );
  expect(workspace.problems.map(({ message }) => message)).toEqual([
    '`objectives[0]` leaves out requests that cannot be counted: hey (hey/summary.json): successful requests have no single response times (1 run).',
  ]);
});

test('with the scenario that can be counted, the verdict is sure', async () => {
  const objectives = [{ ...objective, scenario: 'vegeta' }];
  const { reports, problems } = await projectOf('scenario', files, { objectives });
  expect(reports[0]!.context.objectives![0]).toMatchObject({ left: { lower: 0.5 }, verdict: 'met' });
  expect(problems).toEqual([]);
});

test('an objective of which nothing can be counted is inconclusive, and says why', async () => {
  const only = {
    'r1/hey/summary.json': printed,
    'r1/run.json': JSON.stringify({ startedAt: '2026-11-01T02:00:00Z' }),
  };
  const { reports, problems } = await projectOf('nothing', only, { objectives: [objective] });
  expect(reports[0]!.context.objectives![0]).toMatchObject({ left: null, verdict: 'inconclusive' });
  expect(problems.map(({ hint }) => hint)).toEqual([
    'To count them, add files with each request and whether it failed.',
  ]);
});

/** The digest of these durations, which counts up to these limits. */
function digestOf(durations: readonly number[], limits?: readonly number[]) {
  const tally = new Tally({ left: 1_000 });
  for (const ms of durations) tally.add(ms);
  return latencyDigest([tally], limits)!;
}

test('digests that counted up to the limit add up; others are known to 0.5%', () => {
  const counted = mergeLatencies([digestOf([100, 300, 300.5], [300]), digestOf([299.9, 301], [300])])!;
  expect(counted.atMost).toEqual([{ ms: 300, count: 3 }]);
  const open = mergeLatencies([digestOf([100, 300, 300.5], [300]), digestOf([299.9, 301])])!;
  expect(open.atMost).toBeUndefined();
  const countsOf = (latency: typeof counted) =>
    objectiveCounts(
      [{ ...objective, days: 30 }],
      [
        {
          id: 'default',
          endpoints: [
            {
              digest: { endpoint: 'pay', count: 5, errors: 0, latency, latencyOk: null } as never,
              files: ['a.json'],
              rejected: 0,
            },
          ],
          pooled: null,
        } as never,
      ],
    )[0]!.counted;
  expect(countsOf(counted)).toEqual({ count: 5, least: 2, most: 2 });
  // 299.9, 300, 300.5 and 301 may share a bucket of 1% width.
  const { least, most } = countsOf(open)!;
  expect(least).toBeLessThan(most);
});
