/** A row of `_stats_history.csv`: totals since the start, and percentiles of the last seconds. */
export interface HistoryRow {
  readonly atMs: number;
  readonly users: number | null;
  readonly count: number;
  readonly errors: number | null;
  readonly p50: number | null;
  readonly p95: number | null;
}

/** Percentiles of a full history are of so many milliseconds: rows this far apart cover all requests. */
const windowMs = 10_000;

const mostUsers = (a: HistoryRow, b: HistoryRow): number | null =>
  a.users === null || b.users === null ? (a.users ?? b.users) : Math.max(a.users, b.users);

const windowOf = ({ atMs }: HistoryRow): number => Math.floor(atMs / windowMs);

/**
 * The rows of one endpoint that its course at each load can be computed from: the first of each ten seconds, and the last
 * and first row around each change of the users. A test of hours has a row for each endpoint and second.
 */
export class EndpointRows {
  readonly #selected: HistoryRow[] = [];
  #pending: HistoryRow | null = null;

  /** Rows in the order of the file. */
  add(row: HistoryRow): void {
    const pending = this.#pending;
    // Seconds repeat: the last row of one holds its totals, but its users may have been stopped by then.
    if (pending?.atMs === row.atMs) this.#pending = { ...row, users: mostUsers(pending, row) };
    else {
      if (pending !== null && this.#isTelling(pending, row)) this.#selected.push(pending);
      this.#pending = row;
    }
  }

  #isTelling(row: HistoryRow, next: HistoryRow): boolean {
    const last = this.#selected.at(-1);
    return (
      last === undefined ||
      last.users !== row.users ||
      next.users !== row.users ||
      windowOf(last) !== windowOf(row)
    );
  }

  /** The rows selected so far, and the last one. */
  selected(): readonly HistoryRow[] {
    return this.#pending === null ? this.#selected : [...this.#selected, this.#pending];
  }
}
