import { at } from '../../model/checked.ts';
import type { Digest } from '../../model/documents/digest.ts';
import { formatSpan, type Span } from '../../model/text/format.ts';
import { problem, type Problem } from '../../model/problem.ts';
import { around, spanOfDigest, spanOfReadings } from '../../report/measure/times/digest-span.ts';

/**
 * Warns of memory and processor readings none of which was taken while the run's requests ran: mostly the clock of
 * another time zone, or a file of another run. Where a time is not known, nothing is said.
 */
export function readingsApart(digests: readonly Digest[], pathOf: (file: string) => string): Problem[] {
  const requests = spanOfRequests(digests);
  if (requests === null) return [];
  return digests.flatMap((digest) => {
    const readings = spanOfReadings(digest);
    if (readings === null || overlap(readings, requests)) return [];
    const { file } = at(digest.sources, 0);
    return problem(
      'warning',
      pathOf(file),
      `No reading was taken while requests ran: the readings are from ${formatSpan(readings)}, the requests from ${formatSpan(requests)}.`,
      {
        hint: `If its times are in another zone, set "timeZone" (for another start, "startedAt") for "match": "${file}" in "files" of run.json. If it belongs to another run, remove it.`,
      },
    );
  });
}

const overlap = (a: Span, b: Span): boolean => a.fromMs <= b.toMs && b.fromMs <= a.toMs;

/** When the requests of a run ran; null where that is unknown of any of them. */
function spanOfRequests(digests: readonly Digest[]): Span | null {
  const spans = digests.filter(({ endpoints }) => endpoints.length > 0).map(spanOfDigest);
  const known = spans.filter((span) => span !== null);
  return known.length < spans.length ? null : around(known.flatMap(({ fromMs, toMs }) => [fromMs, toMs]));
}
