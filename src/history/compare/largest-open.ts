import type { MetricChange } from '../../model/run-report.ts';
import { leavesOutZero } from './open-reason.ts';

const isOpen = ({ verdict, isAbsolute, isExplained, isUndirected, shared }: MetricChange): boolean =>
  isUndirected !== true &&
  shared !== true &&
  (verdict === 'no-change-shown' || verdict === 'cannot-tell') &&
  isAbsolute !== true &&
  isExplained !== true;

/**
 * Marks the largest change whose interval excludes 0 and that is not called all the same, since the report compares
 * so much: it is no finding, and no reason for silence either.
 */
export function withLargestOpen(changes: readonly MetricChange[]): readonly MetricChange[] {
  const open = changes.filter((one) => isOpen(one) && leavesOutZero(one.interval) && one.relative !== null);
  const size = ({ relative }: MetricChange): number => Math.abs(relative ?? 0);
  const [first, ...rest] = open;
  if (first === undefined) return changes;
  const largest = rest.reduce((most, next) => (size(next) > size(most) ? next : most), first);
  return changes.map((one) => (one === largest ? { ...one, isLargestOpen: true } : one));
}
