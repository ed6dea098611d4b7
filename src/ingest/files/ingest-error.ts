/** A raw file that cannot be read: what is wrong and what to do, in words for its owner. */
export class IngestError extends Error {
  readonly code: string;
  readonly hint: string | null;
  readonly line: number | null;

  constructor(code: string, message: string, hint: string | null = null, line: number | null = null) {
    super(message);
    this.name = 'IngestError';
    this.code = code;
    this.hint = hint;
    this.line = line;
  }
}
