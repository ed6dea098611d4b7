import type { MetricChange } from '../../model/run-report.ts';

/** The metrics that both runs measured. What only one of them has is listed by itself, and is not inconclusive. */
export const measuredInBoth = (changes: readonly MetricChange[]): MetricChange[] =>
  changes.filter(({ base, head }) => base !== null && head !== null);
