import { at } from '../../model/checked.ts';
import type { Finding } from '../../model/finding.ts';
import { formatValue } from '../../model/text/format.ts';
import type { ResponseRow } from '../../model/run-measures.ts';
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
    'One of at least three endpoints of a scenario accounts for half or more of the total response time (count times mean), with 10 requests or more and clearly more than its share of the requests. Benchmarks are excluded: they choose how often they call each function.',
  meaning: 'Making this endpoint faster saves more time than any other change.',
  find: ({ measures }) =>
    [...Map.groupBy(measures.response, (row) => row.scenario).values()].flatMap((rows) =>
      dominating(measures, rows),
    ),
};

function dominating(measures: FindingInput['measures'], rows: readonly ResponseRow[]): Finding[] {
  const timed = rows.flatMap((row) => {
    const mean = row.latencyMs?.mean ?? null;
    const { count } = row;
    return mean === null || count === null ? [] : [{ row, mean, count, totalMs: mean * count }];
  });
  if (timed.length < 3 || timed.length < rows.length) return [];
  // A benchmark chooses how often it calls each function, so shares of its time mean nothing.
  const { scenario: id } = at(rows, 0);
  if (measures.throughput.find(({ scenario }) => scenario === id)?.requestsPerSecond === null) return [];
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
      title: `${label} takes ${formatValue(share, 'share')} of all response time${inScenario(measures, scenario)} with ${formatValue(requestShare, 'share')} of the requests`,
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
