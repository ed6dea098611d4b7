import type { DiffMetric, DiffRun, DiffTarget } from '../model/documents/diff.ts';

const size = ({ relative }: DiffMetric): number => Math.abs(relative ?? Infinity);

const certaintyRank = ({ certainty }: DiffMetric): number => (certainty === 'confirmed' ? 0 : 1);

/** Regressions before improvements, confirmed before suspected, large before small. */
export function changedMetrics({ metrics }: Pick<DiffRun, 'metrics'>): DiffMetric[] {
  const of = (verdict: DiffMetric['verdict']): DiffMetric[] =>
    metrics
      .filter((one) => one.verdict === verdict)
      .toSorted((a, b) => certaintyRank(a) - certaintyRank(b) || size(b) - size(a));
  return [...of('worse'), ...of('better')];
}

/** Targets that are not met, and targets whose verdict changed. */
export const notableTargets = ({ targets }: Pick<DiffRun, 'targets'>): DiffTarget[] =>
  targets.filter(({ base, head }) => head === 'not met' || (base !== null && base !== head));

/** Targets whose verdict differs from the base's. */
export const changedTargets = ({ targets }: Pick<DiffRun, 'targets'>): DiffTarget[] =>
  targets.filter(({ base, head }) => base !== null && base !== head);
