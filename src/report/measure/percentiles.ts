import type { PercentileName } from '../../model/run-measures.ts';

/** The percentiles of a report, by name. */
export const percentiles: readonly (readonly [PercentileName, number])[] = [
  ['p50', 0.5],
  ['p90', 0.9],
  ['p95', 0.95],
  ['p99', 0.99],
  ['p999', 0.999],
];
