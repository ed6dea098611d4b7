import { unreadable } from '../files/csv.ts';
import { longestLine } from '../files/lines.ts';
import type { RawFile } from '../files/raw-file.ts';

const bufferBytes = 4 * 1024 * 1024;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/**
 * Takes the bytes of one line, without its end; they are valid during the call only. `line` is 1-based. A line of more
 * than 1 MiB comes as its first bytes with `isCut`.
 */
export type OnLine = (bytes: Buffer, start: number, end: number, line: number, isCut: boolean) => void;

/** Reads a file line by line as bytes, in one pass and bounded memory. LF or CR LF ends a line; empty ones count too. */
export async function scanLines(file: RawFile, onLine: OnLine): Promise<void> {
  const cutter = new ByteLines(onLine);
  try {
    for await (const chunk of file.chunks())
      cutter.push(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    cutter.end();
  } catch (error) {
    throw unreadable(error);
  }
}

/** Cuts bytes that come in chunks into lines; only a line that spans chunks is copied. */
class ByteLines {
  readonly #onLine: OnLine;
  #line = 0;
  #partial: Buffer = Buffer.allocUnsafe(bufferBytes);
  #partialBytes = 0;
  #isSkipping = false;

  constructor(onLine: OnLine) {
    this.#onLine = onLine;
  }

  push(chunk: Buffer): void {
    let start = 0;
    for (;;) {
      const end = chunk.indexOf(lineFeed, start);
      if (end < 0) break;
      if (this.#partialBytes === 0 && !this.#isSkipping) this.#emit(chunk, start, end);
      else this.#finishPartial(chunk, start, end);
      start = end + 1;
    }
    this.#keep(chunk, start, chunk.length);
  }

  end(): void {
    if (this.#partialBytes > 0) this.#finishPartial(this.#partial, 0, 0);
  }

  #emit(bytes: Buffer, start: number, end: number): void {
    this.#line++;
    const isCut = end - start > longestLine;
    const cutEnd = isCut ? start + longestLine : end;
    const hasReturn = cutEnd > start && bytes[cutEnd - 1] === carriageReturn;
    this.#onLine(bytes, start, hasReturn ? cutEnd - 1 : cutEnd, this.#line, isCut);
  }

  #finishPartial(chunk: Buffer, start: number, end: number): void {
    this.#keep(chunk, start, end);
    this.#emit(this.#partial, 0, this.#partialBytes);
    this.#partialBytes = 0;
    this.#isSkipping = false;
  }

  /** Keeps the beginning of a line; past the limit only that it was longer. */
  #keep(chunk: Buffer, start: number, end: number): void {
    const room = longestLine + 1 - this.#partialBytes;
    const taken = Math.min(room, end - start);
    if (taken < end - start) this.#isSkipping = true;
    if (taken <= 0) return;
    chunk.copy(this.#partial, this.#partialBytes, start, start + taken);
    this.#partialBytes += taken;
  }
}
