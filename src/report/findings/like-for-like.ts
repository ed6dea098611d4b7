import { at } from '../../model/checked.ts';
import type { TimeWindow } from '../../model/finding.ts';
import { histogramQuantiles } from '../../stats/histogram.ts';
import type { GatheredScenario } from '../measure/gather.ts';
import { slicesIn, pool } from '../measure/stretches.ts';

type Stretch = Pick<TimeWindow, 'startSeconds' | 'endSeconds'>;

/** How much slower one stretch of a scenario was than another, endpoint by endpoint. */
export interface LikeForLike {
  /** Median there / median here, the geometric mean over endpoints by their requests; 1.2 is a fifth slower. */
  readonly ratio: number;
  /** The ratio less three standard errors: chance alone hardly ever goes so far. */
  readonly sureRatio: number;
  /** Requests of endpoints that are slower by 5% or more, as a share of all compared. */
  readonly slowerShare: number;
}

/** Fewer requests of an endpoint in a stretch are not compared. */
const fewestRequests = 20;
/** Endpoints compared must have this share of the requests of both stretches. */
const leastCovered = 0.5;
const clearlySlower = 1.05;
const standardErrors = 3;

/**
 * Compares the median of each endpoint in two stretches, so that a changed mix of endpoints is no change of speed.
 * Null where too few requests can be compared.
 */
export function likeForLike(scenario: GatheredScenario, there: Stretch, here: Stretch): LikeForLike | null {
  const firstStartMs = scenario.pooled?.digest.firstStartMs ?? null;
  if (firstStartMs === null) return null;
  const measured = scenario.endpoints.map(({ digest }) => {
    const [a, b] = [there, here].map((stretch) => slicesIn(digest.slices, firstStartMs, stretch)) as [[], []];
    return { there: summary(a), here: summary(b) };
  });
  const requests = (pick: (one: (typeof measured)[number]) => number): number =>
    measured.reduce((sum, one) => sum + pick(one), 0);
  const compared = measured.filter(
    (one) => Math.min(one.there.count, one.here.count) >= fewestRequests && one.here.median > 0,
  );
  const covered = compared.reduce((sum, one) => sum + one.there.count + one.here.count, 0);
  if (covered < leastCovered * requests((one) => one.there.count + one.here.count) || covered === 0)
    return null;
  const weights = compared.map((one) => Math.min(one.there.count, one.here.count));
  const ratios = compared.map((one) => Math.max(one.there.median, 1e-9) / one.here.median);
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const slower = weights
    .filter((_, i) => at(ratios, i) >= clearlySlower)
    .reduce((sum, weight) => sum + weight, 0);
  const squares = weights.map((weight, i) => (weight / all) ** 2 * varianceOf(at(compared, i)));
  const error = Math.sqrt(squares.reduce((sum, square) => sum + square, 0));
  const ratio = Math.exp(weights.reduce((sum, weight, i) => sum + weight * Math.log(at(ratios, i)), 0) / all);
  return { ratio, sureRatio: ratio * Math.exp(-standardErrors * error), slowerShare: slower / all };
}

interface Summary {
  readonly count: number;
  readonly median: number;
  /** Standard deviation of the logarithms, from the quartiles. */
  readonly spread: number;
}

/** Quartiles of a normal distribution are so many standard deviations apart. */
const quartileDistance = 1.349;

function summary(parts: ReturnType<typeof slicesIn>): Summary {
  const [low, median, high] = histogramQuantiles(pool(parts), [0.25, 0.5, 0.75]) as [number, number, number];
  return {
    count: parts.reduce((sum, part) => sum + part.count, 0),
    median,
    spread: low > 0 ? Math.log(high / low) / quartileDistance : 0,
  };
}

/** Variance of the logarithm of a ratio of two medians: pi / 2 times that of the means. */
const varianceOf = ({ there, here }: { readonly there: Summary; readonly here: Summary }): number =>
  (Math.PI / 2) * (there.spread ** 2 / there.count + here.spread ** 2 / here.count);
