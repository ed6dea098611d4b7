import { present } from '../../model/checked.ts';
import type { MetricValue } from '../../model/metrics/metric-value.ts';
import { ofLoad } from '../../model/lifecycle.ts';
import { meansEndpoint, meantBy } from '../../model/text/url-name.ts';
import { metricOf } from '../../model/metrics/metrics.ts';
import type { Target } from '../../model/documents/project.ts';
import type { Bound } from '../../stats/target-verdict.ts';

/** The one bound that a target has. */
export function boundOf(target: Target): Bound {
  if (target.below !== undefined) return { op: 'below', value: target.below };
  if (target.atMost !== undefined) return { op: 'atMost', value: target.atMost };
  if (target.above !== undefined) return { op: 'above', value: target.above };
  return { op: 'atLeast', value: present(target.atLeast, 'each target has one bound') };
}

/**
 * True if a target applies to this scenario and endpoint. A target without them applies to each; to pooled samples (`*`)
 * only if it names them or they have no parts, so that they are never judged beside their parts.
 */
export function holdsFor(
  target: Target,
  scenario: string | null,
  endpoint: string | null,
  hasParts = true,
): boolean {
  if (target.scenario !== undefined && target.scenario !== scenario) return false;
  if (target.endpoint !== undefined) return meansEndpoint(target.endpoint, endpoint);
  // The rate of one of several endpoints is a part of the scenario's, which the target is about.
  if (metricOf(target).of === 'scenario') return endpoint === null;
  return endpoint !== '*' || !hasParts || metricOf(target).of !== 'endpoint';
}

/**
 * The values that a target applies to. Setup and teardown count only if it names them or there is no other scenario, and
 * transactions only if it names them: their requests are judged.
 */
export function valuesInScope<
  T extends Pick<MetricValue, 'metric' | 'scenario' | 'endpoint' | 'isTransaction'>,
>(target: Target, metricValues: readonly T[]): T[] {
  const all = metricValues.filter(
    ({ metric, isTransaction = false }) =>
      metric === target.metric && (!isTransaction || target.endpoint !== undefined),
  );
  const same = target.scenario === undefined ? ofLoad(all, ({ scenario }) => scenario) : all;
  const withParts = new Set(same.filter(({ endpoint }) => endpoint !== '*').map(({ scenario }) => scenario));
  const inScope = same.filter(({ scenario, endpoint }) =>
    holdsFor(target, scenario, endpoint, withParts.has(scenario)),
  );
  return target.endpoint === undefined ? inScope : meantBy(target.endpoint, inScope);
}
