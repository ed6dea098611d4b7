/** Which way is better: `lower` for latency, errors, memory; `higher` for throughput. */
export type Direction = 'lower' | 'higher';

/** True where it is known which way is better. */
export const isDirected = (direction: Direction | 'unknown'): direction is Direction =>
  direction !== 'unknown';

/** The direction to search with: what is found is the same either way, only its verdict needs one. */
export const searchDirection = (direction: Direction | 'unknown'): Direction =>
  isDirected(direction) ? direction : 'lower';

/** Whether a change by `difference` (after minus before) is for the worse. */
export function isWorse(difference: number, direction: Direction): boolean {
  return direction === 'lower' ? difference > 0 : difference < 0;
}
