import type { EndpointDigest } from '../../model/documents/digest.ts';

/**
 * Messages about total rows of a tool whose errors contradict those of its other rows. The total counts all the same. Rows
 * may be of only a part of what the total covers: only those that add up to its requests can contradict it.
 */
export function contradictingTotals(
  totals: readonly EndpointDigest[],
  rows: readonly EndpointDigest[],
): string[] {
  return totals.flatMap((total) => {
    const own = rows.filter(({ scenario }) => scenario === total.scenario);
    const errors = sumOf(own.map((row) => row.errors));
    const isWhole = own.length > 0 && sumOf(own.map((row) => row.count)) === total.count;
    if (!isWhole || errors === null || total.errors === null || errors === total.errors) return [];
    return `The total row states ${total.errors} errors, but the other rows add up to ${errors}. The total is used: check the file.`;
  });
}

/** Null if one of them is unknown. */
const sumOf = (numbers: readonly (number | null)[]): number | null =>
  numbers.reduce((sum, number) => (sum === null || number === null ? null : sum + number), 0);
