import { formatBytes, formatDuration, formatShare } from '../../model/text/format.ts';
import type { Io } from './io.ts';

/** The progress of reading much data: bytes, rate and time left, on one line in a terminal, else every 10 seconds. */
export class RateProgress {
  readonly #io: Pick<Io, 'err' | 'isInteractive'>;
  readonly #now: () => number;
  readonly #everyMs: number;
  #what = '';
  #total: number | null = null;
  #read = 0;
  #startMs = 0;
  #shownMs = 0;
  #isLineOpen = false;

  /** @param now a clock in milliseconds */
  constructor(io: Pick<Io, 'err' | 'isInteractive'>, now: () => number = () => performance.now()) {
    this.#io = io;
    this.#now = now;
    this.#everyMs = io.isInteractive ? 500 : 10_000;
  }

  /** Begins work of so many bytes; null if the number is unknown. */
  start(what: string, total: number | null): void {
    this.end();
    [this.#what, this.#total, this.#read] = [what, total, 0];
    this.#startMs = this.#shownMs = this.#now();
  }

  /** Counts bytes that were read. */
  add(bytes: number): void {
    this.#read += bytes;
    const now = this.#now();
    if (now - this.#shownMs < this.#everyMs) return;
    this.#shownMs = now;
    const text = this.#text(now);
    this.#io.err(this.#io.isInteractive ? `\r${text.padEnd(90)}` : `${text}\n`);
    this.#isLineOpen = this.#io.isInteractive;
  }

  /** Ends the line of a terminal. */
  end(): void {
    if (this.#isLineOpen) this.#io.err('\n');
    this.#isLineOpen = false;
  }

  #text(now: number): string {
    const perSecond = this.#read / ((now - this.#startMs) / 1_000);
    const rate = `${formatBytes(perSecond)}/s`;
    const total = this.#total;
    if (total === null || this.#read > total) return `${this.#what} ${formatBytes(this.#read)}, ${rate}`;
    const left = formatDuration(Math.ceil((total - this.#read) / perSecond));
    const share = formatShare(Math.floor((this.#read / total) * 100) / 100);
    return `${this.#what} ${formatBytes(this.#read)} of ${formatBytes(total)} (${share}), ${rate}, ${left} left`;
  }
}
