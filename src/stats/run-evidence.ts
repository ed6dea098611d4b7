import { independentBatches } from './batch-means.ts';
import type { Interval } from './interval.ts';
import { mean, sampleVariance, squaredDeviations } from './moments.ts';
import { maximumHistory, minimumHistory } from './prediction.ts';
import { differenceTest, welch, type MeanDifference } from './welch.ts';

/** What is known of one metric on both sides. Every value is one run's; batches are one run's stretches of time. */
export interface RunValues {
  /** Comparable runs of the current level, oldest first; the runs of the base's build are among them. */
  base: readonly number[];
  /** Runs of the build under test; repeats of one build are repeats. */
  head: readonly number[];
  /** The metric in equal stretches of time of the single base run, after warm-up; absent for aggregates. */
  baseBatches?: readonly number[];
  headBatches?: readonly number[];
  /** Half a unit of the last printed digit, where the values are only known so; default 0. */
  rounding?: number;
}

/** The run-to-run standard deviation assumed, as a share, where only one run a side exists. */
export const assumedRunSpread = 0.05;

/** How a comparison was made: from the run's own history, from repeats, from inside two runs, or not at all. */
export type Method = 'history' | 'repeats' | 'batches' | 'none';

/** A difference between two builds in one metric, not yet judged. */
export interface RunEvidence {
  method: Method;
  /** The levels compared: geometric means of the runs (arithmetic when a value is not positive). NaN when no runs. */
  base: number;
  head: number;
  /** head / base - 1; null when base is 0 or missing. */
  relative: number | null;
  /** 95 % interval of `relative`. */
  interval: Interval | null;
  /** Two-sided p value under "nothing changed"; null when nothing can be tested. */
  p: number | null;
  /** Runs (or batches) on each side that the test used. */
  countBase: number;
  countHead: number;
}

interface Scale {
  isLog: boolean;
  /** What 100 % is on this scale: 1 for logarithms, else the size of the mean. */
  unit: (values: readonly number[]) => number;
  to: (values: readonly number[]) => number[];
}

function scaleOf(input: RunValues): Scale {
  const all = [...input.base, ...input.head, ...(input.baseBatches ?? []), ...(input.headBatches ?? [])];
  const isLog = all.every((value) => value > 0);
  return {
    isLog,
    unit: (values) => (isLog ? 1 : Math.abs(mean(values))),
    to: (values) => (isLog ? values.map(Math.log) : [...values]),
  };
}

/**
 * The variance of a value anywhere within its rounding: uniform over +- r, so r^2 / 3. Runs that all print 6 ms do not
 * show that they spread less than that. On logarithms it is taken as a share of the level.
 */
function roundingVariance({ rounding = 0, base }: RunValues, scale: Scale): number {
  const half = scale.isLog ? rounding / mean(base) : rounding;
  return half ** 2 / 3;
}

/**
 * The head's mean against a history: a prediction interval for the mean of any number of head runs. Runs of one
 * environment are taken to spread alike, so the head's own spread (2 or more runs) is pooled with the history's.
 */
function againstHistory(
  history: readonly number[],
  head: readonly number[],
  leastVariance: number,
): MeanDifference {
  const df = history.length + head.length - 2;
  const variance = (squaredDeviations(history) + squaredDeviations(head)) / df;
  const error = Math.sqrt(Math.max(leastVariance, variance) * (1 / head.length + 1 / history.length));
  return differenceTest(mean(head) - mean(history), error, df);
}

/** Welch's test of two sets of repeats, each of which spreads at least as much as rounding hides. */
function betweenRepeats(
  base: readonly number[],
  head: readonly number[],
  leastVariance: number,
): MeanDifference | null {
  const hidden = [base, head].map(
    (values) => Math.max(0, leastVariance - (sampleVariance(values) ?? 0)) / values.length,
  );
  return welch(base, head, 0.95, hidden[0]! + hidden[1]!);
}

interface Tested {
  method: Method;
  test: MeanDifference | null;
  counts: readonly [number, number];
}

function test(input: RunValues, scale: Scale): Tested {
  const base = scale.to(input.base.slice(-maximumHistory));
  const head = scale.to(input.head);
  const counts = [base.length, head.length] as const;
  const least = roundingVariance(input, scale);
  if (base.length >= minimumHistory && head.length > 0)
    return { method: 'history', test: againstHistory(base, head, least), counts };
  if (base.length >= 3 && head.length >= 3)
    return { method: 'repeats', test: betweenRepeats(base, head, least), counts };
  const first = independentBatches(scale.to(input.baseBatches ?? []));
  const second = independentBatches(scale.to(input.headBatches ?? []));
  if (first.length >= 5 && second.length >= 5 && base.length > 0 && head.length > 0)
    return {
      method: 'batches',
      test: welch(first, second, 0.95, 2 * (assumedRunSpread * scale.unit(first)) ** 2),
      counts: [first.length, second.length],
    };
  return { method: 'none', test: null, counts };
}

/**
 * Compares two builds in one metric. The run is the unit of evidence (Kalibera & Jones, ISMM 2013):
 * - 5 or more comparable runs before: the prediction interval of the head's mean, on logarithms;
 * - else 3 or more runs on both sides: Welch on logarithms;
 * - else batches of both: Welch on logarithms of batch values, with an assumed run-to-run spread of 5 %, since two
 *   single runs cannot show theirs;
 * - else no test: aggregates of one run against one run prove nothing.
 * Logarithms only when every value is positive. Uses the newest 50 runs. Printed values spread at least by their
 * rounding, however equal they look.
 */
export function compareRuns(input: RunValues): RunEvidence {
  const scale = scaleOf(input);
  const { method, test: result, counts } = test(input, scale);
  const level = (values: readonly number[]): number =>
    scale.isLog ? Math.exp(mean(scale.to(values))) : mean(values);
  const base = level(input.base.slice(-maximumHistory));
  const head = level(input.head);
  const evidence = { method, base, head, countBase: counts[0], countHead: counts[1] };
  const relative =
    Number.isNaN(base) || Number.isNaN(head) || base === 0 ? null : (head - base) / Math.abs(base);
  if (result === null) return { ...evidence, relative, interval: null, p: null };
  const share = (difference: number): number =>
    scale.isLog ? Math.expm1(difference) : difference / Math.abs(base);
  const shift = relative === null ? 0 : relative - share(result.difference);
  // What is never negative cannot fall by more than all of it, whatever a symmetric interval says.
  const floor = [...input.base, ...input.head].every((value) => value >= 0) ? -1 : -Infinity;
  const interval =
    relative === null
      ? null
      : {
          lower: Math.max(floor, share(result.interval.lower) + shift),
          upper: share(result.interval.upper) + shift,
        };
  return { ...evidence, relative, interval, p: result.p };
}
