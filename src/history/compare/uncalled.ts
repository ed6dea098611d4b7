import type { MetricChange } from '../../model/run-report.ts';
import { leavesOutZero } from './open-reason.ts';

/**
 * Makes each change inconclusive whose interval excludes 0 and that is not called: "no change detected" beside an interval
 * that shows one would contradict it. It may be a change that the number of metrics, the run effect or a smaller size
 * keeps from being called. A change that another one of the report explains has a wording of its own.
 */
export const withUncalled = (changes: readonly MetricChange[]): MetricChange[] =>
  changes.map((change) => {
    const { verdict, interval, shared, isExplained } = change;
    const isUncalled =
      verdict === 'no-change-shown' && shared !== true && isExplained !== true && leavesOutZero(interval);
    return isUncalled ? { ...change, verdict: 'cannot-tell' } : change;
  });
