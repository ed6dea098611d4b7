/** One run of a series of pairs, in the order in which they are measured. */
export interface PairRun {
  readonly side: 'base' | 'head';
  readonly name: string;
  /** Of a base run: the head run that it was measured next to. */
  readonly pair?: string;
}

/** Base and head in turns, each pair in the other order than the one before: base, head, head, base, and so on. */
export function pairRuns(names: { readonly base: string; readonly head: string }, pairs: number): PairRun[] {
  return Array.from({ length: pairs }, (_, i): PairRun[] => {
    const head: PairRun = { side: 'head', name: `${names.head}-h${i + 1}` };
    const base: PairRun = { side: 'base', name: `${names.base}-b${i + 1}`, pair: head.name };
    return i % 2 === 0 ? [base, head] : [head, base];
  }).flat();
}
