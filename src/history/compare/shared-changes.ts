import type { CommonChange, MetricChange } from '../../model/run-report.ts';
import { isTimeMeasure } from '../../model/metrics/time-measure.ts';
import type { Project } from '../../model/documents/project.ts';
import { minimumEffectOf } from '../trends/history-analysis.ts';
import { leavesOutZero } from './open-reason.ts';

/** Which way a metric moves if every endpoint gets slower: 1 up, -1 down, 0 if that says nothing of it. */
function wayOf(change: MetricChange): number {
  const { metric } = change;
  if (/^(?:response|cpu)\./.test(metric) || isTimeMeasure(change)) return 1;
  return /^throughput\.(?:requestsPerSecond|messagesPerMinute)$/.test(metric) ? -1 : 0;
}

const isOpen = ({ verdict, isAbsolute }: MetricChange): boolean =>
  (verdict === 'no-change-shown' || verdict === 'cannot-tell') && isAbsolute !== true;

/**
 * Marks changes that are part of what all endpoints share: as measured, they are changes, and less the common change
 * nothing is left to call. "No change detected" beside +123% would contradict the sentence about every endpoint.
 */
export function withShared(
  changes: readonly MetricChange[],
  common: CommonChange | null,
  project: Project,
): MetricChange[] {
  const sign = common?.certainty == null ? 0 : Math.sign(common.relative);
  return changes.map((change): MetricChange => {
    const { relative, interval, isExplained, isUndirected } = change;
    const isShared =
      isOpen(change) &&
      isExplained !== true &&
      isUndirected !== true &&
      relative !== null &&
      sign !== 0 &&
      Math.sign(relative) === sign * wayOf(change) &&
      Math.abs(relative) >= minimumEffectOf(change, project) &&
      leavesOutZero(interval);
    if (!isShared) return change;
    const { settle: _, ...rest } = change;
    return { ...rest, shared: true };
  });
}

/** A common change of at least half as slow again may be confirmed by its size; docs/statistics.md, "The run effect". */
const leastBySize = Math.log(1.5);

/** The reason for which a common change is confirmed, where only one applies. */
export function withConfirmation(common: CommonChange | null, headSessions: number): CommonChange | null {
  if (common?.certainty !== 'confirmed' || common.control) return common;
  if (headSessions < 2) return { ...common, confirmedBy: 'size' };
  const isLarge = Math.abs(Math.log1p(common.relative)) >= leastBySize;
  return isLarge ? common : { ...common, confirmedBy: 'sessions' };
}
