import type { Finding } from '../../model/finding.ts';
import { formatValue, formatNumber } from '../../model/text/format.ts';
import type { ResponseRow } from '../../model/run-measures.ts';
import { samplesForQuantile } from '../../stats/quantile.ts';
import { evidence, makeFinding } from './make-finding.ts';
import { placeOf } from './place.ts';
import type { FindingInput, FindingRule } from './rule.ts';

/** How many times the median the 99th percentile must be, even at the lower end of its interval. */
const manyMedians = 10;
/** A shorter tail does not matter. */
const leastTailMs = 100;
/** If more requests fail, the median may be that of the failures. */
const mostFailing = 0.25;
/** More endpoints than this of one scenario are counted, not listed. */
const mostListed = 3;

export const tailFarAboveMedian: FindingRule = {
  id: 'tail-far-above-median',
  title: 'Tail far above the median',
  kind: 'bottleneck',
  appliesWhen:
    'The 99th percentile is at least 10 times the median and 100 ms, also at the lower end of its 95% interval (if reported by a tool: with 368 requests or more), and at most a quarter of the requests fail. The three longest tails of a scenario are listed.',
  meaning:
    'One in a hundred requests waits for something that the others do not: a lock, a queue, a garbage collection, a cold cache.',
  find: ({ measures }) =>
    [...Map.groupBy(measures.response, ({ scenario }) => scenario).values()].flatMap((rows) => {
      const tails = rows.flatMap(sureTail).toSorted((a, b) => b.times - a.times);
      return tails.slice(0, mostListed).map((tail) => longTail(measures, tail, tails.length));
    }),
};

interface Tail {
  readonly row: ResponseRow;
  readonly p50: number;
  readonly p99: number;
  readonly times: number;
}

function sureTail(row: ResponseRow): Tail[] {
  const p50 = row.latencyMs?.p50 ?? null;
  const p99 = row.latencyMs?.p99 ?? null;
  if (p50 === null || p99 === null || !(p50 > 0)) return [];
  if (row.errors !== null && row.count !== null && row.errors > mostFailing * row.count) return [];
  // Tools report a 99th percentile even of ten requests; it is then simply the slowest one.
  const isReported = row.latencyMs?.source === 'reported' && (row.count ?? 0) >= samplesForQuantile(0.99);
  const sure = row.intervals.p99?.lower ?? (isReported ? p99 : null);
  if (sure === null || sure < manyMedians * p50 || sure < leastTailMs) return [];
  return [{ row, p50, p99, times: p99 / p50 }];
}

function longTail(measures: FindingInput['measures'], { row, p50, p99, times }: Tail, all: number): Finding {
  const { scenario, endpoint } = row;
  return makeFinding(
    { rule: 'tail-far-above-median', kind: 'bottleneck' },
    {
      severity: 'medium',
      title: `One in a hundred requests of ${placeOf(measures, scenario, endpoint)} takes ${formatValue(p99, 'ms')} or more, ${formatNumber(times, 2)} times the median`,
      scenario,
      endpoint,
      evidence: [
        evidence('Median', p50, 'ms'),
        ...(row.latencyMs?.p90 == null ? [] : [evidence('90th percentile', row.latencyMs.p90, 'ms')]),
        evidence('99th percentile', p99, 'ms'),
        ...(all > mostListed ? [evidence('Endpoints with such a tail', all, 'count')] : []),
      ],
      lookAt: 'Find out what the slow requests have in common: when they occur, and what else ran then.',
    },
  );
}
