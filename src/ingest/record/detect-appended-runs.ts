import { formatDuration, formatValue } from '../../model/text/format.ts';
import type { FileAccount } from './file-account.ts';

/** Idle gaps kept; further ones of a file are not looked at. */
const mostGaps = 16;
const shortestGapMs = 2_000;
/** A gap is none of the run's own pauses when it is this many times the mean time between rows. */
const timesMeanInterval = 100;
const fewestRows = 20;

/** A row that ended long before all others began: what lies between has to stay empty for it to count. */
interface StepBack {
  readonly afterRows: number;
  readonly byMs: number;
  fromMs: number;
  readonly toMs: number;
}

/**
 * Notices several runs in one file (JMeter appends to a file that is there): a header in its midst, or a time in which
 * no request was in flight that is out of all proportion to the file's pace.
 */
export class AppendedRuns {
  #rows = 0;
  #firstStartMs = Infinity;
  #lastEndMs = -Infinity;
  #headers = 0;
  #users = NaN;
  #mostUsers = 0;
  readonly #gaps: number[] = [];
  #stepBack: StepBack | null = null;

  /** Takes note of one row, in the order of the file; `users` is NaN where it does not say. */
  add(startMs: number, endMs: number, users = NaN): void {
    this.#rows++;
    this.#followSteps(startMs, endMs);
    if (startMs < this.#firstStartMs) this.#firstStartMs = startMs;
    const isPause = startMs - this.#lastEndMs >= shortestGapMs && this.#rows > 1;
    if (isPause && this.#startsAnew(users) && this.#gaps.length < mostGaps)
      this.#gaps.push(startMs - this.#lastEndMs);
    if (endMs > this.#lastEndMs) this.#lastEndMs = endMs;
    this.#users = users;
    if (users > this.#mostUsers) this.#mostUsers = users;
  }

  /** Rows stand in the order in which they ended: a step back is an earlier run below a later one, or a clock that was set. */
  #followSteps(startMs: number, endMs: number): void {
    if (this.#rows > 1 && this.#firstStartMs - endMs >= shortestGapMs)
      this.#stepBack = {
        afterRows: this.#rows - 1,
        byMs: this.#lastEndMs - endMs,
        fromMs: endMs,
        toMs: this.#firstStartMs,
      };
    else if (this.#stepBack !== null && startMs < this.#stepBack.toMs)
      this.#stepBack.fromMs = Math.max(this.#stepBack.fromMs, endMs);
  }

  /**
   * Whether users had left before a pause, or are fewer after it: a run's threads end with it. As many as ever before
   * and after are the same threads, which waited. One user alone never shows it.
   */
  #startsAnew(users: number): boolean {
    if (Number.isNaN(users) || Number.isNaN(this.#users)) return true;
    return this.#users < this.#mostUsers || users < this.#users;
  }

  /** Takes note of a header line past the first line. */
  addHeader(): void {
    this.#headers++;
  }

  /** Warns where the file seems to hold more than one run. */
  report(account: FileAccount): void {
    const back = this.#stepBack;
    const backMs = back === null ? 0 : Math.max(0, back.toMs - back.fromMs);
    const idle = this.#gaps.reduce((sum, gap) => sum + gap, backMs);
    const intervalMs = (this.#lastEndMs - this.#firstStartMs - idle) / Math.max(1, this.#rows - 1);
    const isLong = (gap: number): boolean =>
      this.#rows >= fewestRows && gap >= Math.max(shortestGapMs, intervalMs * timesMeanInterval);
    if (back !== null && isLong(backMs)) {
      account.warn(
        'appended-runs',
        `After ${formatValue(back.afterRows, 'count')} rows, the times go back by ${formatDuration(back.byMs / 1_000)}: the file contains an earlier run after a later one, or a clock was set during the test. Rates over the whole file are too low; split it there.`,
      );
      return;
    }
    const gaps = this.#gaps.filter(isLong);
    const runs = Math.max(gaps.length, this.#headers) + 1;
    if (runs === 1) return;
    const seconds = gaps.reduce((sum, gap) => sum + gap, 0) / 1_000;
    const pause = gaps.length === 0 ? '' : ` Nothing ran for ${formatDuration(seconds)} between them.`;
    account.warn(
      'appended-runs',
      `The file seems to contain ${runs} runs, one after the other: JMeter appends to an existing file.${pause} Rates over the whole file are too low; split it, one file per run.`,
    );
  }
}
