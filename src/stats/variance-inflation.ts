import { at } from '../model/checked.ts';
import { autocorrelation } from './autocorrelation.ts';
import { normalQuantile, studentQuantile } from './distributions.ts';

/** What one stretch of time adds to a mean: how many samples, and the sum of what is averaged. */
export interface Batch {
  readonly count: number;
  readonly sum: number;
  /** Users, or another measure of the load that the test set; null or absent where unknown. */
  readonly load?: number | null;
}

/** With fewer stretches than this their scatter is too uncertain to show anything. */
const fewestBatches = 5;
/** Independent samples are taken for dependent ones this often, per interval. */
const falseInflation = 0.1;
const chanceDeviations = normalQuantile(1 - falseInflation);
/** Stretches follow each other if their autocorrelation is beyond this many standard errors: 5%, one-sided. */
const clearDependence = normalQuantile(0.95);
/** Beyond this, 20 stretches cannot show how much longer a dependence is. */
const mostDependence = 0.8;

/**
 * By how much the variance of a mean over all samples exceeds that of independent ones, from the scatter of stretches of
 * equal time (batch means: Law & Kelton, Simulation Modeling and Analysis, 9.5; as a ratio, since stretches hold
 * different numbers of samples: Cochran, Sampling Techniques, 6.3). `varianceOfOne` is the variance of a single sample.
 *
 * A load that the test itself changed is no scatter: stretches are compared with others of the same load (Cochran, 5.9),
 * during a ramp with their neighbour. Where the scatter is no larger than independent samples give by chance (chi
 * squared, 10%), the factor is 1. Else it includes what the estimate lacks in degrees of freedom, (t / z)^2, so that an
 * interval of normal theory at n / factor samples has Student's width. Where the stretches themselves follow each other
 * (lag-1 autocorrelation r beyond chance), it grows by (1 + r) / (1 - r). null with fewer than five stretches.
 */
export function varianceInflation(
  batches: readonly Batch[],
  varianceOfOne: number,
  level = 0.95,
): number | null {
  return inflationOf(stretchesOf(batches), sumsOf(batches), varianceOfOne, level);
}

/** `varianceInflation` of a share, the hits of each stretch being its sum. */
export function shareInflation(batches: readonly Batch[], level = 0.95): number | null {
  const n = batches.reduce((total, { count }) => total + count, 0);
  const share = n === 0 ? 0 : batches.reduce((total, { sum }) => total + sum, 0) / n;
  return varianceInflation(batches, share * (1 - share), level);
}

const sumsOf = (batches: readonly Batch[]): Float64Array => {
  const sums = new Float64Array(batches.length);
  batches.forEach(({ sum }, i) => (sums[i] = sum));
  return sums;
};

/** Stretches of time without what is averaged over them: several means are taken of the same stretches. */
export interface Stretches {
  readonly counts: Float64Array;
  /** Which of them hold samples, and where in that list each stratum of one load begins; its length at the end. */
  readonly filled: readonly number[];
  readonly starts: readonly number[];
  /** Samples of all. */
  readonly n: number;
}

/** Stretches, with neighbours of one load as one stratum, of two or more of them. */
export function stretchesOf(batches: readonly Omit<Batch, 'sum'>[]): Stretches {
  const counts = new Float64Array(batches.length);
  const filled: number[] = [];
  batches.forEach(({ count }, i) => {
    counts[i] = count;
    if (count > 0) filled.push(i);
  });
  const loads = filled.map((i) => batches[i]?.load ?? null);
  const starts: number[] = [];
  loads.forEach((load, k) => {
    const start = starts.at(-1);
    const isSame = k > 0 && loads[k - 1] === load;
    if (start === undefined || (!isSame && k - start > 1)) starts.push(k);
  });
  if (starts.length > 1 && filled.length - at(starts, -1) === 1) starts.pop();
  const n = filled.reduce((total, i) => total + (counts[i] ?? NaN), 0);
  return { counts, filled, starts: [...starts, filled.length], n };
}

/** `varianceInflation` of prepared stretches; `sums` are those of each stretch. */
export function inflationOf(
  stretches: Stretches,
  sums: ArrayLike<number>,
  varianceOfOne: number,
  level = 0.95,
): number | null {
  if (stretches.filled.length < fewestBatches) return null;
  const { variance, df, deviations } = scatterOf(stretches, sums);
  if (!(varianceOfOne > 0) || variance === 0) return 1;
  const factor = (variance / (stretches.n * varianceOfOne)) * dependence(deviations);
  if (factor <= chanceLimit(df)) return 1;
  return Math.max(1, factor * studentFactor(df, level));
}

interface Scatter {
  /** Variance of the sum over all samples. */
  readonly variance: number;
  /** Satterthwaite's degrees of freedom of that variance. */
  readonly df: number;
  readonly deviations: Float64Array;
}

function scatterOf({ counts, filled, starts }: Stretches, sums: ArrayLike<number>): Scatter {
  const deviations = new Float64Array(filled.length);
  const parts: { df: number; variance: number }[] = [];
  for (let part = 0; part + 1 < starts.length; part++) {
    const [from, to] = [starts[part] ?? 0, starts[part + 1] ?? 0];
    let [n, sum, squares] = [0, 0, 0];
    for (let k = from; k < to; k++) {
      const i = filled[k] ?? -1;
      n += counts[i] ?? NaN;
      sum += sums[i] ?? NaN;
    }
    const mean = sum / n;
    for (let k = from; k < to; k++) {
      const i = filled[k] ?? -1;
      const deviation = (sums[i] ?? NaN) - mean * (counts[i] ?? NaN);
      deviations[k] = deviation;
      squares += deviation ** 2;
    }
    const df = to - from - 1;
    parts.push({ df, variance: ((df + 1) / df) * squares });
  }
  const variance = parts.reduce((total, part) => total + part.variance, 0);
  // As shares of the whole, since squares of very small variances would be 0.
  const spread = parts.reduce((total, part) => total + (part.variance / variance) ** 2 / part.df, 0);
  return { variance, df: 1 / spread, deviations };
}

/** The upper limit of chi squared / df under independence (Wilson & Hilferty, PNAS 17 (1931) 684-688). */
function chanceLimit(df: number): number {
  const part = 2 / (9 * df);
  return (1 - part + chanceDeviations * Math.sqrt(part)) ** 3;
}

/** The squared ratio of Student's quantile to the normal one. */
function studentFactor(df: number, level: number): number {
  const p = (1 + level) / 2;
  return (studentQuantile(p, df) / normalQuantile(p)) ** 2;
}

/** How much more a mean of stretches scatters than independent ones of the same spread would make it. */
function dependence(deviations: Float64Array): number {
  const { length } = deviations;
  const r = autocorrelation(deviations);
  if (r <= clearDependence / Math.sqrt(length)) return 1;
  // The estimate is low by about (1 + 3 r) / n (Marriott & Pope, Biometrika 41 (1954) 390-402).
  const corrected = Math.min(mostDependence, r + (1 + 3 * r) / length);
  return (1 + corrected) / (1 - corrected);
}
