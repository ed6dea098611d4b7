/**
 * The basis of a verdict in the length of a table cell: "history of 18 runs in 6 sessions". How the variance between
 * runs divides follows in the full text, which JSON documents and sentences have.
 */
export const shortBasis = (basis: string): string => basis.split(';', 1)[0] ?? basis;
