import { decimalOf, wholeNumberOf } from './byte-numbers.ts';

const quote = 0x22;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** Fields past this many in one row are counted, but cannot be asked for. */
const mostFields = 512;

/** What a scanner tells its owner; `row` is called with the scanner standing on the row. */
export interface ScanEvents {
  readonly row: (row: CsvScanner) => void;
  /** A row that is no CSV: the 1-based line on which it begins, and why. It is skipped to its line's end. */
  readonly broken: (line: number, reason: string) => void;
}

/**
 * Finds the rows and fields of CSV (RFC 4180, any one-byte delimiter, LF or CR LF) in bytes, without making a string
 * of anything that is not asked for. It knows no file: `scan` is given bytes and says how many of them it used up.
 */
export class CsvScanner {
  /** 1-based line on which the present row begins. */
  line = 1;
  /** Fields of the present row. */
  fieldCount = 0;
  readonly #delimiter: number;
  readonly #highest: number;
  readonly #events: ScanEvents;
  readonly #starts = new Int32Array(mostFields);
  readonly #ends = new Int32Array(mostFields);
  #bytes: Uint8Array = new Uint8Array(0);

  constructor(delimiter: string, events: ScanEvents) {
    this.#delimiter = delimiter.charCodeAt(0);
    // Only bytes up to this one can mean anything: one comparison passes over most of the text.
    this.#highest = Math.max(quote, this.#delimiter);
    this.#events = events;
  }

  /**
   * Reads all rows that end within `bytes[from, end)` and returns where the first one that does not begins. With
   * `isLast` the end of the bytes ends the last row as well. `bytes[end]` must exist: it is overwritten.
   */
  scan(bytes: Uint8Array, from: number, end: number, isLast: boolean): number {
    this.#bytes = bytes;
    // A line end past the end stops every inner loop, so that none has to look for the end.
    bytes[end] = lineFeed;
    let rowStart = from;
    while (rowStart < end) {
      const next = this.#row(bytes, rowStart, end, isLast);
      if (next < 0) return rowStart;
      rowStart = next;
    }
    return rowStart;
  }

  /** Reads one row and reports it; returns where the next one begins, or -1 where this one does not end here. */
  #row(bytes: Uint8Array, rowStart: number, end: number, isLast: boolean): number {
    const delimiter = this.#delimiter;
    const highest = this.#highest;
    let field = 0;
    let start = rowStart;
    let at = rowStart;
    let linesInside = 0;
    for (;;) {
      if (bytes[at] === quote && at === start) {
        at = start + 1;
        // To the closing quote; doubled ones are content.
        for (;;) {
          while (bytes[at]! > quote) at++;
          const byte = bytes[at]!;
          if (byte === quote) {
            if (bytes[at + 1] !== quote || at + 1 >= end) break;
            at += 2;
          } else if (byte === lineFeed) {
            if (at >= end) return isLast ? this.#skip(bytes, rowStart, 'a quote is never closed') : -1;
            linesInside++;
            at++;
          } else at++;
        }
        this.#setField(field, start + 1, at);
        at++;
        if (at >= end && !isLast) return -1;
      } else {
        for (;;) {
          while (bytes[at]! > highest) at++;
          const byte = bytes[at]!;
          if (byte === delimiter || byte === lineFeed) break;
          if (byte === quote) return this.#broken(bytes, at, end, isLast, linesInside);
          at++;
        }
        this.#setField(field, start, at);
      }
      field++;
      const byte = bytes[at]!;
      if (byte === delimiter && at < end) {
        at++;
        start = at;
        continue;
      }
      if (byte === lineFeed) {
        if (at >= end && !isLast) return -1;
        this.#finish(bytes, field, rowStart, at);
        this.line += linesInside + 1;
        return at + 1;
      }
      // What follows a closing quote: CR LF, or something that must not be there.
      if (byte === carriageReturn && bytes[at + 1] === lineFeed) {
        at++;
        if (at >= end && !isLast) return -1;
        this.#finish(bytes, field, rowStart, -1);
        this.line += linesInside + 1;
        return at + 1;
      }
      return this.#broken(bytes, at, end, isLast, linesInside);
    }
  }

  #setField(field: number, start: number, end: number): void {
    if (field >= mostFields) return;
    this.#starts[field] = start;
    this.#ends[field] = end;
  }

  /** Reports a whole row. An unquoted last field that ends at `lineEnd` loses the CR of a CR LF. */
  #finish(bytes: Uint8Array, fields: number, rowStart: number, lineEnd: number): void {
    const last = Math.min(fields, mostFields) - 1;
    const lastEnd = this.#ends[last]!;
    if (lastEnd === lineEnd && lastEnd > this.#starts[last]! && bytes[lastEnd - 1] === carriageReturn)
      this.#ends[last] = lastEnd - 1;
    if (fields === 1 && this.#ends[0] === rowStart) return; // an empty line
    this.fieldCount = fields;
    this.#events.row(this);
  }

  /** A row with a stray quote; it is passed over only where its line is there to its end. */
  #broken(bytes: Uint8Array, at: number, end: number, isLast: boolean, linesInside: number): number {
    if (!isLast && bytes.indexOf(lineFeed, at) >= end) return -1;
    this.line += linesInside;
    return this.#skip(bytes, at, 'a quote where none may be');
  }

  /** Passes over the rest of the line that holds `at`; the rows after it are read as if it were not there. */
  #skip(bytes: Uint8Array, at: number, reason: string): number {
    this.#events.broken(this.line, reason);
    this.line++;
    return bytes.indexOf(lineFeed, at) + 1;
  }

  /** The bytes that field positions point into; valid during `row` only. */
  get bytes(): Uint8Array {
    return this.#bytes;
  }

  /** Where a field's content begins; quotes around it are not content. */
  startOf(field: number): number {
    return this.#starts[field]!;
  }

  /** Where a field's content ends. */
  endOf(field: number): number {
    return this.#ends[field]!;
  }

  /** A field of decimal digits as a number >= 0; NaN for anything else and for a field that is not there. */
  whole(field: number): number {
    return this.#has(field) ? wholeNumberOf(this.#bytes, this.#starts[field]!, this.#ends[field]!) : NaN;
  }

  /** A field that holds a decimal number (fraction, sign and exponent allowed); NaN for anything else. */
  decimal(field: number): number {
    return this.#has(field) ? decimalOf(this.#bytes, this.#starts[field]!, this.#ends[field]!) : NaN;
  }

  /** A field as text, doubled quotes undone; undefined for a field that is not there. */
  text(field: number): string | undefined {
    return this.#has(field) ? fieldText(this.#bytes, this.#starts[field]!, this.#ends[field]!) : undefined;
  }

  /** True where a field is there and holds nothing. */
  isEmpty(field: number): boolean {
    return this.#has(field) && this.#starts[field] === this.#ends[field];
  }

  /** All fields of the row as text. */
  texts(): string[] {
    return Array.from({ length: Math.min(this.fieldCount, mostFields) }, (_, field) => this.text(field)!);
  }

  #has(field: number): boolean {
    return field >= 0 && field < this.fieldCount && field < mostFields;
  }
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** The bytes of a field as text. A quoted field's doubled quotes become single ones; no other field holds a quote. */
export function fieldText(bytes: Uint8Array, start: number, end: number): string {
  const text = decoder.decode(bytes.subarray(start, end));
  return text.includes('""') ? text.replaceAll('""', '"') : text;
}
