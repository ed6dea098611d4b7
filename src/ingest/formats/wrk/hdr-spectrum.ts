import { parseNonNegative } from '../../fields/number-fields.ts';
import { numberIn } from '../../fields/text-fields.ts';

/** A percentile spectrum as HdrHistogram prints it, in the unit of its values. */
export interface HdrSpectrum {
  /** Percentile as a share, as printed (`0.950000`), and the value there. */
  readonly values: ReadonlyMap<string, number>;
  readonly mean: number | null;
  readonly stddev: number | null;
  readonly max: number | null;
  readonly count: number | null;
}

const row = /^\s*([\d.]+)\s+([01]\.\d{6,})\s+(\d+)(?:\s+([\d.]+|inf|Infinity))?\s*$/gm;

/** The first spectrum of a text; null where there is none. */
export function readSpectrum(text: string): HdrSpectrum | null {
  const values = new Map<string, number>();
  for (const [, value = '', share = ''] of text.matchAll(row)) {
    const key = Number(share).toFixed(6);
    const number = parseNonNegative(value);
    if (number !== null && !values.has(key)) values.set(key, number);
  }
  if (values.size === 0) return null;
  return {
    values,
    mean: numberIn(text, /#\[Mean\s*=\s*([\d.]+)/),
    stddev: numberIn(text, /StdDeviation\s*=\s*([\d.]+)/),
    max: numberIn(text, /#\[Max\s*=\s*([\d.]+)/),
    count: numberIn(text, /Total count\s*=\s*(\d+)/),
  };
}

/** The value at a share of the spectrum's own ladder; null where the ladder leaves it out (0.99, say). */
export const spectrumAt = (spectrum: HdrSpectrum, share: number): number | null =>
  spectrum.values.get(share.toFixed(6)) ?? null;
