import { fixed } from '../../../model/text/format.ts';
import type { FileAccount } from '../../record/file-account.ts';
import {
  awaitCalls,
  claimWaiting,
  isInsideBase,
  JmeterLabel,
  proveByFollower,
  proveByInner,
  waitForParent,
  type JmeterThread,
} from './jmeter-nesting.ts';
import type { Recorder } from '../../record/recorder.ts';
import type { Series } from '../../record/series.ts';

/** Series set apart at most; rows of further labels count as what they look like. */
const mostApart = 1_000;
/** Samples that one row may stand for. */
export const mostSamplesOfRow = 1_000_000;
/** Labels known again at most. */
const mostLabels = 100_000;

/**
 * Samples of JMeter on their way to a recorder. Which rows repeat others shows only in the whole file: transactions
 * whose calls are rows too, and sub-results (`label-N`) beside their parent. They are set apart until `settle`.
 */
export class JmeterSamples {
  readonly #recorder: Recorder;
  readonly #labels = new Map<string, JmeterLabel>();
  #apart = 0;
  #callRows = 0;
  /** True where any row names its thread; without, the file's calls as a whole stand for a transaction's. */
  knowsThreads = true;
  /** False where a file has neither flag nor code: how many requests failed is then unknown. */
  knowsOutcomes = true;

  constructor(recorder: Recorder) {
    this.#recorder = recorder;
  }

  /** Hashes of the rows; null unless they were asked for. */
  get rowHashes(): Recorder['rows'] {
    return this.#recorder.rows;
  }

  /** The label of this text; the same object each time. */
  label(text: string): JmeterLabel {
    const known = this.#labels.get(text);
    if (known !== undefined) return known;
    const label = new JmeterLabel(text);
    if (this.#labels.size < mostLabels) this.#labels.set(text, label);
    else this.#openAtOnce(label);
    return label;
  }

  /** Adds a call: a request, or a sub-result of one. */
  call(
    label: JmeterLabel,
    thread: JmeterThread,
    startMs: number,
    durationMs: number,
    errorType: string | null,
    users: number,
  ): void {
    label.calls ??= this.#openCalls(label);
    label.calls.add(startMs, durationMs, errorType, users);
    label.callRows++;
    this.#callRows++;
    const endMs = startMs + durationMs;
    if (thread.pending.length > 0) proveByFollower(thread, startMs);
    if (label.base !== null) {
      if (isInsideBase(label, thread, startMs, endMs)) {
        label.insideBase++;
        return;
      }
      waitForParent(label, thread, startMs, endMs);
    } else if (thread.waiting.length > 0) claimWaiting(label, thread, startMs, endMs);
    thread.lastLabel = label;
    thread.lastStartMs = startMs;
    thread.lastEndMs = endMs;
  }

  /**
   * Adds a row that stands for several samples (SampleCount above 1) and holds their sum: only their mean is known of
   * each. `failed` of them failed.
   */
  calls(
    label: JmeterLabel,
    thread: JmeterThread,
    startMs: number,
    durationMs: number,
    errorType: string | null,
    users: number,
    count: number,
    failed: number,
  ): void {
    for (let i = 0; i < count; i++)
      this.call(
        label,
        thread,
        startMs,
        durationMs / count,
        i < failed ? (errorType ?? 'failed') : null,
        users,
      );
  }

  /** Adds a transaction controller's row. `isEmpty` where it says that it contains no sample. */
  transaction(
    label: JmeterLabel,
    thread: JmeterThread,
    startMs: number,
    durationMs: number,
    errorType: string | null,
    users: number,
    isEmpty: boolean,
  ): void {
    label.transactions ??= this.#openTransactions(label);
    label.transactions.add(startMs, durationMs, errorType, users);
    label.transactionRows++;
    if (isEmpty) {
      label.mutedTransactions++;
      return;
    }
    if (thread.isLate && thread.lastLabel === null) label.mutedTransactions++;
    proveByInner(thread, startMs, startMs + durationMs);
    const hasCallBefore = thread.lastStartMs >= startMs;
    if (hasCallBefore) label.provenTransactions++;
    else awaitCalls(thread, label, startMs, startMs + durationMs);
    thread.lastLabel = label;
    thread.lastStartMs = startMs;
    thread.lastEndMs = startMs + durationMs;
  }

  #openCalls(label: JmeterLabel): Series {
    if (label.base === null || this.#apart >= mostApart) return this.#recorder.requests(null, label.text);
    this.#apart++;
    label.isApart = true;
    return this.#recorder.detached(null, label.text);
  }

  #openTransactions(label: JmeterLabel): Series {
    if (this.#apart >= mostApart) return this.#recorder.transactions(null, label.text);
    this.#apart++;
    label.areTransactionsApart = true;
    return this.#recorder.detached(null, label.text);
  }

  /** A label past the limit: nothing is decided of it later. */
  #openAtOnce(label: JmeterLabel): void {
    label.calls = this.#recorder.requests(null, label.text);
    label.transactions = this.#recorder.transactions(null, label.text);
  }

  /**
   * Decides what was set apart, at the end of all files. Returns how many rows were sub-results, which yield to
   * their parents and count nowhere.
   */
  settle(): number {
    let subResults = 0;
    for (const label of this.#labels.values()) {
      if (!this.knowsOutcomes)
        for (const series of [label.calls, label.transactions])
          if (series !== null) series.outcomesKnown = false;
      if (label.transactions !== null && label.areTransactionsApart)
        this.#recorder.adopt(label.transactions, this.#hasCalls(label) ? 'transactions' : 'requests');
      if (label.calls === null || !label.isApart) continue;
      if (this.#isSubResult(label)) subResults += label.callRows;
      else this.#recorder.adopt(label.calls, 'requests');
    }
    return subResults;
  }

  /** True where the calls of the label's transactions are rows of the file too. */
  #hasCalls(label: JmeterLabel): boolean {
    const telling = label.transactionRows - label.mutedTransactions;
    if (telling === 0 || !this.knowsThreads) return this.#callRows > 0;
    return label.provenTransactions * 2 > telling;
  }

  #isSubResult(label: JmeterLabel): boolean {
    const parent = label.base === null ? undefined : this.#labels.get(label.base);
    if (parent === undefined || parent.callRows === 0) return false;
    return !this.knowsThreads || label.insideBase * 2 > label.callRows;
  }
}

/** Says once a file that some of its rows hold sums. */
export function warnOfSums(account: FileAccount): void {
  account.warn(
    'summed-samples',
    'Some rows represent several samples (SampleCount above 1) and contain only their sum: each counts with their mean, so extremes and percentiles are flatter than they were.',
  );
}

/** Says of a set of files that sub-results were left out. */
export function warnOfSubResults(account: FileAccount, rows: number): void {
  account.warn(
    'sub-results',
    `${fixed(rows, 0)} rows are sub-results (redirects, embedded resources) of a request in the file and are not counted beside it.`,
  );
}
