import { fixed } from './format.ts';

/** A number with its noun: "1 row", "2 rows". */
export const counted = (n: number, noun: string): string => `${fixed(n, 0)} ${noun}${n === 1 ? '' : 's'}`;
