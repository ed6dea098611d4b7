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
 * only when it names them, so that they are never judged beside their parts.
 */
export function holdsFor(target: Target, scenario: string | null, endpoint: string | null): boolean {
  if (target.scenario !== undefined && target.scenario !== scenario) return false;
  if (target.endpoint !== undefined) return target.endpoint === endpoint;
  return endpoint !== '*' || metricOf(target.metric).of !== 'endpoint';
}
