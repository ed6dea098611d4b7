import type { DiffMetric, DiffRun, DiffTarget } from '../model/diff.ts';

const size = ({ relative }: DiffMetric): number => Math.abs(relative ?? Infinity);

const sureness = ({ certainty }: DiffMetric): number => (certainty === 'confirmed' ? 0 : 1);

/** What changed: the worse first, of each the sure before the suspected, and the largest first. */
export function changedMetrics({ metrics }: Pick<DiffRun, 'metrics'>): DiffMetric[] {
  const of = (verdict: DiffMetric['verdict']): DiffMetric[] =>
    metrics
      .filter((one) => one.verdict === verdict)
      .toSorted((a, b) => sureness(a) - sureness(b) || size(b) - size(a));
  return [...of('worse'), ...of('better')];
}

/** Targets that a reviewer should know of: those that are not met, and those whose verdict changed. */
export const notableTargets = ({ targets }: Pick<DiffRun, 'targets'>): DiffTarget[] =>
  targets.filter(({ base, head }) => head === 'not met' || (base !== null && base !== head));

/** Targets whose verdict is another one than the base's. */
export const changedTargets = ({ targets }: Pick<DiffRun, 'targets'>): DiffTarget[] =>
  targets.filter(({ base, head }) => base !== null && base !== head);
