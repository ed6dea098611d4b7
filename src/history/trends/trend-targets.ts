import type { Project } from '../../model/documents/project.ts';
import type { TrendTarget } from '../../model/trend.ts';
import { boundOf, holdsFor } from '../../report/targets/target-scope.ts';
import { targetName } from '../../report/targets/targets.ts';
import type { Place } from '../runs/annotation-scope.ts';

/** The targets of a metric at a place; a transaction has those that name it. */
export function trendTargets({ targets }: Project, place: Place, isTransaction = false): TrendTarget[] {
  const { metric, scenario, endpoint } = place;
  return targets
    .filter((target) => target.metric === metric && holdsFor(target, scenario, endpoint))
    .filter((target) => !isTransaction || target.endpoint !== undefined)
    .map((target) => ({
      id: target.id,
      label: targetName(target),
      ...boundOf(target),
    }));
}
