import { studentQuantile } from './distributions.ts';
import type { Interval } from './interval.ts';
import { linearRegression } from './linear-regression.ts';
import { largest } from '../model/long-lists.ts';

/**
 * A fitted coefficient. On its lower bound 0 the standard error is 0, and the interval reaches up to what the data leave
 * open.
 */
export interface Coefficient {
  value: number;
  standardError: number;
  interval: Interval;
}

/**
 * What is fitted: throughput itself, as published examples do, or its logarithm. Throughput scatters in proportion to its
 * size, so only logarithms give intervals that cover.
 */
export type Scale = 'throughput' | 'logarithm';

/** X(N) = gamma N / (1 + alpha (N - 1) + beta N (N - 1)). */
export interface ScalabilityFit {
  /** Contention: the share of the work that waits in line. */
  alpha: Coefficient;
  /** Coherence: the cost of agreeing with everyone else. */
  beta: Coefficient;
  /** Throughput at load 1, in the unit of the throughput given. */
  gamma: Coefficient;
  /** In the unit of the throughput, or as a share of it where logarithms were fitted. */
  residualDeviation: number;
  degreesOfFreedom: number;
  /** sqrt((1 - alpha) / beta); null when beta's interval includes 0: then no peak can be stated. */
  peakLoad: number | null;
  peakThroughput: number | null;
  /** gamma / alpha: what throughput would approach without coherence cost; null for alpha 0. */
  limitThroughput: number | null;
  /** 1 / alpha: where waiting begins to dominate; null for alpha 0. */
  kneeLoad: number | null;
  scale: Scale;
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

/** Load steps, and the scale on which they are fitted. */
interface Data {
  readonly loads: readonly number[];
  readonly throughputs: readonly number[];
  readonly scale: Scale;
}

function residualsOf({ loads, throughputs, scale }: Data, [a, b, g]: Parameters): number[] {
  return loads.map((load, i) => {
    const measured = throughputs[i] ?? NaN;
    const expected = scalability(load, a, b, g);
    return scale === 'logarithm' ? Math.log(measured / expected) : measured - expected;
  });
}

function squaresOf(data: Data, at: Parameters): number {
  const squares = residualsOf(data, at).reduce((total, residual) => total + residual ** 2, 0);
  // A step of the descent may leave the range in which the model has a logarithm.
  return Number.isNaN(squares) ? Infinity : squares;
}

/** Derivatives of the model, or of its logarithm, by the parameters that are free. */
function derivatives({ loads, scale }: Data, [a, b, g]: Parameters, free: readonly number[]): number[][] {
  const unit = (n: number): number => (scale === 'logarithm' ? 1 : scalability(n, a, b, g));
  const slowdown = (n: number): number => 1 + a * (n - 1) + b * n * (n - 1);
  const columns = [
    loads.map((n) => (-unit(n) * (n - 1)) / slowdown(n)),
    loads.map((n) => (-unit(n) * n * (n - 1)) / slowdown(n)),
    loads.map((n) => unit(n) / g),
  ];
  return free.map((k) => columns[k] ?? []);
}

/** Start: N / X is linear in the coefficients. */
function firstGuess({ loads, throughputs }: Data): Parameters {
  const columns = [loads.map(() => 1), loads.map((n) => n - 1), loads.map((n) => n * (n - 1))];
  const inverse = loads.map((n, i) => n / (throughputs[i] ?? NaN));
  const [one = 0, a = 0, b = 0] = linearRegression(columns, inverse).coefficients;
  const gamma = one > 0 ? 1 / one : (throughputs[0] ?? NaN) / (loads[0] ?? NaN);
  return [Math.min(1, Math.max(1e-3, a * gamma)), Math.max(1e-6, b * gamma), gamma];
}

const withChange = (at: Parameters, change: (k: number) => number): Parameters => [
  at[0] + change(0),
  at[1] + change(1),
  at[2] + change(2),
];

/** Gauss-Newton with step halving over the free parameters, from a start that the others keep. */
function descend(data: Data, free: readonly number[], start: Parameters): Parameters {
  let current = start;
  let squares = squaresOf(data, current);
  for (let round = 0; round < 200; round++) {
    const step = linearRegression(derivatives(data, current, free), residualsOf(data, current)).coefficients;
    let scale = 1;
    let next = current;
    for (let half = 0; half < 40; half++, scale /= 2) {
      next = withChange(current, (k) => scale * (step[free.indexOf(k)] ?? 0));
      if (squaresOf(data, next) <= squares) break;
    }
    const nextSquares = squaresOf(data, next);
    const isDone = next.every((value, k) => Math.abs(value - (current[k] ?? 0)) <= 1e-13 * Math.abs(value));
    if (nextSquares > squares) break;
    current = next;
    squares = nextSquares;
    if (isDone) break;
  }
  return current;
}

interface Fitted {
  readonly at: Parameters;
  readonly free: readonly number[];
  readonly squares: number;
}

const isAllowed = ({ at }: Fitted): boolean => at[0] >= 0 && at[1] >= 0 && at[2] > 0;

/** The best allowed fit over sets of free parameters; the others keep their value in `start`. */
function bestOf(
  data: Data,
  sets: readonly (readonly number[])[],
  start: (free: readonly number[]) => Parameters,
): Fitted | null {
  const fits = sets.map((free) => {
    const at = descend(data, free, start(free));
    return { at, free, squares: squaresOf(data, at) };
  });
  const allowed = fits.filter(isAllowed);
  return allowed.length === 0
    ? null
    : allowed.reduce((best, fit) => (fit.squares < best.squares ? fit : best));
}

/** The best fit with alpha, beta >= 0: the free one if it is allowed, else the better of those on the bounds. */
function bestFit(data: Data): Fitted | null {
  const guess = firstGuess(data);
  return bestOf(data, [[0, 1, 2], [0, 2], [1, 2], [2]], (free) => [
    free.includes(0) ? guess[0] : 0,
    free.includes(1) ? guess[1] : 0,
    guess[2],
  ]);
}

/**
 * How far a coefficient on its bound 0 may rise before the fit gets worse than t^2 residual variances, the others fitted
 * anew: the upper end of its profile interval (Bates & Watts, Nonlinear Regression Analysis, 1988, 6.1).
 */
function profileUpper(data: Data, best: Fitted, k: 0 | 1): number {
  const df = data.loads.length - best.free.length;
  const limit = best.squares * (1 + studentQuantile(0.975, df) ** 2 / df);
  const other = 1 - k;
  const isWithin = (value: number): boolean => {
    const fixed = (rest: number): Parameters =>
      k === 0 ? [value, rest, best.at[2]] : [rest, value, best.at[2]];
    const fit = bestOf(data, [[other, 2], [2]], (free) =>
      fixed(free.includes(other) ? (best.at[other] ?? 0) : 0),
    );
    return fit !== null && fit.squares <= limit;
  };
  let low = 0;
  let high = 1e-6;
  while (high < 1e3 && isWithin(high)) [low, high] = [high, 2 * high];
  for (let round = 0; round < 24; round++) {
    const middle = (low + high) / 2;
    if (isWithin(middle)) low = middle;
    else high = middle;
  }
  return high;
}

function describe(data: Data, best: Fitted): ScalabilityFit {
  const { at, free } = best;
  const linear = linearRegression(derivatives(data, at, free), residualsOf(data, at));
  const coefficient = (k: 0 | 1 | 2): Coefficient => {
    const value = at[k];
    const interval = linear.intervals[free.indexOf(k)];
    if (interval === undefined)
      return {
        value,
        standardError: 0,
        interval: { lower: 0, upper: profileUpper(data, best, k === 0 ? 0 : 1) },
      };
    const half = (interval.upper - interval.lower) / 2;
    const standardError = linear.standardErrors[free.indexOf(k)] ?? 0;
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
    scale: data.scale,
    isExtrapolated: peakLoad !== null && peakLoad > 2 * largest(data.loads),
  };
}

/** The least squares fit with alpha, beta >= 0, whether or not it means anything; null when nothing is admissible. */
export function leastSquaresScalability(
  loads: readonly number[],
  throughputs: readonly number[],
  scale: Scale = 'throughput',
): ScalabilityFit | null {
  const data = { loads, throughputs, scale };
  const best = bestFit(data);
  return best === null ? null : describe(data, best);
}

/**
 * Fits the Universal Scalability Law (N. Gunther, Guerrilla Capacity Planning, 2007, ch. 4-6) by least squares on
 * throughput or on its logarithm, with standard errors from the Jacobian and t intervals. `loads` are users (or nodes) of
 * each step, `throughputs` what they brought.
 * Not identifiable: fewer than 5 distinct loads, no load at or beyond the knee 1 / alpha, or no admissible fit.
 */
export function fitScalability(
  loads: readonly number[],
  throughputs: readonly number[],
  scale: Scale = 'throughput',
): Scalability {
  if (new Set(loads).size < 5) return { fit: null, reason: 'fewer than 5 load steps' };
  if (loads.some((load) => !(load > 0)) || throughputs.some((throughput) => !(throughput > 0)))
    return { fit: null, reason: 'a step has no load or no throughput' };
  const fit = leastSquaresScalability(loads, throughputs, scale);
  if (fit === null) return { fit: null, reason: 'no fit with positive coefficients' };
  const highest = largest(loads);
  const hasBend =
    (fit.kneeLoad !== null && highest >= fit.kneeLoad) || (fit.peakLoad !== null && highest >= fit.peakLoad);
  return hasBend ? { fit } : { fit: null, reason: 'no load step reaches the bend of the curve' };
}
