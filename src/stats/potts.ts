import { numberAt, type Numbers } from './numbers.ts';
import { isSurelyOneLevel } from './one-level.ts';
import type { PottsOptions } from './potts-options.ts';
import { quantile, quantilePosition } from './quantile.ts';
import { differences, madScale, robustDeviation, sortedCopy } from './robust.ts';

/** The upper quartile of a standard normal value's size. */
const normalUpperQuartile = 1.1503;

/** Where the upper quartile of differences says this many times what their median says, they are of two kinds. */
const twoKinds = 3;

/** Fewer differences than this do not show of how many kinds they are: a step and two outliers make five large ones. */
const leastForKinds = 20;

/**
 * The noise of a series that may have steps: the robust deviation of run-to-run differences over sqrt 2 (a step
 * spoils one difference only). Where two kinds of machine take turns, it is taken from the upper quartile of the
 * differences: those within a kind say nothing of what separates the kinds. Where most differences are 0, see
 * `noiseOfRepeats`; 0 for a constant series.
 */
export function noiseOf(values: Numbers): number {
  const steps = differences(values);
  const robust = robustDeviation(steps) / Math.SQRT2;
  if (!(robust > 0)) return noiseOfRepeats(values, steps);
  if (steps.length < leastForKinds || isOfOneKind(steps, robust)) return robust;
  const mixed = quantile(steps.map(Math.abs).sort(), 0.75) / normalUpperQuartile / Math.SQRT2;
  return mixed > twoKinds * robust ? mixed : robust;
}

/**
 * True where so many differences are small that their upper quartile cannot show two kinds, which is so for nearly all
 * histories and needs no sorting.
 */
function isOfOneKind(steps: Float64Array, robust: number): boolean {
  const limit = twoKinds * robust * normalUpperQuartile * Math.SQRT2 * (1 - 1e-9);
  let count = 0;
  const { length } = steps;
  for (let i = 0; i < length; i++) if (Math.abs(steps[i] ?? NaN) <= limit) count++;
  return count > quantilePosition(length, 0.75, 7).rank;
}

/** In a series without any other noise, the smallest step is this many noise units high. */
const exactStep = 4;

/**
 * The noise of values that mostly repeat (counts, bytes, rounded times): the root mean square distance from the median
 * of each value and its two neighbours, which is the standard deviation where a series takes two values at random, and
 * 0 where it only steps from level to level. At least a quarter of the smallest difference, so that a step of an
 * exact count stands out as clearly as any can, and at least what the values that do not repeat show.
 */
function noiseOfRepeats(values: Numbers, steps: Float64Array): number {
  let squares = 0;
  for (let i = 1; i + 1 < values.length; i++) {
    const [a, b, c] = [numberAt(values, i - 1), numberAt(values, i), numberAt(values, i + 1)];
    squares += (b - Math.max(Math.min(a, b), Math.min(Math.max(a, b), c))) ** 2;
  }
  const sizes = steps.filter((step) => step !== 0).map(Math.abs);
  if (sizes.length === 0) return 0;
  sizes.sort();
  const ofAll = Math.sqrt(squares / Math.max(1, values.length - 2));
  return Math.max(ofAll, numberAt(sizes, 0) / exactStep, noiseOfChanging(sizes));
}

/** Fewer differences than this do not tell the noise of a level from the steps to it and from it. */
const leastChanging = 5;

/**
 * The noise of the levels that do not repeat, in a series that rests on one value otherwise: no request fails, then a
 * fifth of them, more or less. From the sizes of differences other than 0, in order; 0 where they are all of one kind,
 * so that none of them is noise beside a step.
 */
function noiseOfChanging(sizes: Float64Array): number {
  const middle = quantile(sizes, 0.5);
  if (sizes.length < leastChanging || middle > numberAt(sizes, sizes.length - 1) / exactStep) return 0;
  return (middle * madScale) / Math.SQRT2;
}

const quantileCount = 200;

/** Between which of n ascending values each quantile lies, and how near to the upper one. */
interface QuantilePlaces {
  readonly n: number;
  readonly ranks: Int32Array;
  readonly weights: Float64Array;
}

function quantilePlaces(n: number): QuantilePlaces {
  const ranks = new Int32Array(quantileCount);
  const weights = new Float64Array(quantileCount);
  for (let i = 0; i < quantileCount; i++) {
    const { rank, weight } = quantilePosition(n, i / (quantileCount - 1), 7);
    ranks[i] = Math.min(n, Math.max(1, rank));
    weights[i] = weight;
  }
  return { n, ranks, weights };
}

/** Those of the last history: the metrics of a run have histories of one length. */
let known: QuantilePlaces = quantilePlaces(1);

/** The levels a segment may have: 200 quantiles of the values and the midpoints between neighbours. */
function candidateLevels(sorted: Float64Array): Float64Array {
  const n = sorted.length;
  if (known.n !== n) known = quantilePlaces(n);
  const { ranks, weights } = known;
  const levels = new Float64Array(2 * quantileCount);
  let count = 0;
  let last = NaN;
  for (let i = 0; i < quantileCount; i++) {
    const rank = ranks[i] ?? 1;
    const lower = sorted[rank - 1] ?? NaN;
    const weight = weights[i] ?? 0;
    const level = weight === 0 ? lower : lower + weight * ((sorted[rank] ?? lower) - lower);
    if (level === last) continue;
    if (count > 0) levels[count++] = (last + level) / 2;
    levels[count++] = level;
    last = level;
  }
  return levels.subarray(0, count);
}

/**
 * The first index of every new level of the best piecewise constant fit, under a biweight-like cost
 * min(((y - level) / noise)^2, K^2) and a price per change (a Potts functional: Storath & Weinmann 2014; the bounded
 * cost: Fearnhead & Rigaill, JASA 114 (2019) 169-183). Exact over the candidate levels by dynamic programming in
 * O(values x levels), so linear in the number of runs.
 */
export function pottsSegmentation(values: Numbers, noise: number, options: PottsOptions): number[] {
  const levels = candidateLevels(sortedCopy(values));
  if (isSurelyOneLevel(values, { ...options, levels, noise })) return [];
  const count = levels.length;
  const costs = new Float64Array(count);
  const hasJumped = new Uint8Array(values.length * count);
  const bestBefore = new Int32Array(values.length);
  const limit = options.outlierLimit ** 2;
  let best = -1;
  let bestCost = Infinity;
  for (let t = 0; t < values.length; t++) {
    bestBefore[t] = best;
    const jumpCost = bestCost + options.penalty;
    bestCost = Infinity;
    const value = numberAt(values, t);
    const row = t * count;
    // Millions of times per build, so without calls: one level for each of up to 400 quantiles.
    for (let l = 0; l < count; l++) {
      let cost = costs[l] ?? NaN;
      if (jumpCost < cost) {
        cost = jumpCost;
        hasJumped[row + l] = 1;
      }
      const distance = (value - (levels[l] ?? NaN)) / noise;
      cost += Math.min(distance * distance, limit);
      costs[l] = cost;
      if (cost < bestCost) {
        bestCost = cost;
        best = l;
      }
    }
  }
  return backTrack(values.length, count, best, hasJumped, bestBefore);
}

function backTrack(
  n: number,
  count: number,
  last: number,
  hasJumped: Uint8Array,
  bestBefore: Int32Array,
): number[] {
  const starts: number[] = [];
  let level = last;
  for (let t = n - 1; t > 0; t--) {
    if (hasJumped[t * count + level] === 0) continue;
    const previous = numberAt(bestBefore, t);
    if (previous !== level) starts.push(t);
    level = previous;
  }
  return starts.reverse();
}
