import { unreadable } from '../../ingest/files/csv.ts';
import { openRawFile } from '../../ingest/files/raw-file.ts';
import { digestIn, perfolioDigest } from '../../ingest/formats/perfolio-digest.ts';
import { identifyReports } from '../../ingest/split-reports.ts';
import type { FileToRead } from '../../ingest/read-files.ts';
import { usersTogether } from '../../ingest/record/generators.ts';
import { mergeDigests } from '../../ingest/record/merge-digests.ts';
import { isSampled } from '../../ingest/record/test-totals.ts';
import type { Digest, EndpointDigest } from '../../model/documents/digest.ts';
import { commandLine } from '../../model/text/command-line.ts';
import { histogramRelativeError } from '../../stats/histogram.ts';
import { refuseFiles } from './read-digest.ts';

/** A digest and the path of its file. */
interface ReadFile {
  readonly path: string;
  readonly digest: Digest;
}

/**
 * One digest of several, with the sources of them all. Throws a Refusal that names every file that is no digest, or that
 * cannot be added to the others.
 */
export async function mergedDigest(files: readonly FileToRead[]): Promise<Digest> {
  const read: ReadFile[] = [];
  const failed: string[] = [];
  for (const { diskPath, shownPath: path } of files)
    try {
      const { adapter, files: parts } = await identifyReports(await openRawFile(diskPath, path), null);
      if (adapter === perfolioDigest)
        for (const part of parts) read.push({ path: part.path, digest: digestIn(part) });
      else failed.push(`${path}: This is not a digest. Make one first: ${commandLine('digest')}`);
    } catch (error) {
      const { message, hint } = unreadable(error);
      failed.push(`${path}: ${message}${hint === null ? '' : ` ${hint}`}`);
    }
  refuseFiles([...failed, ...read.flatMap(unmergeable), ...repeatedSources(read), ...unlike(read)]);
  const merged = mergeDigests(
    read.map(({ digest }) => digest),
    usersTogether,
  );
  // A single digest keeps what a merged one has no place for.
  return read.length === 1 && read[0] !== undefined ? read[0].digest : merged;
}

/** What of one digest cannot be added to others. */
function unmergeable({ path, digest }: ReadFile): string[] {
  const rows = [...digest.endpoints, ...digest.transactions];
  const reported = rows.find((row) => !isSampled(row));
  if (reported !== undefined)
    return [
      `${path}: The values of "${reported.endpoint}" are reported by a tool, and such percentiles cannot be merged. Commit the digests side by side.`,
    ];
  const other = rows.flatMap(errorsOf).find((error) => !mergeableErrors.includes(error));
  return other === undefined
    ? []
    : [
        `${path}: Its buckets have a relative error of ${other}, Perfolio's have ${histogramRelativeError}. Make the digest with the bucket formula of docs/digest.md.`,
      ];
}

/** Exact values have buckets too. */
const mergeableErrors: readonly number[] = [0, histogramRelativeError];

const errorsOf = ({ latency, latencyOk, latencyFailed }: EndpointDigest): number[] =>
  [latency, latencyOk, latencyFailed].flatMap((one) => one?.relativeError ?? []);

/** Files that two digests were made from would count twice. */
function repeatedSources(read: readonly ReadFile[]): string[] {
  const first = new Map<string, string>();
  return read.flatMap(({ path, digest }) =>
    digest.sources.flatMap(({ file, sha256 }) => {
      const other = sha256 === '' ? undefined : first.get(sha256);
      if (sha256 !== '' && other === undefined) first.set(sha256, path);
      return other === undefined || other === path
        ? []
        : [`${path}: It was made from ${file}, which ${other} already includes. Pass only one of the two.`];
    }),
  );
}

/** What the digests differ in so that their times or readings cannot be put side by side. */
function unlike(read: readonly ReadFile[]): string[] {
  const differs = (what: string, of: (digest: Digest) => string | null): string[] => {
    const known = read.flatMap(({ path, digest }) => {
      const value = of(digest);
      return value === null ? [] : [{ path, value }];
    });
    const [one] = known;
    const other = known.find(({ value }) => value !== one?.value);
    return one === undefined || other === undefined
      ? []
      : [`${other.path}: ${what} ${other.value}, those of ${one.path} ${one.value}. They cannot be merged.`];
  };
  return [
    ...differs('Its times are', ({ isRelativeTime }) =>
      isRelativeTime ? 'offsets without a date' : 'dates',
    ),
    ...differs('Its CPU readings are per', ({ cpuScale }) => cpuScale),
  ];
}
