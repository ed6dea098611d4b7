import type { Digest, EndpointDigest } from '../../../model/documents/digest.ts';
import type { Span } from '../../../model/text/format.ts';
import { spanOfDigest, spanOfReadings } from './digest-span.ts';

/** A time without a longer pause, and the files that it is of. */
export interface FileTimes extends Span {
  readonly files: string;
}

export const dayMs = 86_400_000;

/** Files that are named at most. */
const mostNamed = 3;

/** When the samples or readings of a digest were taken, in parts where more than a day lies between them. */
export function timesOf(digest: Digest): FileTimes[] {
  const span = spanOfDigest(digest) ?? spanOfReadings(digest);
  if (span === null) return [];
  const names = digest.sources.map(({ file }) => file);
  const files = `${names.slice(0, mostNamed).join(', ')}${names.length > mostNamed ? ' …' : ''}`;
  return parted(span, digest.endpoints.flatMap(sliceSpans)).map((part) => ({ ...part, files }));
}

/** Files that are read together are one digest: only its slices tell a pause. */
function sliceSpans({ slices }: EndpointDigest): Span[] {
  if (slices === null) return [];
  const { originMs, widthMs, items } = slices;
  return items.map(({ index }) => {
    const fromMs = originMs + index * widthMs;
    return { fromMs, toMs: fromMs + widthMs };
  });
}

/** A span in parts, wherever nothing happened for more than a day. */
function parted(whole: Span, slices: readonly Span[]): Span[] {
  const parts: Span[] = [];
  let from = whole.fromMs;
  let to = whole.fromMs;
  for (const slice of slices.toSorted((a, b) => a.fromMs - b.fromMs)) {
    if (slice.fromMs - to > dayMs) {
      parts.push({ fromMs: from, toMs: to });
      from = slice.fromMs;
    }
    to = Math.max(to, slice.toMs);
  }
  return [...parts, { fromMs: from, toMs: Math.max(whole.toMs, from) }];
}
