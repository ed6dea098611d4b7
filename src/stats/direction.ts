/** Which way is better: `lower` for latency, errors, memory; `higher` for throughput. */
export type Direction = 'lower' | 'higher';

/** Whether a change by `difference` (after minus before) is for the worse. */
export function isWorse(difference: number, direction: Direction): boolean {
  return direction === 'lower' ? difference > 0 : difference < 0;
}
