import { wholeNumberOf } from '../scan/byte-numbers.ts';
import type { CsvScanner } from '../scan/csv-scanner.ts';

/**
 * Epoch milliseconds of a field in a finer unit, whose last `decimals` digits are the fraction of a millisecond (3 for
 * microseconds, 6 for nanoseconds): all digits together are too many for a double. NaN for anything else.
 */
export function epochOf(row: CsvScanner, field: number, decimals: number): number {
  if (!row.has(field)) return NaN;
  const end = row.endOf(field);
  const point = end - decimals;
  if (point <= row.startOf(field)) return NaN;
  const fraction = wholeNumberOf(row.bytes, point, end) / 10 ** decimals;
  return wholeNumberOf(row.bytes, row.startOf(field), point) + fraction;
}
