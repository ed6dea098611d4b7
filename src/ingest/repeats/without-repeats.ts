import { formatValue } from '../../model/text/format.ts';
import { emptyDigest } from './empty-digest.ts';
import type { Digest, IngestWarning, SourceFile } from '../../model/documents/digest.ts';
import type { ReadOptions } from '../adapter.ts';
import type { RawFile } from '../files/raw-file.ts';
import { readSet, type FileSet } from '../read-files.ts';
import type { Naming } from '../record/run-names.ts';
import { Recorder } from '../record/recorder.ts';
import { findRepeats, type HashedFile } from './find-repeats.ts';
import { namedErrorsOf, withNamedErrors, type NamedErrors } from './named-errors.ts';
import { RowHashes } from './row-hashes.ts';
import { canBeCompared, isOfSameTime, RowSpan } from './row-span.ts';
import { append } from '../../model/long-lists.ts';

/** A set of files and how it is read. */
export interface SetToRead {
  readonly set: FileSet;
  readonly options: ReadOptions;
  readonly names?: Naming;
  /** What its files belong to: only files of one scenario can repeat each other. */
  readonly place: string;
}

/** A file that is left out, since others hold all that it holds. */
export interface LeftOut {
  readonly path: string;
  readonly warning: IngestWarning;
  /** What reading it showed; null for a copy, which has not been read. */
  readonly source: SourceFile | null;
  readonly of: string;
  /** What failed, if it is a log of errors. */
  readonly errors?: readonly NamedErrors[];
}

/** What to read, and what to say of the files that were compared. */
export interface Repeats {
  /** Paths of files that are left out. */
  readonly leftOut: readonly LeftOut[];
  /** Warnings of files that count. */
  readonly warnings: readonly { readonly path: string; readonly warning: IngestWarning }[];
}

/** Finds files that repeat others of the same scenario: byte for byte, or row by row in another order or format. */
export async function repeatsAmong(sets: readonly SetToRead[]): Promise<Repeats> {
  const copies: LeftOut[] = [];
  const repeats: Repeats[] = [];
  for (const own of Map.groupBy(sets, ({ place }) => place).values()) {
    const found = await copiesAmong(own.filter(standsAlone).flatMap(({ set }) => set.files));
    append(copies, found);
    const left = new Set(found.map(({ path }) => path));
    repeats.push(await repeatedRows(own, (file) => !left.has(file.path)));
  }
  return {
    leftOut: [...copies, ...repeats.flatMap(({ leftOut }) => leftOut)],
    warnings: repeats.flatMap(({ warnings }) => warnings),
  };
}

/** A set without the files that are left out; null if none is left. */
export function setWithout<Set extends { readonly set: FileSet }>(
  one: Set,
  { leftOut }: Repeats,
): Set | null {
  const paths = new Set(leftOut.map(({ path }) => path));
  const files = one.set.files.filter(({ path }) => !paths.has(path));
  return files.length === 0 ? null : { ...one, set: { ...one.set, files } };
}

/**
 * What was read, with the files that were left out beside it: they have rows and warnings, and count nowhere. Logs of
 * errors state what failed.
 */
export function withLeftOut(digests: readonly Digest[], { leftOut, warnings }: Repeats): Digest[] {
  const sources = new Map(digests.flatMap((digest) => digest.sources.map((one) => [one.file, one] as const)));
  const byPath = new Map(warnings.map(({ path, warning }) => [path, warning]));
  const warned = digests.map((digest) => {
    const explained = leftOut
      .filter(({ of }) => digest.sources.some(({ file }) => file === of))
      .reduce((each, { errors = [] }) => withNamedErrors(each, errors), digest);
    return digest.sources.some(({ file }) => byPath.has(file))
      ? { ...explained, sources: digest.sources.map((one) => withWarning(one, byPath.get(one.file))) }
      : explained;
  });
  const others = leftOut.flatMap(({ source, of, path, warning }) => {
    const known = source ?? sources.get(of);
    return known === undefined ? [] : [emptyDigest([{ ...known, file: path, warnings: [warning] }])];
  });
  return [...warned, ...others];
}

const formatCount = (n: number): string => formatValue(n, 'count');

const withWarning = (source: SourceFile, warning: IngestWarning | undefined): SourceFile =>
  warning === undefined ? source : { ...source, warnings: [...source.warnings, warning] };

/** Files of a tool that writes several a run (criterion's benchmark.json) may be equal and mean different things. */
const standsAlone = ({ set }: SetToRead): boolean => typeof set.adapter.sets === 'string';

/** Files that are byte for byte the same as an earlier one. */
async function copiesAmong(files: readonly RawFile[]): Promise<LeftOut[]> {
  const copies: LeftOut[] = [];
  // Files of different sizes need not be hashed.
  for (const same of Map.groupBy(files, ({ bytes }) => bytes).values()) {
    if (same.length < 2) continue;
    const first = new Map<string, string>();
    for (const raw of same) {
      const hash = await (raw.contentHash?.() ?? raw.sha256());
      const of = first.get(hash);
      if (of === undefined) first.set(hash, raw.path);
      else copies.push({ path: raw.path, of, source: null, warning: copyWarning(raw.path, of) });
    }
  }
  return copies;
}

const copyWarning = (path: string, of: string): IngestWarning => ({
  code: 'repeated-file',
  message: `${path} is byte-identical to ${of}. Only ${of} is counted. Remove ${path}.`,
});

const repeatWarning = ({ file, rows }: SourceFile, of: readonly string[]): IngestWarning => ({
  code: 'repeated-rows',
  message: `All ${formatCount(rows)} rows of ${file} are also in ${of.join(', ')}, which is counted. Remove ${file}.`,
});

const errorLogNote = ({ file, rows }: SourceFile, of: readonly string[]): IngestWarning => ({
  code: 'error-log',
  message: `${file} lists ${formatCount(rows)} failed requests of ${of.join(', ')}. They are counted once, from ${of.join(', ')}.`,
});

/** Logs of single samples, which may hold the rows of another one. */
const holdsSamples = ({ set: { adapter } }: SetToRead): boolean =>
  adapter.sourceClass === 'exact' && (adapter.sets === 'together' || adapter.isClockless === true);

async function repeatedRows(
  sets: readonly SetToRead[],
  isLeft: (file: RawFile) => boolean,
): Promise<Repeats> {
  const candidates = sets
    .filter(holdsSamples)
    .flatMap((one) => one.set.files.filter(isLeft).map((file) => ({ one, file })));
  const hashed: HashedFile[] = [];
  for (const { one, file } of await thoseOfSameTime(candidates)) append(hashed, await hashedFile(one, file));
  const { repeats, overlaps } = findRepeats(hashed);
  const leftOut: LeftOut[] = [];
  for (const { source, of, isErrorLog } of repeats) {
    const log = isErrorLog ? candidates.find(({ file }) => file.path === source.file) : undefined;
    leftOut.push({
      path: source.file,
      of: of[0] ?? '',
      source,
      warning: isErrorLog ? errorLogNote(source, of) : repeatWarning(source, of),
      ...(log !== undefined && { errors: await errorsIn(log) }),
    });
  }
  return {
    leftOut,
    warnings: overlaps.map(({ path, other, shared, rows }) => ({
      path,
      warning: {
        code: 'overlapping-files',
        message: `${formatCount(shared)} rows of ${path} are also in ${other} (the smaller one has ${formatCount(rows)}). Both files count in full.`,
      },
    })),
  };
}

/** What a log of errors says of them. It is read again, because its hashes say nothing of that. */
async function errorsIn({ one: { set, options, names }, file }: Candidate): Promise<NamedErrors[]> {
  const digest = await readSet({ ...set, files: [file] }, options, names === undefined ? {} : { names });
  return namedErrorsOf(digest);
}

/** A file of single samples, and how it is read. */
interface Candidate {
  readonly one: SetToRead;
  readonly file: RawFile;
}

/**
 * The files whose rows may be in others: those of one time. Logs that follow each other, as most do, are distinguished by
 * their first and last rows, without any hash.
 */
async function thoseOfSameTime(candidates: readonly Candidate[]): Promise<readonly Candidate[]> {
  if (candidates.length < 2) return [];
  const known: (Candidate & { readonly span: RowSpan })[] = [];
  for (const { one, file } of candidates) {
    const span = new RowSpan();
    const source = await watchRows(one, file, span);
    if (source !== undefined && canBeCompared(span)) known.push({ one, file, span });
  }
  return known.filter((a) => known.some((b) => a !== b && isOfSameTime(a.span, b.span)));
}

/** Reads one file for the hashes of its rows. */
async function hashedFile(one: SetToRead, file: RawFile): Promise<HashedFile[]> {
  const hashes = new RowHashes();
  const source = await watchRows(one, file, hashes);
  return source === undefined ? [] : [{ path: file.path, hashes, source }];
}

/** Reads one file for its rows alone; undefined for a file that cannot be read, which is reported elsewhere. */
async function watchRows(
  { set, options, names }: SetToRead,
  file: RawFile,
  rows: RowSpan,
): Promise<SourceFile | undefined> {
  const recorder = new Recorder(names === undefined ? { rows } : { rows, names });
  try {
    await set.adapter.read([file], recorder, options);
    const { sources } = await recorder.digest();
    return sources[0];
  } catch {
    return undefined;
  }
}
