import { isMeasure } from '../../model/metrics/measure-metrics.ts';
import type { RunMeasures } from '../../model/run-measures.ts';
import { independentBatches } from '../../stats/batch-means.ts';
import { mean } from '../../stats/moments.ts';
import { testDifference, type DifferenceTest } from '../../stats/difference-test.ts';
import { testRepeats, testSessions } from '../../stats/session-test.ts';
import { moderated, noPrior } from '../../stats/variance-prior.ts';
import { welch } from '../../stats/welch.ts';
import type { LevelValues, SideValues } from '../trends/level-values.ts';
import { batchesOf } from './metric-batches.ts';
import type { Draft, Priors } from './metric-draft.ts';
import type { EffectByRun } from './run-effects.ts';
import { countedValue, sampleSpread } from './sample-spread.ts';

/**
 * What a test of a metric rests on: sessions of the history, repeats in them, stretches of one run, the samples of one run
 * of benchmarks, an assumed spread of their single values, or nothing.
 */
export type Method = 'history' | 'repeats' | 'batches' | 'samples' | 'assumed' | 'none';

/** A metric's difference as one method tests it. */
export interface Tested {
  readonly method: Method;
  readonly test: DifferenceTest | null;
  /** Sessions, stretches, readings or samples; null where a tool prints a spread and does not count its samples. */
  readonly count: number | null;
}

/** Standard deviation between sessions that is taken for granted where too few show it: without and with run effects. */
const assumedSpread = { measured: 0.05, adjusted: 0.03 };

/** The same of what is counted: bytes, allocations, instructions. */
const assumedOfCounts = 0.01;

/** So many sessions of the base show how builds differ. */
export const fewestSessions = 3;

/** Stretches of one run depend on each other and are noisy; readings are measurements of their own. */
const fewestStretches = 5;
const fewestReadings = 3;

const none: Tested = { method: 'none', test: null, count: 0 };

/** What one run of each side cannot show: how the machine and builds differ by themselves. */
function unseenBetween(
  { adjusted, effects, values }: Draft,
  isAdjusted: boolean,
): { readonly machine: number; readonly spread: number; readonly slope: number } {
  const isSeparated = isAdjusted && effects !== null;
  return {
    machine: isSeparated ? machineOf(values, effects, adjusted.slope) : 0,
    spread: assumedSpread[isSeparated ? 'adjusted' : 'measured'],
    slope: isAdjusted ? adjusted.unknownSlope : 0,
  };
}

/** The test of counts of which one is 0 and has no logarithm: the assumed spread is a share of the other. */
function testCounts({ place, sides }: Draft): Tested {
  const [first, second] = [countedValue(sides.base, place), countedValue(sides.head, place)];
  if (first === null || second === null || first === second) return none;
  const variance = 2 * (assumedOfCounts * Math.max(first, second)) ** 2;
  return { method: 'samples', test: testDifference(second - first, variance, Infinity), count: 1 };
}

/** The test of benchmarks by the spread of the samples of one run of each side, with an assumed spread between runs. */
function testSamples(draft: Draft, isAdjusted: boolean): Tested {
  const { place, sides, isLog } = draft;
  if (!isLog) return testCounts(draft);
  const [first, second] = [sampleSpread(sides.base, place), sampleSpread(sides.head, place)];
  if (first === null || second === null) return none;
  const { machine, slope, ...unseen } = unseenBetween(draft, isAdjusted);
  const spread = first.n === 1 && second.n === 1 ? assumedOfCounts : unseen.spread;
  const total = first.variance + second.variance + 2 * spread ** 2 + slope;
  // Satterthwaite's degrees of freedom, infinite where only the assumed spread, which counts as known, is left.
  const df = total ** 2 / (first.variance ** 2 / first.df + second.variance ** 2 / second.df);
  return {
    method: first.isAssumed || second.isAssumed ? 'assumed' : 'samples',
    test: testDifference(second.log - first.log - machine, total, df),
    count: first.n === null || second.n === null ? null : Math.min(first.n, second.n),
  };
}

/** Welch's test of stretches of time of one run of each side, with an assumed spread between runs. */
function testBatches(draft: Draft, isAdjusted: boolean): Tested {
  const { place, sides, isLog } = draft;
  const to = (run: RunMeasures): number[] =>
    independentBatches(batchesOf(run, place).map((value) => (isLog ? Math.log(value) : value)));
  const [first, second] = [to(sides.base), to(sides.head)];
  const fewest = isMeasure(place.metric) ? fewestReadings : fewestStretches;
  if (
    first.length < fewest ||
    second.length < fewest ||
    [...first, ...second].some((one) => !Number.isFinite(one))
  )
    return testSamples(draft, isAdjusted);
  const unit = isLog ? 1 : Math.abs(mean(first));
  const { machine, spread, slope } = unseenBetween(draft, isAdjusted);
  const extra = 2 * (spread * unit) ** 2 + slope;
  const test = welch(
    first,
    second.map((value) => value - machine),
    extra,
  );
  if (test === null) return none;
  return {
    method: 'batches',
    test,
    // Readings that resemble their neighbours are joined before they are compared; readers know the number of them all.
    count: isMeasure(place.metric)
      ? Math.min(batchesOf(sides.base, place).length, batchesOf(sides.head, place).length)
      : Math.min(first.length, second.length),
  };
}

/** By how much the last run of each side differs through the machine. */
export function machineOf({ base, head }: LevelValues, effects: EffectByRun, slope: number): number {
  const last = ({ runs }: SideValues): number => {
    const run = runs.at(-1)?.at(-1);
    return run === undefined ? 0 : (effects.get(run) ?? 0);
  };
  return slope * (last(head) - last(base));
}

/** Tests a metric by the best method that its runs allow, as measured or after what the machine did. */
export function testOf(draft: Draft, priors: Priors, isAdjusted: boolean): Tested {
  const fit = isAdjusted ? draft.adjusted : draft.measured;
  const sessions = moderated(fit.sessions, isAdjusted ? priors.sessions : noPrior);
  const repeats = moderated(fit.repeats, priors.repeats);
  if (fit.countBase === 0 || fit.countHead === 0) return none;
  if (fit.baseDf >= fewestSessions - 1)
    return {
      method: 'history',
      test: testSessions(fit, sessions, repeats, { least: draft.leastVariance, excess: draft.excess }),
      count: fit.countBase,
    };
  if (fit.repeats.df < 2) return testBatches(draft, isAdjusted);
  const unit = draft.isLog ? 1 : Math.abs(fit.level);
  const assumed = assumedSpread[isAdjusted && draft.effects !== null ? 'adjusted' : 'measured'] * unit;
  return {
    method: 'repeats',
    test: testRepeats(fit, repeats, assumed, draft.leastVariance),
    count: fit.countBase,
  };
}
