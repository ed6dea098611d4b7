import { numberAt } from '../../stats/numbers.ts';
import { fallbackEncoding } from '../files/decode.ts';
import { decimalOf, wholeNumberOf } from './byte-numbers.ts';
import { giveScanMemory, growScanMemory, takeScanMemory, type ScanMemory } from './scan-memory.ts';

const quote = 0x22;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** Fields past this many in one row are counted, but cannot be asked for. */
const mostFields = 512;

/** Bytes taken in at a time: what is found in them stays in the processor's cache. */
const stepBytes = 128 * 1024;
const marksBytes = stepBytes * 4;
const firstRoom = 1024 * 1024;
const memoryBytes = marksBytes + firstRoom;

/** A row may not be longer than this: a quote that is never closed must not swallow a whole file. */
export const longestRow = 16 * 1024 * 1024;

/** Where within a row the scanner is. */
const inField = 0;
const inQuotes = 1;
/** After a quote within quotes: the end of the field, or the first of two that stand for one. */
const afterQuote = 2;
const inBrokenRow = 3;

/** What a scanner tells its owner. */
export interface ScanEvents {
  /** Called with the scanner standing on a row; its bytes are valid during the call only. */
  readonly row: (row: CsvScanner) => void;
  /** A row that is no CSV: the 1-based line on which it begins, and why. It is skipped to its line's end. */
  readonly broken: (line: number, reason: string) => void;
}

/**
 * Finds the rows and fields of CSV (RFC 4180, any one-byte delimiter, LF or CR LF) in bytes, without making a string
 * of anything that is not asked for. It is fed with `push` and knows no file. Rows may have any number of fields;
 * empty lines are no rows.
 */
export class CsvScanner {
  /** 1-based line on which the present row begins. */
  line = 1;
  /** Fields of the present row. */
  fieldCount = 0;
  /** What field positions point into. */
  bytes: Uint8Array;
  readonly #delimiter: number;
  readonly #events: ScanEvents;
  // The positions of marks come first in the memory, the bytes after them, so that there is room to grow.
  readonly #memory: ScanMemory = takeScanMemory(memoryBytes);
  #marks: Int32Array;
  /** Where fields begin and end, from the row's start. */
  readonly #starts = new Int32Array(mostFields);
  readonly #ends = new Int32Array(mostFields);
  #rowStart = marksBytes;
  #filled = marksBytes;
  #state = inField;
  #field = 0;
  #linesInside = 0;

  constructor(delimiter: string, events: ScanEvents) {
    this.#delimiter = delimiter.charCodeAt(0);
    this.#events = events;
    this.bytes = new Uint8Array(this.#memory.memory.buffer);
    this.#marks = new Int32Array(this.#memory.memory.buffer, 0, stepBytes);
  }

  /** Takes in the next bytes. Returns false where a row has become longer than 16 MiB: nothing more can be read. */
  push(chunk: Uint8Array): boolean {
    for (let from = 0; from < chunk.length; from += stepBytes) {
      const step = chunk.subarray(from, from + stepBytes);
      if (!this.#makeRoom(step.length)) return false;
      this.bytes.set(step, this.#filled);
      this.#filled += step.length;
      this.#take(this.#filled - step.length);
    }
    return true;
  }

  /** Ends the last row where no line end does. The scanner's memory is the next one's then. */
  finish(): void {
    while (this.#rowStart < this.#filled) {
      if (this.#state === inQuotes) this.#rereadPastQuote();
      else {
        // As if a line feed followed. There is always room for it.
        this.bytes[this.#filled] = lineFeed;
        this.#filled++;
        this.#take(this.#filled - 1);
      }
    }
    giveScanMemory(this.#memory, memoryBytes);
  }

  /** A quote that is never closed: its line is broken, and the lines after it are read as if it were not there. */
  #rereadPastQuote(): void {
    this.#events.broken(this.line, 'a quote is never closed');
    const lineEnd = this.bytes.indexOf(lineFeed, this.#rowStart);
    const next = lineEnd < 0 || lineEnd >= this.#filled ? this.#filled : lineEnd + 1;
    this.#linesInside = 0;
    this.#startRow(next, 1);
    for (let from = next, end = this.#filled; from < end; from += stepBytes)
      this.#take(from, Math.min(end, from + stepBytes));
  }

  /** Moves the row begun to the front, and makes the memory larger where that is not enough. */
  #makeRoom(wanted: number): boolean {
    const partial = this.#filled - this.#rowStart;
    if (partial > longestRow) return false;
    // 16 bytes more: vectors are read whole, and a line feed may be added.
    const needed = wanted + 16;
    if (this.#filled + needed <= this.bytes.length) return true;
    this.bytes.copyWithin(marksBytes, this.#rowStart, this.#filled);
    this.#rowStart = marksBytes;
    this.#filled = marksBytes + partial;
    if (this.#filled + needed > this.bytes.length) this.#grow();
    return true;
  }

  #grow(): void {
    growScanMemory(this.#memory, this.bytes.length - marksBytes);
    this.bytes = new Uint8Array(this.#memory.memory.buffer);
    this.#marks = new Int32Array(this.#memory.memory.buffer, 0, stepBytes);
  }

  /** Goes through the marks of `[from, to)`, at most one step of bytes. */
  #take(from: number, to = this.#filled): void {
    const { bytes } = this;
    const delimiter = this.#delimiter;
    const marks = this.#marks;
    const starts = this.#starts;
    const ends = this.#ends;
    const count = this.#memory.findMarks(from, to, delimiter, 0);
    let rowStart = this.#rowStart;
    let state = this.#state;
    let field = this.#field;
    for (let i = 0; i < count; i++) {
      const at = marks[i] ?? 0;
      if (at >= to) break;
      const byte = bytes[at] ?? 0;
      if (state === inField) {
        ends[field] = at - rowStart;
        if (byte === delimiter) starts[++field] = at + 1 - rowStart;
        else if (byte === lineFeed) {
          this.#finishField(field, at);
          rowStart = this.#endRow(field + 1, at);
          field = 0;
        } else if (at === rowStart + (starts[field] ?? 0)) {
          starts[field] = at + 1 - rowStart;
          state = inQuotes;
        } else state = inBrokenRow;
      } else if (state === inQuotes) {
        if (byte === lineFeed) this.#linesInside++;
        else if (byte === quote) {
          ends[field] = at - rowStart;
          state = afterQuote;
        }
      } else {
        const gap = at - rowStart - (ends[field] ?? 0);
        const isNext = state === afterQuote && (gap === 1 || (gap === 2 && isLineEnd(bytes, at)));
        if (isNext && byte === quote) state = inQuotes;
        else if (isNext && byte === delimiter) {
          starts[++field] = at + 1 - rowStart;
          state = inField;
        } else if (byte === lineFeed) {
          rowStart = isNext ? this.#endRow(field + 1, at) : this.#endBroken(at);
          field = 0;
          state = inField;
        } else state = inBrokenRow;
      }
    }
    this.#state = state;
    this.#field = field;
  }

  /** An unquoted last field loses the CR of a CR LF. */
  #finishField(field: number, lineEnd: number): void {
    const end = lineEnd - this.#rowStart;
    if (end > numberAt(this.#starts, field) && this.bytes[lineEnd - 1] === carriageReturn)
      this.#ends[field] = end - 1;
  }

  /** Reports the row that ends at `lineEnd`, unless it is an empty line. Returns where the next one begins. */
  #endRow(fields: number, lineEnd: number): number {
    const isEmptyLine = fields === 1 && this.#ends[0] === 0;
    if (!isEmptyLine) {
      this.fieldCount = fields;
      this.#events.row(this);
    }
    return this.#startRow(lineEnd + 1, 1);
  }

  #endBroken(lineEnd: number): number {
    this.#events.broken(this.line, 'a quote at an invalid position');
    return this.#startRow(lineEnd + 1, 1);
  }

  #startRow(at: number, linesPassed: number): number {
    this.line += this.#linesInside + linesPassed;
    this.#linesInside = 0;
    this.#rowStart = at;
    this.#starts[0] = 0;
    this.#state = inField;
    this.#field = 0;
    return at;
  }

  /** Where a field's content begins; quotes around it are not content. */
  startOf(field: number): number {
    return this.#rowStart + numberAt(this.#starts, field);
  }

  /** Where a field's content ends. */
  endOf(field: number): number {
    return this.#rowStart + numberAt(this.#ends, field);
  }

  /** A field of decimal digits as a number >= 0; NaN for anything else and for a field that is not there. */
  whole(field: number): number {
    return this.has(field) ? wholeNumberOf(this.bytes, this.startOf(field), this.endOf(field)) : NaN;
  }

  /** A field that holds a decimal number (fraction, sign and exponent allowed); NaN for anything else. */
  decimal(field: number): number {
    return this.has(field) ? decimalOf(this.bytes, this.startOf(field), this.endOf(field)) : NaN;
  }

  /** A field as text, doubled quotes undone; undefined for a field that is not there. */
  text(field: number): string | undefined {
    return this.has(field) ? fieldText(this.bytes, this.startOf(field), this.endOf(field)) : undefined;
  }

  /** All fields of the row as text. */
  texts(): string[] {
    return Array.from(
      { length: Math.min(this.fieldCount, mostFields) },
      (_, field) => this.text(field) ?? '',
    );
  }

  /** True where the present row has the field. */
  has(field: number): boolean {
    return field >= 0 && field < this.fieldCount && field < mostFields;
  }
}

/** True where a CR LF ends at `at`. */
const isLineEnd = (bytes: Uint8Array, at: number): boolean =>
  bytes[at] === lineFeed && bytes[at - 1] === carriageReturn;

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const strictDecoder = new TextDecoder('utf-8', { ignoreBOM: true, fatal: true });
const fallbackDecoder = new TextDecoder(fallbackEncoding);

/** The bytes of a field as text. A quoted field's doubled quotes become single ones; no other field holds a quote. */
export function fieldText(bytes: Uint8Array, start: number, end: number): string {
  const field = bytes.subarray(start, end);
  const decoded = decoder.decode(field);
  const text = decoded.includes('\ufffd') ? unlikeUtf8(field) : decoded;
  return text.includes('""') ? text.replaceAll('""', '"') : text;
}

/** A field that is no UTF-8, byte for byte: broken characters would make two names one. */
function unlikeUtf8(field: Uint8Array): string {
  try {
    return strictDecoder.decode(field);
  } catch {
    return fallbackDecoder.decode(field);
  }
}
