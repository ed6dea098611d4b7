/** What one load came to. */
export interface LoadLevel {
  /** Concurrent users, or offered requests per second. */
  load: number;
  /** Finished requests, and the seconds in which they were. */
  count: number;
  seconds: number;
  /** Median latency in ms. */
  latencyMs: number;
}

/** The load beyond which more of it brought hardly any more throughput. */
export interface Knee {
  /** The level at which throughput stopped growing, and the highest that it is compared with. */
  at: LoadLevel;
  beyond: LoadLevel;
  /** Throughput and latency there against here, as shares: 0.01 is 1% more. */
  throughputChange: number;
  latencyChange: number;
}

/** Load and latency must grow by this share from the knee to the highest level. */
const clearGrowth = 0.25;
/** Throughput may grow by this share of the load's growth. */
const hardlyAny = 0.2;
/** And, at the upper end of its interval, by this one: a proportional system has 1. */
const surelyLess = 0.5;
/** A lower level must have had at most this share of the knee's throughput. */
const clearlyLess = 0.8;
const z = 1.96;

const rate = ({ count, seconds }: LoadLevel): number => count / seconds;

/** Growth of throughput as a share of the growth of load; `deviations` of chance arrivals are added to it. */
function yieldOf(from: LoadLevel, to: LoadLevel, deviations: number): number {
  const chance = Math.exp(deviations * Math.sqrt(1 / from.count + 1 / to.count));
  return ((rate(to) / rate(from)) * chance - 1) / (to.load / from.load - 1);
}

/**
 * The knee of throughput over load: the lowest level after which every higher one (by 10% or more) yields at most a
 * fifth of what growing in proportion would, the highest at most half of it for certain (95%, counts taken as
 * Poisson), while load and median latency grow by a quarter or more. Below the knee throughput must have grown: where
 * a generator sends at a rate of its own, it is flat from the first level on and says nothing of the system.
 * null for none. Levels in any order; those without requests or time are left out.
 */
export function findKnee(levels: readonly LoadLevel[]): Knee | null {
  const known = levels
    .filter(({ load, count, seconds }) => load > 0 && count > 0 && seconds > 0)
    .toSorted((a, b) => a.load - b.load);
  for (const [i, at] of known.entries()) {
    const higher = known.slice(i + 1).filter(({ load }) => load >= 1.1 * at.load);
    const beyond = higher.at(-1);
    if (beyond === undefined || beyond.load < (1 + clearGrowth) * at.load) return null;
    const isFlat = higher.every((level) => yieldOf(at, level, 0) <= hardlyAny);
    const latencyChange = beyond.latencyMs / at.latencyMs - 1;
    const grewBefore = known.slice(0, i).some((level) => rate(level) <= clearlyLess * rate(at));
    if (isFlat && grewBefore && latencyChange >= clearGrowth && yieldOf(at, beyond, z) <= surelyLess)
      return { at, beyond, throughputChange: rate(beyond) / rate(at) - 1, latencyChange };
  }
  return null;
}
