import type { Figure } from '../model/figure.ts';
import { metricOf } from '../model/metrics.ts';
import type { Target } from '../model/project.ts';
import type { Bound } from '../stats/target-verdict.ts';

/** The one bound that a target has. */
export function boundOf(target: Target): Bound {
  if (target.below !== undefined) return { op: 'below', value: target.below };
  if (target.atMost !== undefined) return { op: 'atMost', value: target.atMost };
  if (target.above !== undefined) return { op: 'above', value: target.above };
  return { op: 'atLeast', value: target.atLeast! };
}

/**
 * True where a target is about this figure's scenario and endpoint. Left out, it holds for each; pooled samples (`*`)
 * only when it names them or where they have no parts, so that they are never judged beside their parts.
 */
export function holdsFor(
  target: Target,
  scenario: string | null,
  endpoint: string | null,
  hasParts = true,
): boolean {
  if (target.scenario !== undefined && target.scenario !== scenario) return false;
  if (target.endpoint !== undefined) return target.endpoint === endpoint;
  return endpoint !== '*' || !hasParts || metricOf(target.metric).of !== 'endpoint';
}

/** The figures that a target holds for. */
export function figuresInScope(target: Target, figures: readonly Figure[]): Figure[] {
  const same = figures.filter(({ metric }) => metric === target.metric);
  const withParts = new Set(same.filter(({ endpoint }) => endpoint !== '*').map(({ scenario }) => scenario));
  return same.filter(({ scenario, endpoint }) =>
    holdsFor(target, scenario, endpoint, withParts.has(scenario)),
  );
}
