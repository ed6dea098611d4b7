import type { SourceFile } from '../../model/documents/digest.ts';
import { sharedRows, unionOf } from './contained-rows.ts';
import type { RowHashes } from './row-hashes.ts';
import { canBeCompared, isOfSameTime } from './row-span.ts';

/** A file of single samples with the hashes of its rows. */
export interface HashedFile {
  readonly path: string;
  readonly hashes: RowHashes;
  readonly source: SourceFile;
}

/** A file whose rows are all in others: it is left out. */
export interface Repeat {
  readonly source: SourceFile;
  /** The files that hold its rows. */
  readonly of: readonly string[];
  /** True for a log of failed requests alone, which tools such as Taurus write beside that of all requests. */
  readonly isErrorLog: boolean;
}

/** Two files of which some rows are the same: both count. */
export interface Overlap {
  readonly path: string;
  readonly other: string;
  readonly shared: number;
  readonly rows: number;
}

/** Fewer rows without a failure among them may be equal by chance. */
const fewestRows = 20;
/** Share of the smaller file's rows from which equal ones are worth a warning. */
const notableShare = 0.1;

/**
 * Finds files that repeat others. A file is a repeat when each of its rows, as often as it occurs, is in one other
 * file or in the union of several. Rows are never dropped one by one: what is not a repeat as a whole counts.
 */
export function findRepeats(files: readonly HashedFile[]): { repeats: Repeat[]; overlaps: Overlap[] } {
  const left = files.filter(({ hashes }) => canBeCompared(hashes));
  const repeats: Repeat[] = [];
  // Parts before wholes: of a whole beside its parts, the whole stays. Of equals the first stays.
  const order = left.toSorted(
    (a, b) => a.hashes.count - b.hashes.count || files.indexOf(b) - files.indexOf(a),
  );
  for (const file of order) {
    const others = left.filter((other) => other !== file && isOfSameTime(file.hashes, other.hashes));
    const of = isWorthAsking(file) ? holdersOf(file, others) : null;
    if (of === null) continue;
    const isErrorLog = isOfErrors(file) && files.some((one) => of.includes(one.path) && !isOfErrors(one));
    repeats.push({ source: file.source, of, isErrorLog });
    left.splice(left.indexOf(file), 1);
  }
  return { repeats, overlaps: overlapsOf(left) };
}

const isWorthAsking = ({ hashes }: HashedFile): boolean => hashes.count >= fewestRows || hashes.failures > 0;

const isOfErrors = ({ hashes }: HashedFile): boolean => hashes.failures === hashes.count;

/** The files that hold all rows of a file: one of them, else all that hold some; null if a row is in none. */
function holdersOf(file: HashedFile, others: readonly HashedFile[]): string[] | null {
  const { count } = file.hashes;
  const shared = others.map((other) => ({ other, rows: sharedOf(file, other) }));
  const whole = shared.find(({ rows }) => rows === count);
  if (whole !== undefined) return [whole.other.path];
  const some = shared.filter(({ rows }) => rows > 0).map(({ other }) => other);
  if (some.length < 2) return null;
  const hasThreads = [file, ...some].every(({ hashes }) => hashes.hasThreads);
  const union = unionOf(some.map(({ hashes }) => hashes.sorted(hasThreads)));
  return sharedRows(file.hashes.sorted(hasThreads), union) === count ? some.map(({ path }) => path) : null;
}

function sharedOf({ hashes: a }: HashedFile, { hashes: b }: HashedFile): number {
  const hasThreads = a.hasThreads && b.hasThreads;
  return sharedRows(a.sorted(hasThreads), b.sorted(hasThreads));
}

function overlapsOf(files: readonly HashedFile[]): Overlap[] {
  return files.flatMap((file, i) =>
    files.slice(i + 1).flatMap((other) => {
      if (!isOfSameTime(file.hashes, other.hashes)) return [];
      const shared = sharedOf(file, other);
      const rows = Math.min(file.hashes.count, other.hashes.count);
      return shared >= fewestRows && shared >= rows * notableShare
        ? [{ path: file.path, other: other.path, shared, rows }]
        : [];
    }),
  );
}
