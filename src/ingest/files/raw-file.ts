import { hash } from 'node:crypto';
import { statSync, type Stats } from 'node:fs';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { detectEncoding, hasUtf8Mark, notUtf8, toUtf8, type Encoding, type NotUtf8 } from './decode.ts';
import { openBytes, type FileBytes, type OnRead } from './file-bytes.ts';
import { gunzipStart, limitExpansion } from './gunzip.ts';
import { bytesOfStream } from './stream-bytes.ts';
import { documentLimits } from './document-limits.ts';
import { IngestError } from './ingest-error.ts';
import { describeSystemError } from './system-error.ts';
import { hasBareNumbers, parseLenientJson } from './lenient-json.ts';

const readChunkBytes = 1024 * 1024;

/** The start of a file as text, and the whole document where it is JSON. */
export interface Head {
  /** The first characters, UTF-8, without byte order mark. */
  readonly text: string;
  /** Lines of `text`; the last one is left out where the head cuts it. */
  readonly lines: readonly string[];
  /** True where `text` is the whole file. */
  readonly isWhole: boolean;
  /** The first raw (decompressed) bytes, for binary formats. */
  readonly bytes: Uint8Array;
  /** The parsed document where the whole file is one JSON value, else undefined. */
  readonly json: unknown;
}

/** A file on disk or a stream, opened for reading: content only, its name never decides anything. */
export interface RawFile {
  /** The path as it is shown. */
  readonly path: string;
  /** Size on disk; of a stream, the bytes that were read so far. */
  readonly bytes: number;
  /** True for a stream, whose content can be read once. */
  readonly isOnce: boolean;
  readonly head: Head;
  /** Set if the bytes are not all UTF-8 and their encoding is not named. */
  readonly notUtf8: NotUtf8 | null;
  /** SHA-256 of the bytes on disk, in hex. */
  sha256(): Promise<string>;
  /** A hash of what is read: of its own text for one of several reports in a file; left out if that is `sha256`. */
  readonly contentHash?: () => Promise<string>;
  /** False where the last line has no end: the tool may have been stopped while it wrote. True for gzip. */
  endsWithNewline(): Promise<boolean>;
  /** The content: decompressed, UTF-8, without byte order mark. */
  stream(): Readable;
  /** As `stream`, without garbage where the file needs no conversion: a chunk is valid until the next is asked for. */
  chunks(): AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
  /** The whole content as text. Throws an IngestError for a document that memory could not hold. */
  text(): Promise<string>;
}

const isGzip = (head: Uint8Array): boolean => head[0] === 0x1f && head[1] === 0x8b;

/** Opens a raw file. Throws an IngestError where it is no file, or is empty. */
export async function openRawFile(
  diskPath: string,
  shownPath: string = diskPath,
  named: Encoding | null = null,
  onRead?: OnRead,
): Promise<RawFile> {
  const info = statOf(diskPath);
  if (info.isDirectory())
    throw new IngestError(
      'directory',
      'This is a folder, not a file.',
      'Name the files in it, such as FOLDER/*.csv.',
    );
  if (!info.isFile()) throw new IngestError('not-a-file', 'This is not a regular file.');
  return rawFileOf(await openBytes(diskPath, info.size, onRead), shownPath, named);
}

/** Opens a stream, such as stdin. Throws an IngestError where it is empty. */
export const openRawStream = async (
  stream: AsyncIterable<Uint8Array>,
  shownPath: string,
  onRead?: OnRead,
): Promise<RawFile> =>
  rawFileOf(
    await bytesOfStream(stream, (head) => isJsonDocument(isGzip(head) ? gunzipStart(head) : head), onRead),
    shownPath,
    null,
  );

async function rawFileOf(onDisk: FileBytes, shownPath: string, named: Encoding | null): Promise<RawFile> {
  if (onDisk.size() === 0)
    throw new IngestError(
      'empty',
      'The file is empty.',
      'Check that the tool finished writing it, or remove it.',
    );
  const gzip = isGzip(onDisk.head);
  const plain = gzip ? gunzipStart(onDisk.head) : onDisk.head;
  const detected = detectEncoding(plain);
  const unlike = named === null && detected === 'utf-8' ? notUtf8(plain) : null;
  const encoding = named === null ? (unlike?.readAs ?? detected) : new TextDecoder(named).encoding;
  const source = (): Readable => contentStream(onDisk.stream(), gzip ? onDisk.size : null, encoding);
  const isWhole = !gzip && onDisk.isInMemory;
  const text = async (): Promise<string> => readText(source());
  return {
    path: shownPath,
    get bytes() {
      return onDisk.size();
    },
    isOnce: onDisk.isOnce,
    notUtf8: unlike,
    head: await makeHead(plain, encoding, isWhole, text),
    sha256: onDisk.sha256,
    endsWithNewline: async () => gzip || (await onDisk.last()) === 0x0a,
    stream: source,
    chunks: () => (gzip || encoding !== 'utf-8' ? source() : onDisk.chunks(hasUtf8Mark(plain) ? 3 : 0)),
    text,
  };
}

/** One of several reports in a file, as a file of its own with the name `name`. */
export function partOfFile(file: RawFile, name: string, text: string): RawFile {
  const bytes = Buffer.from(text);
  const all = text.split(/\r\n|\n|\r/);
  const json = /^\s*[{[]/.test(text) ? parseJson(text) : undefined;
  return {
    ...file,
    path: name,
    contentHash: () => Promise.resolve(hash('sha256', bytes)),
    head: { text, lines: all, isWhole: true, bytes, json },
    endsWithNewline: () => Promise.resolve(text.endsWith('\n')),
    stream: () => Readable.from([bytes], { objectMode: false }),
    chunks: () => [bytes],
    text: () => Promise.resolve(text),
  };
}

function statOf(path: string): Stats {
  try {
    return statSync(path);
  } catch (error) {
    throw new IngestError('not-found', describeSystemError(error), 'Check the path.');
  }
}

function contentStream(raw: Readable, gzipBytes: (() => number) | null, encoding: Encoding): Readable {
  const toText = toUtf8(encoding);
  // The callback is needed: an error of any part then destroys the last one, whose reader sees it.
  const ignore = (): void => undefined;
  if (gzipBytes === null) return pipeline(raw, toText, ignore);
  const gunzip = createGunzip({ chunkSize: readChunkBytes });
  return pipeline(raw, gunzip, limitExpansion(gzipBytes), toText, ignore);
}

async function readText(stream: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  const check = documentLimits();
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    check(chunk);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

async function makeHead(
  plain: Buffer,
  encoding: Encoding,
  isWhole: boolean,
  wholeText: () => Promise<string>,
): Promise<Head> {
  const text = new TextDecoder(encoding).decode(plain);
  const all = text.split(/\r\n|\n|\r/);
  const lines = isWhole ? all : all.slice(0, -1);
  const mayBeJson = mayBeDocument(text, lines);
  const json = mayBeJson ? parseJson(isWhole ? text : await wholeText()) : undefined;
  return { text, lines, isWhole, bytes: plain, json };
}

const mayBeDocument = (text: string, lines: readonly string[]): boolean =>
  /^\s*[{[]/.test(text) && !isJsonPerLine(lines);

/** True for the start of a JSON document, which is parsed as a whole. */
function isJsonDocument(start: Buffer): boolean {
  const text = new TextDecoder().decode(start);
  return mayBeDocument(text, text.split(/\r\n|\n|\r/).slice(0, -1));
}

/** True where the first line is a JSON value and another line follows: such a log is never parsed as a whole. */
function isJsonPerLine(lines: readonly string[]): boolean {
  const [first = '', second = ''] = lines;
  return second.trim() !== '' && parseJson(first) !== undefined;
}

/** The value of a JSON document; undefined where the text is none (NDJSON, say). */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return hasBareNumbers(text) ? parseLenient(text) : undefined;
  }
}

function parseLenient(text: string): unknown {
  try {
    return parseLenientJson(text);
  } catch {
    return undefined;
  }
}
