import type { Digest, EndpointDigest, HistorySeries, SourceFile } from '../model/documents/digest.ts';
import type { InspectedFile, Inspection } from '../model/documents/inspection.ts';
import type { ReadOptions } from './adapter.ts';
import { endpointRow } from './record/endpoint-row.ts';
import { isSampled, pooledRow, totalOf, type Test } from './record/test-totals.ts';
import type { IngestError } from './files/ingest-error.ts';
import { repeatsAmong, setWithout, withLeftOut } from './repeats/without-repeats.ts';
import { settledDigests } from './across-files/settled-digests.ts';
import { sourcesOf, wholePath, withWholeSources } from './split-reports.ts';
import { groupFiles, readSet, type FileToRead, type UnreadFile } from './read-files.ts';
import { cpuSummaries, memorySummaries } from './record/resource-rows.ts';
import { append, largest, smallest } from '../model/long-lists.ts';

/** Reads raw files and says what they hold, whatever they are. Never throws for a file's content. */
export async function inspectFiles(files: readonly FileToRead[], options: ReadOptions): Promise<Inspection> {
  const { sets, unread } = await groupFiles(files);
  const repeats = await repeatsAmong(sets.map((set) => ({ set, options, place: '' })));
  const read: Digest[] = [];
  for (const { set } of sets.flatMap((one) => setWithout({ set: one }, repeats) ?? [])) {
    try {
      read.push(await readSet(set, options));
    } catch (error) {
      // `readSet` throws nothing else. All files of the set are without figures.
      append(
        unread,
        set.files.map((file) => ({ path: file.path, error: error as IngestError })),
      );
    }
  }
  const paths = new Set(files.map(({ shownPath }) => shownPath));
  const digests = withWholeSources(settledDigests(withLeftOut(read, repeats)), paths);
  const order = new Map(files.map((file, i) => [file.shownPath, i]));
  const shown = [...sourcesOf(digests).map(readFile), ...unread.map((one) => unreadFile(one, paths))];
  return {
    ...inspection(digests),
    files: shown.sort((a, b) => (order.get(a.path) ?? 0) - (order.get(b.path) ?? 0)),
  };
}

/** What digests hold, without their files. */
export function inspection(digests: readonly Digest[]): Inspection {
  const starts = digests.flatMap((digest) => digest.startedAtMs ?? []);
  const tests = countedTests(digests);
  const { count, errors, requestsPerSecond, durationSeconds, spanSeconds } = totalOf(tests);
  return {
    schemaVersion: 1,
    files: [],
    startedAt: starts.length === 0 ? null : new Date(smallest(starts)).toISOString(),
    durationSeconds: tests.length === 0 ? durationOfReadings(digests) : (spanSeconds ?? durationSeconds),
    endpoints: digests.flatMap((digest) =>
      digest.endpoints.map((one) => endpointRow(one, digest.durationSeconds)),
    ),
    transactions: digests.flatMap((digest) =>
      digest.transactions.map((one) => endpointRow(one, digest.durationSeconds)),
    ),
    total: {
      ...(isWithoutRequests(digests) ? { count: 0, errors: 0 } : { count, errors }),
      requestsPerSecond,
      maxUsers: maxUsers(digests),
    },
    measures: digests.flatMap(({ measures }) =>
      measures.map(({ name, unit, direction, value, n }) => ({ name, unit, direction, value, n })),
    ),
    memory: digests.flatMap(memorySummaries),
    cpu: digests.flatMap(cpuSummaries),
    history: digests.flatMap((digest) => digest.history.map(historyRow)),
  };
}

const testOf = (digest: Digest): Test => ({
  endpoints: digest.endpoints,
  whole: wholeOf(digest),
  times: digest,
});

/** All requests of one scenario; several have no row of all. */
const wholeOf = ({ endpoints, pooled }: Digest): EndpointDigest | null =>
  new Set(endpoints.map(({ scenario }) => scenario)).size <= 1 ? pooledRow(pooled) : null;

/** Tests that count. Where samples are there, printed aggregates of the same test do not count again. */
function countedTests(digests: readonly Digest[]): Test[] {
  const sampled = digests.filter((digest) => digest.pooled.some(isSampled));
  return (sampled.length > 0 ? sampled : digests.filter(({ endpoints }) => endpoints.length > 0)).map(testOf);
}

/** True for readings of memory and processors, or an empty log; a benchmark's measures are of calls without a count. */
const isWithoutRequests = (digests: readonly Digest[]): boolean =>
  digests.every(
    ({ endpoints, measures, cpuReadings, memoryReadings }) =>
      endpoints.length === 0 &&
      (measures.length === 0 || cpuReadings.length > 0 || memoryReadings.length > 0),
  );

const usersOf = (digest: Digest): number[] => [
  ...[...digest.endpoints, ...digest.pooled].flatMap((one) => one.maxUsers ?? []),
  ...digest.timeline.flatMap((point) => point.users ?? []),
];

function maxUsers(digests: readonly Digest[]): number | null {
  const users = digests.flatMap(usersOf);
  return users.length === 0 ? null : largest(users);
}

/** The longest of files without requests: readings of memory and processors, histories. */
function durationOfReadings(digests: readonly Digest[]): number | null {
  const durations = digests.flatMap((digest) => digest.durationSeconds ?? []);
  return durations.length === 0 ? null : largest(durations);
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

function unreadFile({ path, error }: UnreadFile, paths: ReadonlySet<string>): InspectedFile {
  return {
    path: wholePath(path, paths),
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

/** Links to commits name owners and hosts, so they are left out. */
const historyRow = ({ points, ...series }: HistorySeries): Inspection['history'][number] => ({
  ...series,
  points: points.map(({ at, value, commit }) => ({ at, value, commit })),
});
