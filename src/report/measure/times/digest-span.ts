import type { Digest } from '../../../model/documents/digest.ts';
import type { Span } from '../../../model/text/format.ts';

/** From the first to the last of some moments; null where none is known. */
export function around(moments: readonly (number | null)[]): Span | null {
  const span = { fromMs: Infinity, toMs: -Infinity };
  for (const moment of moments)
    if (moment !== null) {
      span.fromMs = Math.min(span.fromMs, moment);
      span.toMs = Math.max(span.toMs, moment);
    }
  return span.fromMs > span.toMs ? null : span;
}

/** When the requests of a digest ran; null where that is unknown. */
export function spanOfDigest({
  isRelativeTime,
  startedAtMs,
  durationSeconds,
  endpoints,
}: Digest): Span | null {
  if (isRelativeTime) return null;
  const seen = around(endpoints.flatMap(({ firstStartMs, lastEndMs }) => [firstStartMs, lastEndMs]));
  if (seen !== null) return seen;
  // What a tool printed of a whole test says when that was.
  if (startedAtMs === null || durationSeconds === null) return null;
  return { fromMs: startedAtMs, toMs: startedAtMs + durationSeconds * 1_000 };
}

/** When the readings of memory and processors were taken; null where that is unknown. */
export const spanOfReadings = ({ isRelativeTime, memoryReadings, cpuReadings }: Digest): Span | null =>
  isRelativeTime ? null : around([...memoryReadings, ...cpuReadings].map(({ atMs }) => atMs));
