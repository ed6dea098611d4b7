import { at } from '../model/checked.ts';
import { studentQuantile } from './distributions.ts';
import type { Interval } from './interval.ts';
import { numberAt } from './numbers.ts';
import { scalability, type ScalabilityFit } from './usl.ts';
import { largest } from '../model/long-lists.ts';

/** Derivatives of what was fitted, throughput or its logarithm, at a load by alpha, beta and gamma. */
function gradient(load: number, { alpha, beta, gamma, scale }: ScalabilityFit): number[] {
  const throughput = scale === 'logarithm' ? 1 : scalability(load, alpha.value, beta.value, gamma.value);
  const slowdown = 1 + alpha.value * (load - 1) + beta.value * load * (load - 1);
  return [
    (-throughput * (load - 1)) / slowdown,
    (-throughput * load * (load - 1)) / slowdown,
    scale === 'logarithm' ? 1 / gamma.value : load / slowdown,
  ];
}

/** The inverse of a small matrix by Gauss-Jordan with row pivots; null for a singular one. */
function inverse(matrix: readonly (readonly number[])[]): number[][] | null {
  const size = matrix.length;
  const rows = matrix.map((row, i) => [...row, ...row.map((_, k) => (i === k ? 1 : 0))]);
  for (let column = 0; column < size; column++) {
    const below = rows.slice(column).map((row) => Math.abs(numberAt(row, column)));
    const pivot = column + below.indexOf(largest(below));
    if (at(rows, pivot)[column] === 0) return null;
    [rows[column], rows[pivot]] = [at(rows, pivot), at(rows, column)];
    const lead = at(rows, column).map((value) => value / numberAt(at(rows, column), column));
    rows[column] = lead;
    rows.forEach((row, i) => {
      if (i !== column) rows[i] = row.map((value, k) => value - numberAt(row, column) * numberAt(lead, k));
    });
  }
  return rows.map((row) => row.slice(size));
}

/** Standard errors of anything that depends on the free coefficients; null where the data cannot separate them. */
function errorOf(
  loads: readonly number[],
  fit: ScalabilityFit,
): ((direction: readonly number[]) => number) | null {
  const free = [fit.alpha, fit.beta, fit.gamma].flatMap(({ standardError }, k) =>
    standardError > 0 ? [k] : [],
  );
  const gradients = loads.map((load) => gradient(load, fit));
  // Columns of very different size are brought to one before they are inverted.
  const sizes = free.map((k) => Math.sqrt(gradients.reduce((sum, row) => sum + numberAt(row, k) ** 2, 0)));
  const scaled = gradients.map((row) => free.map((k, i) => numberAt(row, k) / numberAt(sizes, i)));
  const inverted = inverse(
    free.map((_, i) =>
      free.map((__, k) => scaled.reduce((sum, row) => sum + numberAt(row, i) * numberAt(row, k), 0)),
    ),
  );
  if (inverted === null) return null;
  return (direction) => {
    const along = free.map((k, i) => numberAt(direction, k) / numberAt(sizes, i));
    const variance = along.reduce(
      (sum, a, i) => sum + along.reduce((part, b, k) => part + a * b * numberAt(at(inverted, i), k), 0),
      0,
    );
    return fit.residualDeviation * Math.sqrt(Math.max(0, variance));
  };
}

/** A point of the fitted curve with the 95% interval of the mean throughput there. */
export interface BandPoint {
  load: number;
  throughput: number;
  interval: Interval;
}

/**
 * The fitted curve at some loads with its pointwise confidence band: throughput +- t(df) x standard error (on
 * logarithms where they were fitted), the error from the covariance s^2 (J'J)^-1 of the least squares fit by the delta method (Bates & Watts, Nonlinear Regression
 * Analysis, 1988, 2.3.2). `loads` are those that the fit was made from. Empty where no covariance exists.
 */
export function scalabilityBand(
  loads: readonly number[],
  fit: ScalabilityFit,
  at: readonly number[],
): BandPoint[] {
  const error = errorOf(loads, fit);
  if (error === null) return [];
  const t = studentQuantile(0.975, fit.degreesOfFreedom);
  return at.map((load) => {
    const throughput = scalability(load, fit.alpha.value, fit.beta.value, fit.gamma.value);
    const half = t * error(gradient(load, fit));
    const interval =
      fit.scale === 'logarithm'
        ? { lower: throughput * Math.exp(-half), upper: throughput * Math.exp(half) }
        : { lower: throughput - half, upper: throughput + half };
    return { load, throughput, interval };
  });
}

/**
 * The 95% interval of the load at the peak, sqrt((1 - alpha) / beta), by the delta method on its logarithm; null
 * where the fit states no peak.
 */
export function peakInterval(loads: readonly number[], fit: ScalabilityFit): Interval | null {
  const { peakLoad, alpha, beta, degreesOfFreedom } = fit;
  const error = peakLoad === null ? null : errorOf(loads, fit);
  if (peakLoad === null || error === null) return null;
  // d ln N / d alpha = -1 / (2 (1 - alpha)); d ln N / d beta = -1 / (2 beta).
  const half =
    studentQuantile(0.975, degreesOfFreedom) * error([-0.5 / (1 - alpha.value), -0.5 / beta.value, 0]);
  return { lower: peakLoad * Math.exp(-half), upper: peakLoad * Math.exp(half) };
}
