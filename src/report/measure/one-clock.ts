import type { Digest, EndpointDigest, SlicesDigest } from '../../model/documents/digest.ts';
import { problem, type Problem } from '../../model/problem.ts';

/**
 * Puts the files of a run on one time line. Times of some files are offsets from an unknown start; beside files with
 * dates they would lie in 1970. They are placed at the run's first dated sample, and a warning says so. A run of offsets
 * alone stays as it is.
 */
export function onOneClock(
  digests: readonly Digest[],
  firstSampleMs: number | null,
  folder: string,
): { readonly digests: readonly Digest[]; readonly problems: readonly Problem[] } {
  const relative = digests.filter(isPlaceable);
  if (firstSampleMs === null || relative.length === 0) return { digests, problems: [] };
  const moment = new Date(firstSampleMs).toISOString();
  return {
    digests: digests.map((digest) => (relative.includes(digest) ? later(digest, firstSampleMs) : digest)),
    problems: relative.flatMap(({ sources }) =>
      sources.map(({ file }) =>
        problem(
          'warning',
          `${folder}/${file}`,
          `The times in this file are offsets from an unknown start. They are placed at the start of the dated files, ${moment}.`,
          { hint: 'Give its start as `files[].startedAt` in run.json if it is another.' },
        ),
      ),
    ),
  };
}

/** True for a digest of offsets that has times to place. */
const isPlaceable = ({
  isRelativeTime,
  endpoints,
  transactions,
  memoryReadings,
  cpuReadings,
  timeline,
}: Digest): boolean =>
  isRelativeTime &&
  ([...endpoints, ...transactions].some(({ firstStartMs }) => firstStartMs !== null) ||
    [...memoryReadings, ...cpuReadings, ...timeline].some(({ atMs }) => atMs !== null));

/** The digest with all its times later. */
function later(digest: Digest, byMs: number): Digest {
  const rows = (all: readonly EndpointDigest[]): EndpointDigest[] => all.map((one) => rowLater(one, byMs));
  const points = <Point extends { readonly atMs: number | null }>(all: readonly Point[]): Point[] =>
    all.map((one) => ({ ...one, atMs: one.atMs === null ? null : one.atMs + byMs }));
  return {
    ...digest,
    endpoints: rows(digest.endpoints),
    pooled: rows(digest.pooled),
    transactions: rows(digest.transactions),
    timeline: points(digest.timeline),
    memoryReadings: points(digest.memoryReadings),
    cpuReadings: points(digest.cpuReadings),
  };
}

const rowLater = (row: EndpointDigest, byMs: number): EndpointDigest => ({
  ...row,
  firstStartMs: row.firstStartMs === null ? null : row.firstStartMs + byMs,
  lastEndMs: row.lastEndMs === null ? null : row.lastEndMs + byMs,
  slices: row.slices === null ? null : slicesLater(row.slices, byMs),
});

/** Slices stay aligned to multiples of their width, so that those of several files join: right to half a slice. */
const slicesLater = ({ originMs, widthMs, items }: SlicesDigest, byMs: number): SlicesDigest => ({
  originMs: originMs + Math.round(byMs / widthMs) * widthMs,
  widthMs,
  items,
});
