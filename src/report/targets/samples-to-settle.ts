import type { EndpointDigest } from '../../model/documents/digest.ts';
import type { BoundedValue, Bounds, MetricValue, Provenance } from '../../model/metrics/metric-value.ts';
import { fixed, formatNumber, formatShare } from '../../model/text/format.ts';
import type { Project } from '../../model/documents/project.ts';
import type { WithinTarget } from '../../model/run-measures.ts';
import { shareAtMost } from '../../stats/histogram.ts';
import { samplesForQuantile } from '../../stats/quantile.ts';
import { samplesToSettle, type Bound } from '../../stats/target-verdict.ts';
import type { GatheredScenario } from '../measure/gather.ts';
import { shareOfMetric } from '../../model/metrics/percentile-metrics.ts';
import { rampMisses } from './ramp-misses.ts';
import { boundOf } from './target-scope.ts';

/** For each target on a percentile, the share of each endpoint's samples within its bound. */
export function sharesWithin(project: Project, scenarios: readonly GatheredScenario[]): WithinTarget[] {
  const targets = project.targets.filter(({ metric }) => shareOfMetric(metric) !== null);
  return scenarios.flatMap(({ id, endpoints, pooled, transactions }) =>
    [...endpoints, ...(pooled === null ? [] : [pooled]), ...transactions].flatMap(({ digest }) => {
      const histogram = digest.latency?.histogram ?? null;
      if (histogram === null) return [];
      return targets.map((target) => {
        const { op, value } = boundOf(target);
        const share = shareAtMost(histogram, value);
        const isUpper = op === 'below' || op === 'atMost';
        const ramp =
          isUpper && isNear(share, shareOfMetric(target.metric)) ? rampMisses(digest, value) : null;
        return {
          target: target.id,
          scenario: id,
          endpoint: digest.endpoint,
          share,
          ...okShareOf(digest, value),
          ...(ramp !== null && { ramp }),
        };
      });
    }),
  );
}

/** Up to this many times as many samples beyond a bound as a percentile allows, or as few, its target may be inconclusive. */
const nearFactor = 4;

/** True for a share that may leave a target on a percentile inconclusive: looking at all slices is expensive. */
function isNear(share: number, needed: number | null): boolean {
  if (needed === null) return false;
  const factor = (1 - share) / (1 - needed);
  return factor < nearFactor && factor > 1 / nearFactor;
}

/** The share of all requests that succeeded within a limit. */
function okShareOf({ count, latencyOk }: EndpointDigest, limitMs: number): Pick<WithinTarget, 'okShare'> {
  if (count === null || count === 0 || latencyOk?.histogram == null || latencyOk.count === null) return {};
  return { okShare: (shareAtMost(latencyOk.histogram, limitMs) * latencyOk.count) / count };
}

/**
 * What would settle an inconclusive target: the number of samples needed if the share within the bound stays the same.
 * `share` is the measured share within the bound; null if it was not counted.
 */
export function settleText(
  metricValue: MetricValue | BoundedValue,
  bound: Bound,
  share: number | null,
): string {
  const { interval, metric, n } = metricValue;
  if (interval === null)
    return 'The reported value is rounded and too close to the bound. Provide the samples.';
  if (metric === 'users.sustained') return usersText(interval, bound);
  const needed = shareOfMetric(metric);
  if (metric === 'errors.rate' && metricValue.value !== null)
    return countText(metricValue, metricValue.value, bound.value, 'requests failed', 'limit');
  const least = needed === null ? 0 : samplesForQuantile(needed);
  if ((interval.lower === null || interval.upper === null) && needed !== null && n !== null && n >= least)
    return `Consecutive requests resemble each other so much that ${fixed(n, 0)} samples do not bound this percentile. Measure longer, or repeat the run.`;
  if (interval.lower === null || interval.upper === null)
    return `${n === 1 ? 'One sample is' : `${n === null ? 'The' : fixed(n, 0)} samples are`} too few to bound this percentile. Measure longer${least > (n ?? 0) ? `, for at least ${fixed(least, 0)} samples` : ''}.`;
  if (needed === null || share === null)
    return 'The interval contains the bound. Measure longer, or repeat the run.';
  return countText(metricValue, share, needed, 'samples are within the bound', 'needed', least);
}

/** Which load step would settle a target on users. */
function usersText({ lower, upper }: Bounds, { value }: Bound): string {
  const least = lower ?? 0;
  if (upper === null)
    return `At least ${formatNumber(least)}; no higher load failed. Add a load step of ${formatNumber(value)} users or more, with enough requests.`;
  const shown =
    least === 0
      ? `Fewer than ${formatNumber(upper)}`
      : `At least ${formatNumber(least)}, but fewer than ${formatNumber(upper)}`;
  return `${shown}. Add a load step of ${formatNumber(value)} users.`;
}

/** The number of dependent samples worth one independent sample; 1 if unknown. */
const inflationOf = ({ n, effectiveN }: Provenance): number =>
  n === null || effectiveN == null || effectiveN <= 0 ? 1 : n / effectiveN;

function countText(
  metricValue: Provenance,
  share: number,
  limit: number,
  what: string,
  role: 'limit' | 'needed',
  least = 0,
): string {
  const { n } = metricValue;
  const independent = samplesToSettle(share, limit);
  const needed = independent === null ? null : Math.ceil(independent * inflationOf(metricValue));
  const counted = n === 1 ? what.replace('requests', 'request').replace('samples are', 'sample is') : what;
  const now = `${formatShare(share)} of ${n === null ? 'the' : fixed(n, 0)} ${counted} (${role}: ${formatShare(limit)}).`;
  // If the count is already reached, only the difference between two kinds of interval is missing.
  if (needed === null || (n !== null && Math.max(needed, least) <= n))
    return `${now} That is too close to judge; repeat the run.`;
  const count = Math.max(needed, least);
  const times = n === null || n === 0 ? '' : ` (${formatNumber(count / n, 2)} times as many)`;
  return `${now} About ${fixed(count, 0)} samples${times} would settle it if this share stays the same.`;
}
