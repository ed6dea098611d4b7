import type { FileAccount } from './file-account.ts';
import type { Recorder } from './recorder.ts';
import type { Series } from './series.ts';
import { largest, smallest } from '../../model/long-lists.ts';

/** Whole-second start times give a rate within 1% only where the run is at least this long. */
const shortestSpanMs = 100_000;

/**
 * For logs whose start times are whole seconds: the start of a short run is kept, but its length and rate are not
 * derived, since they may be off by seconds. Call it when all samples are in.
 */
export function forgetCoarseSpan(series: readonly Series[], recorder: Recorder, account: FileAccount): void {
  const first = smallest(series.map((one) => one.firstStartMs));
  const last = largest(series.map((one) => one.lastEndMs));
  if (!Number.isFinite(first) || last - first >= shortestSpanMs) return;
  for (const one of series) {
    one.firstStartMs = Infinity;
    one.lastEndMs = -Infinity;
  }
  recorder.startedAtMs = first;
  account.warn(
    'coarse-times',
    'Start times are whole seconds: the run is too short to compute its length and rate from them.',
  );
}
