import { at } from '../model/checked.ts';
import type { Interval } from './interval.ts';
import { studentQuantile } from './distributions.ts';
import { accurateDot } from './accurate-dot.ts';
import { mean } from './moments.ts';
import { numberAt } from './numbers.ts';

/** An ordinary least squares fit. */
export interface LinearFit {
  coefficients: number[];
  standardErrors: number[];
  intervals: Interval[];
  residualDeviation: number;
  degreesOfFreedom: number;
  /** Share of the variance explained; about 0 (not the mean) when the model has no constant column. */
  rSquared: number;
}

interface Triangular {
  /** The rows of R, upper triangular. */
  r: Float64Array[];
  /** The Householder vectors, one per column. */
  reflections: Float64Array[];
}

/** The Euclidean length of a vector, also where squares would overflow. */
function lengthOf(vector: Iterable<number>): number {
  let length = 0;
  for (const value of vector) length = Math.hypot(length, value);
  return length;
}

function reflect(vector: Float64Array, reflection: Float64Array, from: number): void {
  let product = 0;
  for (let i = from; i < vector.length; i++) product += numberAt(reflection, i) * numberAt(vector, i);
  for (let i = from; i < vector.length; i++)
    vector[i] = numberAt(vector, i) - 2 * product * numberAt(reflection, i);
}

/** Householder QR of columns; columns are consumed. */
function decompose(columns: Float64Array[]): Triangular {
  const reflections = columns.map((column, k) => {
    const vector = column.slice();
    vector.fill(0, 0, k);
    const length = lengthOf(vector);
    vector[k] = numberAt(vector, k) + (numberAt(vector, k) >= 0 ? length : -length);
    const norm = lengthOf(vector);
    if (norm > 0) vector.forEach((value, i) => (vector[i] = value / norm));
    for (const later of columns.slice(k)) reflect(later, vector, k);
    return vector;
  });
  return {
    r: columns.map((_, row) => Float64Array.from(columns, (column) => numberAt(column, row))),
    reflections,
  };
}

function backSubstitute(r: readonly Float64Array[], right: Float64Array): Float64Array {
  const solution = new Float64Array(r.length);
  for (let row = r.length - 1; row >= 0; row--) {
    let rest = numberAt(right, row);
    for (let column = row + 1; column < r.length; column++)
      rest -= numberAt(at(r, row), column) * numberAt(solution, column);
    solution[row] = rest / numberAt(at(r, row), row);
  }
  return solution;
}

function solve({ r, reflections }: Triangular, right: Float64Array): Float64Array {
  const turned = right.slice();
  reflections.forEach((reflection, k) => reflect(turned, reflection, k));
  return backSubstitute(r, turned);
}

/** R' h = right, by forward substitution. */
function forwardSubstitute(r: readonly Float64Array[], right: Float64Array): Float64Array {
  const solution = new Float64Array(r.length);
  for (let row = 0; row < r.length; row++) {
    let rest = numberAt(right, row);
    for (let column = 0; column < row; column++)
      rest -= numberAt(at(r, column), row) * numberAt(solution, column);
    solution[row] = rest / numberAt(at(r, row), row);
  }
  return solution;
}

interface Solution {
  coefficients: Float64Array;
  residuals: Float64Array;
}

/**
 * One step of Bjorck's refinement (BIT 7 (1967) 257-278): coefficients and residuals are corrected together, from
 * errors computed with twice the digits. It saves ill-conditioned fits with large residuals.
 */
function refine(qr: Triangular, columns: readonly Float64Array[], y: Float64Array, old: Solution): Solution {
  const factors = [1, -1, ...Array.from(old.coefficients, (value) => -value)];
  const misfit = y.map((value, i) =>
    accurateDot(
      [value, numberAt(old.residuals, i), ...columns.map((column) => numberAt(column, i))],
      factors,
    ),
  );
  const skew = Float64Array.from(columns, (column) => -accurateDot(column, old.residuals));
  const h = forwardSubstitute(qr.r, skew);
  const turned = misfit.slice();
  qr.reflections.forEach((reflection, k) => reflect(turned, reflection, k));
  const step = backSubstitute(
    qr.r,
    h.map((value, k) => numberAt(turned, k) - value),
  );
  turned.set(h);
  for (let k = qr.reflections.length - 1; k >= 0; k--) reflect(turned, at(qr.reflections, k), k);
  return {
    coefficients: old.coefficients.map((value, k) => value + numberAt(step, k)),
    residuals: old.residuals.map((value, i) => value + numberAt(turned, i)),
  };
}

/**
 * Least squares of `response` on the given columns (pass a column of ones for a constant), by Householder QR on
 * columns scaled by powers of two (which rounds nothing), with iterative refinement. Standard errors from the inverse of R.
 * Throws a RangeError with fewer rows than columns.
 */
export function linearRegression(
  columns: readonly ArrayLike<number>[],
  response: ArrayLike<number>,
): LinearFit {
  const y = Float64Array.from(response);
  const df = y.length - columns.length;
  if (df < 0) throw new RangeError(`${columns.length} coefficients need as many rows, got ${y.length}.`);
  const scales = columns.map((column) => 2 ** Math.round(Math.log2(lengthOf(Array.from(column)))));
  const scaled = columns.map((column, k) =>
    Float64Array.from(column, (value) => value / numberAt(scales, k)),
  );
  const qr = decompose(scaled.map((column) => column.slice()));
  let solution: Solution = { coefficients: solve(qr, y), residuals: y };
  solution.residuals = y.map(
    (value, i) =>
      value -
      scaled.reduce(
        (total, column, k) => total + numberAt(column, i) * numberAt(solution.coefficients, k),
        0,
      ),
  );
  for (let round = 0; round < 4; round++) solution = refine(qr, scaled, y, solution);
  const residuals = solution.residuals;
  const squares = residuals.reduce((total, residual) => total + residual ** 2, 0);
  const residualDeviation = df === 0 ? 0 : Math.sqrt(squares / df);
  const inverse = columns.map((_, k) => {
    const unit = new Float64Array(columns.length);
    unit[k] = 1;
    return backSubstitute(qr.r, unit);
  });
  const lengths = columns.map((_, row) => lengthOf(inverse.map((column) => numberAt(column, row))));
  const coefficients = Array.from(solution.coefficients, (value, k) => value / numberAt(scales, k));
  const standardErrors = lengths.map((length, k) => (residualDeviation * length) / numberAt(scales, k));
  const t = df === 0 ? NaN : studentQuantile(0.975, df);
  const hasConstant = columns.some((column) => Array.from(column).every((value) => value === 1));
  const centre = hasConstant ? mean(y) : 0;
  return {
    coefficients,
    standardErrors,
    intervals: coefficients.map((value, k) => ({
      lower: value - t * numberAt(standardErrors, k),
      upper: value + t * numberAt(standardErrors, k),
    })),
    residualDeviation,
    degreesOfFreedom: df,
    rSquared: 1 - squares / y.reduce((total, value) => total + (value - centre) ** 2, 0),
  };
}
