import type { Interval } from './interval.ts';
import { linearRegression } from './linear-regression.ts';

/** A fitted coefficient; standard error 0 and a point interval when it lies on its lower bound 0. */
export interface Coefficient {
  value: number;
  standardError: number;
  interval: Interval;
}

/** X(N) = gamma N / (1 + alpha (N - 1) + beta N (N - 1)). */
export interface ScalabilityFit {
  /** Contention: the share of the work that waits in line. */
  alpha: Coefficient;
  /** Coherence: the cost of agreeing with everyone else. */
  beta: Coefficient;
  /** Throughput at load 1, in the unit of the throughput given. */
  gamma: Coefficient;
  residualDeviation: number;
  degreesOfFreedom: number;
  /** sqrt((1 - alpha) / beta); null when beta's interval includes 0: then no peak can be stated. */
  peakLoad: number | null;
  peakThroughput: number | null;
  /** gamma / alpha: what throughput would approach without coherence cost; null for alpha 0. */
  limitThroughput: number | null;
  /** 1 / alpha: where waiting begins to dominate; null for alpha 0. */
  kneeLoad: number | null;
  /** True when the peak lies beyond twice the highest load tested: a guess, to be labelled so. */
  isExtrapolated: boolean;
}

/** A fit, or why there is none. */
export type Scalability = { fit: ScalabilityFit } | { fit: null; reason: string };

type Parameters = readonly [alpha: number, beta: number, gamma: number];

/** The model's throughput at a load. */
export function scalability(load: number, alpha: number, beta: number, gamma: number): number {
  return (gamma * load) / (1 + alpha * (load - 1) + beta * load * (load - 1));
}

const squaresOf = (loads: readonly number[], throughputs: readonly number[], [a, b, g]: Parameters): number =>
  loads.reduce((total, load, i) => total + (throughputs[i]! - scalability(load, a, b, g)) ** 2, 0);

/** Derivatives of the model by the parameters that are free. */
function derivatives(loads: readonly number[], [a, b, g]: Parameters, free: readonly number[]): number[][] {
  const columns = [
    loads.map((n) => (-scalability(n, a, b, g) * (n - 1)) / (1 + a * (n - 1) + b * n * (n - 1))),
    loads.map((n) => (-scalability(n, a, b, g) * n * (n - 1)) / (1 + a * (n - 1) + b * n * (n - 1))),
    loads.map((n) => scalability(n, a, b, 1)),
  ];
  return free.map((k) => columns[k]!);
}

/** Start: N / X is linear in the coefficients. */
function firstGuess(loads: readonly number[], throughputs: readonly number[]): Parameters {
  const columns = [loads.map(() => 1), loads.map((n) => n - 1), loads.map((n) => n * (n - 1))];
  const [one, a, b] = linearRegression(
    columns,
    loads.map((n, i) => n / throughputs[i]!),
  ).coefficients as [number, number, number];
  const gamma = one > 0 ? 1 / one : throughputs[0]! / loads[0]!;
  return [Math.min(1, Math.max(1e-3, a * gamma)), Math.max(1e-6, b * gamma), gamma];
}

/** Gauss-Newton with step halving over the free parameters; the others stay 0. */
function descend(
  loads: readonly number[],
  throughputs: readonly number[],
  free: readonly number[],
): Parameters {
  const guess = firstGuess(loads, throughputs);
  let current = guess.map((value, k) => (free.includes(k) ? value : 0)) as unknown as Parameters;
  let squares = squaresOf(loads, throughputs, current);
  for (let round = 0; round < 200; round++) {
    const residuals = loads.map((load, i) => throughputs[i]! - scalability(load, ...current));
    const step = linearRegression(derivatives(loads, current, free), residuals).coefficients;
    let scale = 1;
    let next = current;
    for (let half = 0; half < 40; half++, scale /= 2) {
      next = current.map((value, k) => value + scale * (step[free.indexOf(k)] ?? 0)) as unknown as Parameters;
      if (squaresOf(loads, throughputs, next) <= squares) break;
    }
    const nextSquares = squaresOf(loads, throughputs, next);
    const isDone = next.every(
      (value, k) => Math.abs(value - current[k]!) <= 1e-13 * Math.abs(value) + 1e-300,
    );
    if (nextSquares > squares) break;
    current = next;
    squares = nextSquares;
    if (isDone) break;
  }
  return current;
}

/** The best fit with alpha, beta >= 0: the free one if it is allowed, else the better of those on the bounds. */
function bestFit(
  loads: readonly number[],
  throughputs: readonly number[],
): { at: Parameters; free: number[] } | null {
  const fits = [[0, 1, 2], [0, 2], [1, 2], [2]].map((free) => ({
    free,
    at: descend(loads, throughputs, free),
  }));
  const isAllowed = ({ at }: { at: Parameters }): boolean => at[0] >= 0 && at[1] >= 0 && at[2] > 0;
  const allowed = fits
    .filter(isAllowed)
    .map((fit) => ({ ...fit, squares: squaresOf(loads, throughputs, fit.at) }));
  if (allowed.length === 0) return null;
  return allowed.reduce((best, fit) => (fit.squares < best.squares ? fit : best));
}

function describe(
  loads: readonly number[],
  throughputs: readonly number[],
  at: Parameters,
  free: number[],
): ScalabilityFit {
  const residuals = loads.map((load, i) => throughputs[i]! - scalability(load, ...at));
  const linear = linearRegression(derivatives(loads, at, free), residuals);
  const coefficient = (k: number): Coefficient => {
    const place = free.indexOf(k);
    const value = at[k]!;
    const standardError = linear.standardErrors[place] ?? 0;
    const interval = linear.intervals[place];
    const half = interval === undefined ? 0 : (interval.upper - interval.lower) / 2;
    return { value, standardError, interval: { lower: value - half, upper: value + half } };
  };
  const [alpha, beta, gamma] = [coefficient(0), coefficient(1), coefficient(2)];
  const hasPeak = beta.interval.lower > 0 && alpha.value < 1;
  const peakLoad = hasPeak ? Math.sqrt((1 - alpha.value) / beta.value) : null;
  return {
    alpha,
    beta,
    gamma,
    residualDeviation: linear.residualDeviation,
    degreesOfFreedom: linear.degreesOfFreedom,
    peakLoad,
    peakThroughput: peakLoad === null ? null : scalability(peakLoad, ...at),
    limitThroughput: alpha.value > 0 ? gamma.value / alpha.value : null,
    kneeLoad: alpha.value > 0 ? 1 / alpha.value : null,
    isExtrapolated: peakLoad !== null && peakLoad > 2 * Math.max(...loads),
  };
}

/** The least squares fit with alpha, beta >= 0, whether or not it means anything; null when nothing is admissible. */
export function leastSquaresScalability(
  loads: readonly number[],
  throughputs: readonly number[],
): ScalabilityFit | null {
  const best = bestFit(loads, throughputs);
  return best === null ? null : describe(loads, throughputs, best.at, best.free);
}

/**
 * Fits the Universal Scalability Law (N. Gunther, Guerrilla Capacity Planning, 2007, ch. 4-6) by least squares on
 * throughput, with standard errors from the Jacobian and t intervals. `loads` are users (or nodes) of each step,
 * `throughputs` what they brought.
 * Not identifiable: fewer than 5 distinct loads, no load at or beyond the knee 1 / alpha, or no admissible fit.
 */
export function fitScalability(loads: readonly number[], throughputs: readonly number[]): Scalability {
  if (new Set(loads).size < 5) return { fit: null, reason: 'fewer than 5 load steps' };
  if (loads.some((load) => !(load > 0)) || throughputs.some((throughput) => !(throughput > 0)))
    return { fit: null, reason: 'a step has no load or no throughput' };
  const fit = leastSquaresScalability(loads, throughputs);
  if (fit === null) return { fit: null, reason: 'no fit with positive coefficients' };
  const highest = Math.max(...loads);
  const hasBend =
    (fit.kneeLoad !== null && highest >= fit.kneeLoad) || (fit.peakLoad !== null && highest >= fit.peakLoad);
  return hasBend ? { fit } : { fit: null, reason: 'no load step reaches the bend of the curve' };
}
