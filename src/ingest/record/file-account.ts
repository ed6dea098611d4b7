import type { IngestWarning, RefusedRow, SourceFile, ToolTarget } from '../../model/documents/digest.ts';
import type { NotUtf8 } from '../files/decode.ts';
import type { RawFile } from '../files/raw-file.ts';
import { append } from '../../model/long-lists.ts';

/** Conditions of a tool that are kept of one file. */
const mostToolTargets = 100;

/** Refused rows that are kept with line and reason; all of them are counted. */
const firstRefused = 20;

const encodingWarning = ({ line, readAs }: NotUtf8): string =>
  `The file is not valid UTF-8 (first on line ${line}); it is read as ${readAs === 'utf-8' ? 'UTF-8, broken fields as windows-1252' : readAs}. If names look wrong, state "encoding" for it in "files" of run.json, such as gbk.`;

/** Counts what was read of one file, so that no row is lost unseen. */
export class FileAccount {
  accepted = 0;
  toolVersion: string | null = null;
  /** How requests were started, where the file states it. */
  loadModel: 'open' | 'closed' | null = null;
  /** The line that is being read, where the adapter sets it. */
  line: number | null = null;
  readonly #raw: RawFile;
  readonly #format: string;
  readonly #tool: string;
  readonly #refused: RefusedRow[] = [];
  readonly #warnings = new Map<string, IngestWarning>();
  readonly #toolTargets: ToolTarget[] = [];
  #refusedCount = 0;

  constructor(raw: RawFile, format: string, tool: string) {
    this.#raw = raw;
    this.#format = format;
    this.#tool = tool;
    if (raw.notUtf8 !== null) this.warn('not-utf8', encodingWarning(raw.notUtf8));
  }

  /** Counts rows that were read and used. */
  accept(rows = 1): void {
    this.accepted += rows;
  }

  /** Counts a row that was not used, with its 1-based line and why. */
  refuse(line: number, reason: string): void {
    this.#refusedCount++;
    if (this.#refused.length < firstRefused) this.#refused.push({ line, reason });
  }

  /** Counts the row that is being read as refused; its adapter is about to accept it. */
  refuseInstead(reason: string): void {
    this.accepted--;
    this.refuse(this.line ?? 1, reason);
  }

  /** Counts rows that were refused before, when the digest was made that this file holds. */
  refuseMany(count: number, first: readonly RefusedRow[]): void {
    this.#refusedCount += count;
    append(this.#refused, first.slice(0, firstRefused - this.#refused.length));
  }

  get refusedCount(): number {
    return this.#refusedCount;
  }

  get firstRefused(): readonly RefusedRow[] {
    return this.#refused;
  }

  /** As `warn`, for a place in the file; a code may have several. */
  warnAt(warning: IngestWarning): void {
    this.#warnings.set(`${warning.code} ${warning.line ?? this.#warnings.size}`, warning);
  }

  /** Says something a reader of the numbers should know; each code is said once a file. */
  warn(code: string, message: string): void {
    if (!this.#warnings.has(code)) this.#warnings.set(code, { code, message });
  }

  /** Adds a condition that the tool judged itself. */
  toolTarget(target: ToolTarget): void {
    if (this.#toolTargets.length < mostToolTargets) this.#toolTargets.push(target);
  }

  hasWarning(code: string): boolean {
    return this.#warnings.has(code);
  }

  async #isCutAtEnd(): Promise<boolean> {
    // A JSON document that parses is whole, whatever its last element holds.
    if (this.#raw.head.json !== undefined) return false;
    const [only] = this.#refused;
    const rows = this.accepted + this.#refusedCount;
    // With or without a header, a later line than the number of rows is the last one.
    return this.#refusedCount === 1 && (only?.line ?? 0) >= rows && !(await this.#raw.endsWithNewline());
  }

  /** The account in the form that digests hold. */
  async source(): Promise<SourceFile> {
    return {
      file: this.#raw.path,
      sha256: await this.#raw.sha256(),
      bytes: this.#raw.bytes,
      format: this.#format,
      tool: this.#tool,
      toolVersion: this.toolVersion,
      rows: this.accepted + this.#refusedCount,
      refused: { count: this.#refusedCount, first: this.#refused },
      ...(this.loadModel !== null && { loadModel: this.loadModel }),
      ...(this.#toolTargets.length > 0 && { toolTargets: this.#toolTargets }),
      isCutAtEnd: await this.#isCutAtEnd(),
      warnings: [...this.#warnings.values()],
    };
  }
}
