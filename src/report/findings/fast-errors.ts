import { present } from '../../model/checked.ts';
import { formatValue } from '../../model/text/format.ts';
import type { LatencyDigest } from '../../model/documents/digest.ts';
import type { Finding } from '../../model/finding.ts';
import { digestQuantile } from '../../ingest/record/endpoint-row.ts';
import { histogramQuantileBounds } from '../../stats/histogram.ts';
import type { GatheredEndpoint } from '../measure/gather.ts';
import { findingId } from './finding-id.ts';
import { evidence, makeFinding } from './make-finding.ts';
import { placeOf } from './place.ts';
import type { FindingInput, FindingRule } from './rule.ts';

/** Failures must take at most this share of the time of successes, even at the far ends of both intervals. */
const muchFaster = 0.5;
/** Rarer failures do not affect the percentiles. */
const leastShare = 0.05;
const fewestFailures = 20;

export const fastErrors: FindingRule = {
  id: 'fast-errors',
  title: 'Errors are faster than successes',
  kind: 'anomaly',
  appliesWhen:
    'At least 20 requests and 5% of an endpoint fail, and the median of the failures is at most half that of the successes, even at the far ends of both 95% intervals. Reported once per scenario.',
  meaning: 'Percentiles over all requests look too good. Judge this endpoint by its successful requests.',
  find: (input) =>
    input.scenarios.flatMap(({ endpoints }) => worst(endpoints.flatMap((one) => fast(input, one)))),
};

/** One finding per scenario: the endpoint with the highest error rate, and the number of endpoints affected. */
function worst(all: readonly Finding[]): Finding[] {
  const [most] = all.toSorted((a, b) => shareOf(b) - shareOf(a));
  if (most === undefined) return [];
  const others = all.length === 1 ? [] : [evidence('Endpoints affected', all.length, 'count')];
  return [{ ...most, id: findingId(most.rule, most.scenario), evidence: [...most.evidence, ...others] }];
}

const shareOf = (finding: Finding): number => Number(finding.evidence[0]?.value ?? 0);

function fast({ measures }: FindingInput, { digest }: GatheredEndpoint): Finding[] {
  const { count, errors, latencyOk, latencyFailed, latency } = digest;
  if (count === null || errors === null || latencyOk === null || latencyFailed === null) return [];
  if (errors < fewestFailures || errors / count < leastShare) return [];
  const slowestFailed = medianBound(latencyFailed, 'upper');
  const fastestOk = medianBound(latencyOk, 'lower');
  if (slowestFailed === null || fastestOk === null || slowestFailed > muchFaster * fastestOk) return [];
  const okMs = present(digestQuantile(latencyOk, 0.5), 'a median with bounds has a value');
  const failedMs = present(digestQuantile(latencyFailed, 0.5), 'a median with bounds has a value');
  const p95All = latency === null ? null : digestQuantile(latency, 0.95);
  const p95Ok = digestQuantile(latencyOk, 0.95);
  const place = placeOf(measures, digest.scenario, digest.endpoint);
  return [
    makeFinding(
      { rule: 'fast-errors', kind: 'anomaly' },
      {
        severity: errors / count >= 0.25 ? 'high' : 'medium',
        title: `Failed requests of ${place} take ${formatValue(failedMs, 'ms')}, successful ones ${formatValue(okMs, 'ms')} (medians)`,
        scenario: digest.scenario,
        endpoint: digest.endpoint,
        evidence: [
          evidence('Error rate', errors / count, 'share'),
          ...(p95All === null ? [] : [evidence('95th percentile of all requests', p95All, 'ms')]),
          ...(p95Ok === null ? [] : [evidence('95th percentile of successful requests', p95Ok, 'ms')]),
        ],
        impact: 'Response times over all requests look better than what successful users experienced.',
        lookAt: 'Check the response times of successful requests only.',
      },
    ),
  ];
}

/** The outer end of the median's interval; null where no histogram gives one. */
function medianBound({ histogram }: LatencyDigest, side: 'lower' | 'upper'): number | null {
  if (histogram === null) return null;
  return histogramQuantileBounds(histogram, 0.5)[side];
}
