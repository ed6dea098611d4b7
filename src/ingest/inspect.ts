import type { Digest, EndpointDigest, SourceFile } from '../model/digest.ts';
import type { InspectedFile, Inspection } from '../model/inspection.ts';
import type { ReadOptions } from './adapter.ts';
import { endpointRow } from './record/endpoint-row.ts';
import type { IngestError } from './files/ingest-error.ts';
import { groupFiles, readSet, type FileToRead, type UnreadFile } from './read-files.ts';
import { cpuSummaries, memorySummaries } from './record/resource-rows.ts';

/** Reads raw files and says what they hold, whatever they are. Never throws for a file's content. */
export async function inspectFiles(files: readonly FileToRead[], options: ReadOptions): Promise<Inspection> {
  const { sets, unread } = await groupFiles(files);
  const digests: Digest[] = [];
  for (const set of sets) {
    try {
      digests.push(await readSet(set, options));
    } catch (error) {
      // `readSet` throws nothing else. All files of the set are without figures.
      unread.push(...set.files.map((file) => ({ path: file.path, error: error as IngestError })));
    }
  }
  const order = new Map(files.map((file, i) => [file.shownPath, i]));
  const told = [...digests.flatMap((digest) => digest.sources.map(readFile)), ...unread.map(unreadFile)];
  return { ...inspection(digests), files: told.sort((a, b) => order.get(a.path)! - order.get(b.path)!) };
}

/** What digests hold, without their files. */
export function inspection(digests: readonly Digest[]): Inspection {
  const starts = digests.flatMap((digest) => digest.startedAtMs ?? []);
  const durationSeconds = span(digests);
  return {
    schemaVersion: 1,
    files: [],
    startedAt: starts.length === 0 ? null : new Date(Math.min(...starts)).toISOString(),
    durationSeconds,
    endpoints: digests.flatMap((digest) =>
      digest.endpoints.map((one) => endpointRow(one, digest.durationSeconds)),
    ),
    transactions: digests.flatMap((digest) =>
      digest.transactions.map((one) => endpointRow(one, digest.durationSeconds)),
    ),
    total: total(digests),
    measures: digests.flatMap((digest) => digest.measures),
    memory: digests.flatMap(memorySummaries),
    cpu: digests.flatMap(cpuSummaries),
    history: digests.flatMap((digest) => digest.history.map((one) => ({ ...one, points: [...one.points] }))),
  };
}

/** From the first start to the last end over all digests; the longest where no clock joins them. */
function span(digests: readonly Digest[]): number | null {
  const timed = digests.filter((digest) => digest.startedAtMs !== null && digest.durationSeconds !== null);
  if (timed.length > 0) {
    const ends = timed.map((digest) => digest.startedAtMs! + digest.durationSeconds! * 1_000);
    return (Math.max(...ends) - Math.min(...timed.map((digest) => digest.startedAtMs!))) / 1_000;
  }
  const durations = digests.flatMap((digest) => digest.durationSeconds ?? []);
  return durations.length === 0 ? null : Math.max(...durations);
}

/** Requests of all files. Where samples are there, printed aggregates of the same test do not count again. */
function total(digests: readonly Digest[]): Inspection['total'] {
  const sampled = digests.filter((digest) => digest.pooled.some(isSampled));
  const counted = sampled.length > 0 ? sampled : digests;
  const endpoints = withCounts(counted.flatMap((digest) => digest.endpoints));
  const errors = endpoints.map((one) => one.errors);
  const users = digests.flatMap((digest) => usersOf(digest));
  return {
    count: endpoints.reduce((sum, one) => sum + (one.count ?? 0), 0),
    errors: errors.some((one) => one === null) ? null : errors.reduce<number>((sum, one) => sum + one!, 0),
    requestsPerSecond: totalRate(counted, endpoints),
    maxUsers: users.length === 0 ? null : Math.max(...users),
  };
}

/** True where single samples were read, not a tool's figures. */
const isSampled = ({ latency, firstStartMs }: EndpointDigest): boolean =>
  firstStartMs !== null || (latency !== null && latency.source !== 'reported');

const usersOf = (digest: Digest): number[] => [
  ...[...digest.endpoints, ...digest.pooled].flatMap((one) => one.maxUsers ?? []),
  ...digest.timeline.flatMap((point) => point.users ?? []),
];

/** Rows that say how many requests they are of, where any does: others (bare percentiles) add nothing to a total. */
function withCounts(endpoints: readonly EndpointDigest[]): readonly EndpointDigest[] {
  const counted = endpoints.filter((one) => one.count !== null);
  return counted.length > 0 ? counted : endpoints;
}

function totalRate(digests: readonly Digest[], endpoints: readonly EndpointDigest[]): number | null {
  const reported = endpoints.map((one) => one.reportedRequestsPerSecond);
  if (endpoints.length > 0 && reported.every((rate) => rate !== null))
    return reported.reduce<number>((sum, rate) => sum + rate, 0);
  const seconds = span(digests);
  const count = endpoints.reduce((sum, one) => sum + (one.count ?? 0), 0);
  return endpoints.length > 0 && seconds !== null && seconds > 0 ? count / seconds : null;
}

function readFile(source: SourceFile): InspectedFile {
  const { file, sha256, bytes, format, tool, toolVersion, rows, refused, warnings } = source;
  return {
    path: file,
    format,
    tool,
    toolVersion,
    sha256,
    bytes,
    rows,
    refused: { count: refused.count, first: [...refused.first] },
    warnings: [...warnings],
    error: null,
  };
}

function unreadFile({ path, error }: UnreadFile): InspectedFile {
  return {
    path,
    format: null,
    tool: null,
    toolVersion: null,
    sha256: null,
    bytes: null,
    rows: null,
    refused: { count: 0, first: [] },
    warnings: [],
    error: { code: error.code, message: error.message, hint: error.hint },
  };
}
