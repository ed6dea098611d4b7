import { dependenceOf } from './dependence.ts';
import { noiseOf, pottsSegmentation } from './potts.ts';
import { withoutRamps } from './ramp.ts';
import { mergeSteps } from './segment-merge.ts';
import { singleSplit } from './single-split.ts';
import { aroundSteps, stepEvidence, supportedSteps, type StepPrice } from './step-evidence.ts';
import { placedSteps } from './step-place.ts';

/** Below this many runs a history has no change points, only a prediction for the newest run. */
export const minimumRuns = 10;

/** A run costs at most the square of this many noise units. */
const outlierLimit = 4;

/** With fewer runs than this one split into two levels is also tested by Student's t. */
const shortHistory = 30;

/** The steps of one stretch of a history. */
export interface Steps {
  /** One noise unit; on logarithms when all values are positive. */
  readonly noise: number;
  /** All steps that exceed the noise, in order. */
  readonly all: readonly number[];
  /** Those that are no part of a slope or of a noise that wanders. */
  readonly kept: readonly number[];
  /** Whether each kept step would be found even if the level before had come back since. */
  readonly isSettled: readonly boolean[];
}

const noSteps = { noise: 0, all: [], kept: [], isSettled: [] } as const satisfies Steps;

/** Where levels may begin: the best fit, and in a short history without any step the best split. */
function candidateSteps(scaled: Float64Array, price: StepPrice): number[] {
  const steps = pottsSegmentation(scaled, price.noise, price);
  return steps.length === 0 && scaled.length < shortHistory ? singleSplit(scaled) : steps;
}

/** Where neighbours resemble each other by phi, noise is wider than differences show, and n runs count as fewer. */
function dependentPrice({ noise, outlierLimit, penalty }: StepPrice, phi: number): StepPrice {
  return {
    noise: noise / Math.sqrt(1 - phi),
    outlierLimit,
    penalty: (penalty * (1 + phi)) / (1 - phi),
  };
}

/** Rounding may take this much from an effect, or a step of exactly the minimum effect would be lost. */
const roundingError = 1e-9;

/** How many times the minimum effect a change between two levels is. */
function effectScore(isLogarithm: boolean, minimumEffect: number): (before: number, after: number) => number {
  return (before, after) =>
    Math.abs(isLogarithm ? Math.expm1(after - before) : (after - before) / before) /
    (minimumEffect * (1 - roundingError));
}

function areAllPositive(values: Float64Array): boolean {
  const { length } = values;
  for (let i = 0; i < length; i++) if (!((values[i] ?? NaN) > 0)) return false;
  return true;
}

function logarithmsOf(values: Float64Array): Float64Array {
  // The typed array's own map takes several times as long.
  const logarithms = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) logarithms[i] = Math.log(values[i] ?? NaN);
  return logarithms;
}

/**
 * The steps between levels of a series, one value per run:
 * a robust Potts fit, weak steps merged, each placed where it fits best; then without steps that dependent noise or a
 * slope explains as well. A step is settled when it saves twice its price, which a return of the level would cost.
 */
export function findSteps(values: Float64Array, minimumEffect: number): Steps {
  if (values.length < minimumRuns) return noSteps;
  const isPositive = areAllPositive(values);
  const scaled = isPositive ? logarithmsOf(values) : values;
  const noise = noiseOf(scaled);
  if (!(noise > 0)) return noSteps;
  const price = { noise, outlierLimit, penalty: 10 * Math.log(values.length) };
  const candidates = candidateSteps(scaled, price);
  if (candidates.length === 0) return { ...noSteps, noise };
  const score = minimumEffect > 0 ? effectScore(isPositive, minimumEffect) : null;
  const all = placedSteps(scaled, mergeSteps(scaled, candidates, noise, score));
  const phi = dependenceOf(scaled, all);
  // The fit has charged the price of independent noise already.
  const supported = phi === 0 ? all : supportedSteps(scaled, all, dependentPrice(price, phi));
  const kept = withoutRamps(scaled, supported, price);
  const isSettled = aroundSteps(scaled, kept).map(
    (around) => stepEvidence(around.values, around.step, price) >= 2 * price.penalty,
  );
  return { noise, all, kept, isSettled };
}
