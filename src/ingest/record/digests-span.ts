import type { Digest } from '../../model/documents/digest.ts';
import { largest, smallest } from '../../model/long-lists.ts';

/**
 * Seconds from the first start to the last end of several digests; the longest of them where no clock joins them, null
 * where none has a length. A single digest keeps its length to the last digit: start + length - start would not.
 */
export function secondsOf(
  digests: readonly Pick<Digest, 'startedAtMs' | 'durationSeconds'>[],
): number | null {
  const timed = digests.flatMap(({ startedAtMs, durationSeconds }) =>
    startedAtMs === null || durationSeconds === null ? [] : { startedAtMs, durationSeconds },
  );
  if (timed.length > 0) {
    const first = smallest(timed.map(({ startedAtMs }) => startedAtMs));
    const ends = timed.map((one) => (one.startedAtMs - first) / 1_000 + one.durationSeconds);
    return largest(ends);
  }
  const durations = digests.flatMap(({ durationSeconds }) => durationSeconds ?? []);
  return durations.length === 0 ? null : largest(durations);
}
