/** A problem in a project's files, with its location and what to do about it. */
export interface Problem {
  readonly severity: 'error' | 'warning';
  /** Path of the file, relative to the user's working directory. */
  readonly file: string;
  /** 1-based; null for the whole file. */
  readonly line: number | null;
  readonly column: number | null;
  /** The key inside the file, such as `scenarios[0].users`; null without one. */
  readonly path: string | null;
  /** The value found, cut to a readable length; null without one. */
  readonly found: string | null;
  readonly message: string;
  /** What to do. */
  readonly hint: string | null;
}

const longestFound = 60;

/** A value as it may be shown in a message: on one line, without control characters, at most 60 characters. */
export function showFound(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  const oneLine = text.replace(/[\p{Cc}\p{Cf}]+/gu, ' ').trim();
  return oneLine.length > longestFound ? `${oneLine.slice(0, longestFound - 1)}…` : oneLine;
}

/** Fills what a problem leaves out. */
export function problem(
  severity: Problem['severity'],
  file: string,
  message: string,
  rest: Partial<Problem> = {},
): Problem {
  return { line: null, column: null, path: null, found: null, hint: null, ...rest, severity, file, message };
}
