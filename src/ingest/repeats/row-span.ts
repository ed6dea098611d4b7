/**
 * When the rows of a file of single samples are, and whether they can be distinguished: enough to see that two files have
 * no row in common, at a fraction of what hashes cost.
 */
export class RowSpan {
  /** True once a start shows that the clock is finer than a second: equal rows are no coincidence then. */
  hasFineClock = false;
  failures = 0;
  firstMs = Infinity;
  lastMs = -Infinity;
  /** Rows without a start time: nothing can be said of them. */
  untimed = 0;
  /** Rows with a start time. */
  count = 0;
  /** `hashOfText` of the thread of the rows that are added next; null where the file names none. */
  threadHash: number | null = null;
  /** True where threads count: adapters need not look for them otherwise. */
  readonly wantsThreads: boolean = false;

  /** Takes a row; `endpointHash` is `hashOfText` of its endpoint. */
  add(startMs: number, durationMs: number, endpointHash: number, isFailed: boolean): void {
    if (isFailed) this.failures++;
    if (Number.isNaN(startMs)) {
      this.untimed++;
      return;
    }
    if (startMs % 1_000 !== 0) this.hasFineClock = true;
    if (startMs < this.firstMs) this.firstMs = startMs;
    if (startMs > this.lastMs) this.lastMs = startMs;
    this.addTimed(startMs, durationMs, endpointHash);
    this.count++;
  }

  /** Takes a row that has a start time. */
  protected addTimed(_startMs: number, _durationMs: number, _endpointHash: number): void {
    // A span needs no more.
  }
}

/** True for rows that can be compared with those of other files. */
export const canBeCompared = ({ hasFineClock, untimed, count }: RowSpan): boolean =>
  hasFineClock && untimed === 0 && count > 0;

/** True where some rows of both may be the same ones. */
export const isOfSameTime = (a: RowSpan, b: RowSpan): boolean =>
  a.firstMs <= b.lastMs && b.firstMs <= a.lastMs;

/** A hash of a text in 32 bits (FNV-1a). */
export function hashOfText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
