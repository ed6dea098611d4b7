import type { Digest } from '../model/documents/digest.ts';
import type { AtLeastOne } from '../model/checked.ts';
import type { Adapter, ReadOptions } from './adapter.ts';
import { unreadable } from './files/csv.ts';
import { identifyReports } from './split-reports.ts';
import { IngestError } from './files/ingest-error.ts';
import type { OnRead } from './files/file-bytes.ts';
import { openRawFile, openRawStream, type RawFile } from './files/raw-file.ts';
import { Recorder, type RecorderOptions } from './record/recorder.ts';

/** A raw file on disk and what is known of it from outside. */
export interface FileToRead {
  readonly diskPath: string;
  readonly shownPath: string;
  /** Format id from the manifest or command line; null to know it by content. */
  readonly format: string | null;
  /** Text encoding as the manifest names it; null or left out to know it by content. */
  readonly encoding?: string | null;
  /** True if the manifest says that it ran at the same time as others without a clock. */
  readonly together?: boolean;
  /** The bytes to read in place of the file's, for what is no file, such as stdin. */
  readonly stream?: AsyncIterable<Uint8Array>;
  /** Is called with the bytes read, for progress. */
  readonly onRead?: OnRead;
}

/** Files that one adapter reads together. */
export interface FileSet {
  readonly adapter: Adapter;
  readonly files: AtLeastOne<RawFile>;
}

/** A file that could not be read. */
export interface UnreadFile {
  readonly path: string;
  readonly error: IngestError;
}

/** Opens and recognises files and puts those together that belong together; what cannot be read is returned. */
export async function groupFiles(
  files: readonly FileToRead[],
): Promise<{ sets: FileSet[]; unread: UnreadFile[] }> {
  const sets = new Map<string, OpenSet>();
  const unread: UnreadFile[] = [];
  for (const file of files) {
    const { shownPath, format, together = false } = file;
    try {
      const raw = await opened(file);
      const found = await identifyReports(raw, format);
      for (const part of found.files) addToSet(sets, found.adapter, part, together);
    } catch (error) {
      unread.push({ path: shownPath, error: unreadable(error) });
    }
  }
  return { sets: [...sets.values()], unread };
}

const opened = async ({ diskPath, shownPath, encoding, stream, onRead }: FileToRead): Promise<RawFile> =>
  stream === undefined
    ? openRawFile(diskPath, shownPath, encoding ?? null, onRead)
    : openRawStream(stream, shownPath, onRead);

/** A set that further files may join. */
interface OpenSet {
  readonly adapter: Adapter;
  readonly files: [RawFile, ...RawFile[]];
}

function addToSet(sets: Map<string, OpenSet>, adapter: Adapter, file: RawFile, together: boolean): void {
  const key = `${adapter.id}\u0000${setKey(adapter, file.path, together)}`;
  const set = sets.get(key);
  if (set === undefined) sets.set(key, { adapter, files: [file] });
  else set.files.push(file);
}

function setKey({ sets, isClockless = false }: Adapter, path: string, together: boolean): string {
  if (sets === 'together' || (isClockless && together)) return '';
  return sets === 'each' ? path : sets(path);
}

/** Reads one set into a digest. Throws an IngestError if that is not possible, and nothing else. */
export async function readSet(
  set: FileSet,
  options: ReadOptions,
  recording: RecorderOptions = {},
): Promise<Digest> {
  const recorder = new Recorder(recording);
  try {
    await set.adapter.read(set.files, recorder, options);
    return await recorder.digest();
  } catch (error) {
    throw isFault(error) ? notAsExpected(set.adapter) : unreadable(error);
  }
}

/** True for an error of an adapter's own, on content that it does not expect. Those of the system have a code. */
const isFault = (error: unknown): boolean =>
  !(error instanceof IngestError) && typeof (error as { code?: unknown }).code !== 'string';

/** The fault of one adapter concerns its files alone: all others are read. */
const notAsExpected = ({ title, identifiedBy }: Adapter): IngestError =>
  new IngestError(
    'not-as-expected',
    `The content cannot be read as ${title}.`,
    `Expected: ${identifiedBy} If a "format" is named, leave it out. Otherwise check that the tool wrote the file to its end.`,
  );
