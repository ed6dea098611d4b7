/** When a test ran. */
export interface TestSpan {
  /** Epoch milliseconds. */
  readonly startMs: number;
  readonly seconds: number;
}

/** Seconds in which at least one of some tests ran: pauses between tests are left out, and overlaps count once. */
export function coveredSeconds(spans: readonly TestSpan[]): number {
  const inOrder = spans.toSorted((a, b) => a.startMs - b.startMs);
  const first = inOrder[0]?.startMs ?? 0;
  let covered = 0;
  let end = 0;
  for (const { startMs, seconds } of inOrder) {
    // Seconds after the first start, because epoch milliseconds have no room for the digits of a duration.
    const from = (startMs - first) / 1_000;
    const fresh = from + seconds - Math.max(from, end);
    if (fresh <= 0) continue;
    covered += from >= end ? seconds : fresh;
    end = from + seconds;
  }
  return covered;
}
