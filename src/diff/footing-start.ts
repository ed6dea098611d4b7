import type { DiffRun } from '../model/documents/diff.ts';

/** True if neither run measured a metric of the other, as a load test and benchmarks. */
export const hasNothingInCommon = ({ base, metrics }: DiffRun): boolean =>
  base !== null && metrics.length > 0 && metrics.every((one) => one.base === null || one.head === null);

/** How the sentence begins that says what a run is compared with; its name follows. */
export function footingStart(run: DiffRun): string {
  if (run.base === null) return 'No baseline';
  if (!run.comparable) return 'Not comparable with ';
  return hasNothingInCommon(run) ? 'No metric in common with ' : 'Compared with ';
}
