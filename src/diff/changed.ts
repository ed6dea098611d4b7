import type { DiffMetric, DiffRun, DiffTarget } from '../model/diff.ts';

const size = ({ relative }: DiffMetric): number => Math.abs(relative ?? Infinity);

/** What changed, the worse first and the largest of each first. */
export function changedMetrics({ metrics }: Pick<DiffRun, 'metrics'>): DiffMetric[] {
  const of = (verdict: DiffMetric['verdict']): DiffMetric[] =>
    metrics.filter((one) => one.verdict === verdict).toSorted((a, b) => size(b) - size(a));
  return [...of('worse'), ...of('better')];
}

/** Targets that a reviewer should know of: those that are not met, and those whose verdict changed. */
export const toldTargets = ({ targets }: Pick<DiffRun, 'targets'>): DiffTarget[] =>
  targets.filter(({ base, head }) => head === 'not met' || (base !== null && base !== head));

/** Targets whose verdict is another one than the base's. */
export const changedTargets = ({ targets }: Pick<DiffRun, 'targets'>): DiffTarget[] =>
  targets.filter(({ base, head }) => base !== null && base !== head);
