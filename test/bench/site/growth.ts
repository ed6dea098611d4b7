import { textTable } from '../../../src/commands/terminal/text-table.ts';

/** What builds of one size took, by what was built. */
export interface SizeTimes {
  readonly runs: number;
  readonly rows: readonly { readonly what: string; readonly took: { readonly cpuSeconds: number } }[];
}

/**
 * How CPU time grows with the number of runs: a column per size, and the exponent e of time ~ runs^e between the smallest
 * and the largest. 1 is linear; fixed costs, such as loading and bundling, make it smaller.
 */
export function growthTable(sizes: readonly SizeTimes[]): string {
  const [first, last] = [sizes[0], sizes.at(-1)];
  if (first === undefined || last === undefined || first === last) return '';
  const secondsOf = ({ rows }: SizeTimes, what: string): number =>
    rows.find((row) => row.what === what)?.took.cpuSeconds ?? NaN;
  const lines = first.rows.map(({ what }) => {
    const exponent =
      Math.log(secondsOf(last, what) / secondsOf(first, what)) / Math.log(last.runs / first.runs);
    return [what, ...sizes.map((size) => secondsOf(size, what).toFixed(1)), exponent.toFixed(2)];
  });
  return textTable(['CPU s', ...sizes.map(({ runs }) => `${runs} runs`), 'exponent'], lines);
}
