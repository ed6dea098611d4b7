import { subResultLabel } from './jmeter-layout.ts';
import type { Series } from '../../record/series.ts';

/** Rows of a thread that may wait for their parent. */
const mostWaiting = 64;
/** Parents and children are timed one after the other: their ends may differ a little. */
const clockSlackMs = 5;

/** What a thread did last, to know which rows lie within which. */
export class JmeterThread {
  /** True where earlier rows of the thread may have gone unseen. */
  readonly isLate: boolean;
  /** Start and end of the last row that counts as a call: -Infinity before the first. */
  lastStartMs = -Infinity;
  lastEndMs = -Infinity;
  lastLabel: JmeterLabel | null = null;
  /** Transactions whose calls may follow them in the file: several where they lie within each other. */
  readonly pending: { readonly label: JmeterLabel; readonly startMs: number; readonly endMs: number }[] = [];
  /** Calls that may be sub-results and came before their parent. */
  readonly waiting: { readonly label: JmeterLabel; readonly startMs: number; readonly endMs: number }[] = [];

  constructor(isLate = false) {
    this.isLate = isLate;
  }
}

/** A label with the rows that bear it, kept apart by what they are until the whole file is known. */
export class JmeterLabel {
  readonly text: string;
  /** The label without `-N` where this may be a sub-result's; null otherwise. */
  readonly base: string | null;
  calls: Series | null = null;
  isApart = false;
  areTransactionsApart = false;
  transactions: Series | null = null;
  transactionRows = 0;
  /** Transactions that prove nothing: they say that they contain no sample, or the rows before them went unseen. */
  mutedTransactions = 0;
  /** Transactions with a call of the same thread inside them in the file. */
  provenTransactions = 0;
  callRows = 0;
  /** Rows inside a row of the base label, by the same thread. */
  insideBase = 0;

  constructor(text: string) {
    this.text = text;
    this.base = subResultLabel.exec(text)?.[1] ?? null;
  }
}

/** A row that starts inside transactions that came before it shows that their calls are in the file. */
export function proveByFollower({ pending }: JmeterThread, startMs: number): void {
  for (let i = pending.length - 1; i >= 0; i--) {
    const one = pending[i];
    if (one === undefined || startMs < one.startMs) continue;
    if (startMs < one.endMs) one.label.provenTransactions++;
    // Proven, or over: nothing that follows can tell more.
    pending.splice(i, 1);
  }
}

/** An outer transaction's row may come before those inside it, whose own calls may still follow. */
export function proveByInner({ pending }: JmeterThread, startMs: number, endMs: number): void {
  const around = pending.findIndex((one) => startMs >= one.startMs && endMs <= one.endMs);
  if (around < 0) return;
  const [outer] = pending.splice(around, 1);
  if (outer !== undefined) outer.label.provenTransactions++;
}

/** Keeps a transaction until a call inside it is seen. */
export function awaitCalls(thread: JmeterThread, label: JmeterLabel, startMs: number, endMs: number): void {
  if (thread.pending.length === mostWaiting) thread.pending.shift();
  thread.pending.push({ label, startMs, endMs });
}

/** True for a row inside the row of its base label that the thread wrote last. */
export function isInsideBase(
  label: JmeterLabel,
  thread: JmeterThread,
  startMs: number,
  endMs: number,
): boolean {
  return (
    thread.lastLabel?.text === label.base &&
    startMs >= thread.lastStartMs - clockSlackMs &&
    endMs <= thread.lastEndMs + clockSlackMs
  );
}

/** Keeps a row that may be a sub-result until its parent comes. */
export function waitForParent(
  label: JmeterLabel,
  thread: JmeterThread,
  startMs: number,
  endMs: number,
): void {
  if (thread.waiting.length === mostWaiting) thread.waiting.length = 0;
  thread.waiting.push({ label, startMs, endMs });
}

/** Sub-results that came before their parent. */
export function claimWaiting(
  parent: JmeterLabel,
  thread: JmeterThread,
  startMs: number,
  endMs: number,
): void {
  for (const row of thread.waiting)
    if (
      row.label.base === parent.text &&
      row.startMs >= startMs - clockSlackMs &&
      row.endMs <= endMs + clockSlackMs
    )
      row.label.insideBase++;
  thread.waiting.length = 0;
}
