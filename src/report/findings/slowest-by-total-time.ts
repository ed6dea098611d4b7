import type { Finding } from '../../model/finding.ts';
import { formatValue } from '../../model/text/format.ts';
import type { ResponseRow } from '../../model/run-measures.ts';
import { endpointsByTest } from '../endpoints-by-test.ts';
import { findingId } from './finding-id.ts';
import { inScenario } from './place.ts';
import type { FindingInput, FindingRule } from './rule.ts';

/** The least share of a scenario's total response time. */
const largeShare = 0.5;
/** With fewer requests, a single slow one decides. */
const fewestRequests = 10;

export const slowestByTotalTime: FindingRule = {
  id: 'slowest-by-total-time',
  title: 'One endpoint takes most of the time',
  kind: 'bottleneck',
  appliesWhen:
    'One of at least three endpoints that one test of a scenario loaded together accounts for half or more of the total response time (count times mean), with 10 requests or more and clearly more than its share of the requests. Benchmarks are excluded: they choose how often they call each function. So are endpoints with a test of their own (autocannon, hey, wrk, ab), whose length is chosen.',
  meaning: 'Making this endpoint faster saves more time than any other change.',
  find: ({ measures }) =>
    // A benchmark chooses how often it calls each function, so shares of its time mean nothing.
    measures.throughput
      .filter(({ requestsPerSecond }) => requestsPerSecond !== null)
      .flatMap(({ scenario }) => {
        const tests = endpointsByTest(measures, scenario);
        return tests.flatMap((rows) => dominating(measures, rows, tests.length === 1));
      }),
};

function dominating(
  measures: FindingInput['measures'],
  rows: readonly ResponseRow[],
  isWhole: boolean,
): Finding[] {
  const timed = rows.flatMap((row) => {
    const mean = row.latencyMs?.mean ?? null;
    const { count } = row;
    return mean === null || count === null ? [] : [{ row, mean, count, totalMs: mean * count }];
  });
  if (timed.length < 3 || timed.length < rows.length) return [];
  const totalMs = timed.reduce((sum, one) => sum + one.totalMs, 0);
  const most = timed.reduce((a, b) => (b.totalMs > a.totalMs ? b : a));
  const share = most.totalMs / totalMs;
  const requests = timed.reduce((sum, one) => sum + one.count, 0);
  const requestShare = most.count / requests;
  // A share of time that only mirrors the share of requests does not make the endpoint slow.
  if (most.count < fewestRequests || !(share >= largeShare) || share < 1.2 * requestShare) return [];
  const { scenario, endpoint, label } = most.row;
  return [
    {
      id: findingId('slowest-by-total-time', scenario, endpoint),
      rule: 'slowest-by-total-time',
      kind: 'bottleneck',
      severity: 'medium',
      title: `${label} takes ${formatValue(share, 'share')} of all response time${isWhole ? '' : ' of its test'}${inScenario(measures, scenario)} with ${formatValue(requestShare, 'share')} of the requests`,
      scenario,
      endpoint,
      evidence: [
        { label: 'Share of response time', value: share, unit: 'share' },
        { label: 'Share of requests', value: requestShare, unit: 'share' },
        { label: 'Mean response time', value: most.mean, unit: 'ms' },
      ],
      impact: null,
      window: null,
      coincides: [],
      lookAt: `Trace or profile ${label} to see where its average of ${formatValue(most.mean, 'ms')} is spent.`,
    },
  ];
}
