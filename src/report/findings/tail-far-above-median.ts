import type { Finding } from '../../model/finding.ts';
import { formatFigure, formatNumber } from '../../model/format.ts';
import type { ResponseRow } from '../../model/run-measures.ts';
import { findingId } from './finding-id.ts';
import type { FindingRule } from './rule.ts';

/** How many medians the 99th percentile must be away, even at the lower end of its interval. */
const manyMedians = 10;
/** A tail shorter than this hurts nobody. */
const leastTailMs = 100;

export const tailFarAboveMedian: FindingRule = {
  id: 'tail-far-above-median',
  title: 'Tail far above the median',
  kind: 'bottleneck',
  appliesWhen: 'The 99th percentile is at least 10 medians and 100 ms, at the lower end of its interval too.',
  meaning:
    'One in a hundred requests waits for something that the others do not: a lock, a queue, a collection, a cold cache.',
  find: ({ measures }) => measures.response.flatMap(longTail),
};

function longTail(row: ResponseRow): Finding[] {
  const p50 = row.latencyMs?.p50 ?? null;
  const p99 = row.latencyMs?.p99 ?? null;
  if (p50 === null || p99 === null) return [];
  const sure = row.intervals.p99?.lower ?? (row.latencyMs?.source === 'reported' ? p99 : null);
  if (sure === null || sure < manyMedians * p50 || sure < leastTailMs) return [];
  const { scenario, endpoint, label } = row;
  return [
    {
      id: findingId('tail-far-above-median', scenario, endpoint),
      rule: 'tail-far-above-median',
      kind: 'bottleneck',
      severity: 'medium',
      title: `One in a hundred requests of ${label} in ${scenario} takes ${formatFigure(p99, 'ms')} or more, ${formatNumber(p99 / p50, 2)} times the median`,
      scenario,
      endpoint,
      evidence: [
        { label: 'Median', value: p50, unit: 'ms' },
        { label: '99th percentile', value: p99, unit: 'ms' },
      ],
      impact: null,
      window: null,
      coincides: [],
      lookAt: 'What the slow requests have in common: when they happen, and what ran beside them.',
    },
  ];
}
