import { parseNonNegative } from '../../fields/number-fields.ts';
import { numberIn } from '../../fields/text-fields.ts';

/** A percentile spectrum as HdrHistogram prints it, in the unit of its values. */
export interface HdrSpectrum {
  /** Percentile as the share that wrk2 prints (`0.950000`), and the value there. */
  readonly values: ReadonlyMap<string, number>;
  readonly mean: number | null;
  readonly stddev: number | null;
  readonly max: number | null;
  readonly count: number | null;
}

const row = /^[^\S\r\n\u2028\u2029]*([\d.]+)\s+([01]\.\d{6,})\s+(\d+)(?:\s+([\d.]+|inf|Infinity))?\s*$/gm;

/** The first spectrum of a text; null where there is none. */
export function readSpectrum(text: string): HdrSpectrum | null {
  const values = new Map<string, number>();
  const totals = new Map<string, number>();
  for (const [, value = '', share = '', total = ''] of text.matchAll(row)) {
    const key = Number(share).toFixed(6);
    const number = parseNonNegative(value);
    if (number === null || values.has(key)) continue;
    values.set(key, number);
    totals.set(key, Number(total));
  }
  if (values.size === 0) return null;
  return {
    values,
    mean: numberIn(text, /#\[Mean\s*=\s*([\d.]+)/),
    stddev: numberIn(text, /StdDeviation\s*=\s*([\d.]+)/),
    max: numberIn(text, /#\[Max\s*=\s*([\d.]+)/) ?? values.get(whole) ?? null,
    // Without its last lines, the table's last row still counts all values.
    count: numberIn(text, /Total count\s*=\s*(\d+)/) ?? totals.get(whole) ?? null,
  };
}

const whole = (1).toFixed(6);

/** The value at a share of the spectrum's own ladder; null where the ladder leaves it out (0.99, say). */
export const spectrumAt = (spectrum: HdrSpectrum, share: number): number | null =>
  spectrum.values.get(share.toFixed(6)) ?? null;

/**
 * The value at a share between two steps of the ladder, with the values of both: that of the step above is the largest
 * that it can be. Null where the ladder ends before, or holds the share itself.
 */
export function boundedAt({ values }: HdrSpectrum, share: number): { lower: number; upper: number } | null {
  const steps = [...values].map(([text, value]) => ({ share: Number(text), value }));
  const lower = steps.filter((step) => step.share < share).at(-1);
  const upper = steps.find((step) => step.share > share);
  return lower === undefined || upper === undefined || values.has(share.toFixed(6))
    ? null
    : { lower: lower.value, upper: upper.value };
}
