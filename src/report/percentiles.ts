import type { Bounds } from '../model/metric-value.ts';
import type { PercentileName } from '../model/run-measures.ts';
import { wilson } from '../stats/proportion.ts';

/** The percentiles of a report, by name. */
export const percentiles: readonly (readonly [PercentileName, number])[] = [
  ['p50', 0.5],
  ['p90', 0.9],
  ['p95', 0.95],
  ['p99', 0.99],
  ['p999', 0.999],
];

/** Wilson's 95 % interval of an error rate. */
export function rateInterval(errors: number, count: number): Bounds | null {
  return count === 0 ? null : wilson(errors, count);
}
