import type { Bounds, MetricValue } from '../model/metric-value.ts';
import { fixed, formatNumber, formatShare } from '../model/format.ts';
import type { Project } from '../model/project.ts';
import type { WithinTarget } from '../model/run-measures.ts';
import { shareAtMost } from '../stats/histogram.ts';
import { samplesForQuantile } from '../stats/quantile.ts';
import { samplesToSettle, type Bound } from '../stats/target-verdict.ts';
import type { GatheredScenario } from './gather.ts';
import { percentiles } from './percentiles.ts';
import { boundOf } from './target-scope.ts';

/** The share that a percentile asks for: 0.95 of "response.p95"; null for other metrics. */
const shareAsked = (metric: string): number | null =>
  percentiles.find(([name]) => metric === `response.${name}`)?.[1] ?? null;

/** For each target on a percentile, the share of each endpoint's samples that are within its limit. */
export function sharesWithin(project: Project, scenarios: readonly GatheredScenario[]): WithinTarget[] {
  const targets = project.targets.filter(({ metric }) => shareAsked(metric) !== null);
  return scenarios.flatMap(({ id, endpoints, pooled }) =>
    [...endpoints, ...(pooled === null ? [] : [pooled])].flatMap(({ digest }) => {
      const histogram = digest.latency?.histogram ?? null;
      if (histogram === null) return [];
      return targets.map((target) => ({
        target: target.id,
        scenario: id,
        endpoint: digest.endpoint,
        share: shareAtMost(histogram, boundOf(target).value),
      }));
    }),
  );
}

/**
 * What would settle an inconclusive target, in a sentence: how many samples in all, if the share within the limit
 * stays what it is. `share` is that of the samples within the limit; null where nobody counted it.
 */
export function settleText(figure: MetricValue, bound: Bound, share: number | null): string {
  const { interval, metric, n } = figure;
  if (interval === null)
    return 'The printed figure is within its rounding of the bound: give the samples themselves.';
  if (metric === 'users.sustained') return usersText(interval, bound);
  const asked = shareAsked(metric);
  if (metric === 'errors.rate') return countText(figure, figure.value, bound.value, 'fail');
  const least = asked === null ? 0 : samplesForQuantile(asked);
  if (interval.lower === null || interval.upper === null)
    return `${n === 1 ? 'One sample is' : `${n === null ? 'The' : fixed(n, 0)} samples are`} too few to bound this percentile: measure longer${least > (n ?? 0) ? `, until there are ${fixed(least, 0)} or more` : ''}.`;
  if (asked === null || share === null)
    return 'The interval holds the bound: measure longer, or repeat the run.';
  return countText(figure, share, asked, 'are within the bound', least);
}

/** Which load step would settle a target on users. */
function usersText({ lower, upper }: Bounds, { value }: Bound): string {
  const shown = `at least ${formatNumber(lower ?? 0)}`;
  return upper === null
    ? `Shown: ${shown}; no higher load failed. Add a load step of ${formatNumber(value)} users or more, with enough requests.`
    : `Shown: ${shown}, and fewer than ${formatNumber(upper)}. Add a load step of ${formatNumber(value)} users.`;
}

/** How many dependent samples are worth one independent one; 1 where unknown. */
const inflationOf = ({ n, effectiveN }: MetricValue): number =>
  n === null || effectiveN == null || effectiveN <= 0 ? 1 : n / effectiveN;

function countText(figure: MetricValue, share: number, asked: number, what: string, least = 0): string {
  const { n } = figure;
  const independent = samplesToSettle(share, asked);
  const needed = independent === null ? null : Math.ceil(independent * inflationOf(figure));
  const now = `${formatShare(share)} of the ${n === null ? 'samples' : `${fixed(n, 0)} samples`} ${what}, ${formatShare(asked)} is the line`;
  // A count that is there already can only be short by the difference of two kinds of interval.
  if (needed === null || (n !== null && Math.max(needed, least) <= n))
    return `${now}: too near to tell; repeat the run.`;
  const count = Math.max(needed, least);
  const times = n === null || n === 0 ? '' : `, ${formatNumber(count / n, 2)} times as many,`;
  return `${now}: ${fixed(count, 0)} samples in all${times} would settle it if the share stays.`;
}
