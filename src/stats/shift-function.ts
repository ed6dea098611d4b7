import type { Interval } from './interval.ts';
import { largest } from '../model/long-lists.ts';

/** A quantile of one run with its 95% interval; infinite sides where the samples bound none. */
export interface QuantileEstimate {
  readonly share: number;
  readonly value: number;
  readonly interval: Interval;
}

/** How one quantile moved: head / base - 1 with its band. */
export interface QuantileShift {
  readonly share: number;
  readonly relative: number;
  readonly interval: Interval;
}

/** The 97.5% quantile of a normal variable. */
const z = 1.96;
/** The run-to-run standard deviation, as a share, that two single runs are taken to have. */
const assumedRunSpread = 0.05;
/** What two single runs of one build are taken to differ by, on logarithms, at 95%. */
const betweenRuns = z * assumedRunSpread * Math.SQRT2;

/**
 * The shift function: quantile by quantile, head against base (Doksum, Annals of Statistics 2 (1974) 267-277; Wilcox,
 * Introduction to Robust Estimation, 5.1). The band of each ratio joins the two intervals, which allow for dependence, on
 * logarithms by their distances from the estimates (MOVER: Zou & Donner, Stat. Med. 27 (2008) 1693-1702), and a
 * run-to-run spread of 5%, as in any comparison of single runs. Quantiles of which a side is unbounded, or that are 0, are
 * left out.
 */
export function shiftFunction(
  base: readonly QuantileEstimate[],
  head: readonly QuantileEstimate[],
): QuantileShift[] {
  return head.flatMap((one) => {
    const other = base.find(({ share }) => share === one.share);
    return other === undefined || !isBounded(one) || !isBounded(other) ? [] : [shiftOf(other, one)];
  });
}

const isBounded = ({ value, interval: { lower, upper } }: QuantileEstimate): boolean =>
  value > 0 && lower > 0 && Number.isFinite(upper);

/** Distances on logarithms from a value down to its lower bound, and up to its upper one. */
const arms = ({ value, interval }: QuantileEstimate): { down: number; up: number } => ({
  down: Math.max(0, Math.log(value / interval.lower)),
  up: Math.max(0, Math.log(interval.upper / value)),
});

function shiftOf(base: QuantileEstimate, head: QuantileEstimate): QuantileShift {
  const change = Math.log(head.value / base.value);
  const [from, to] = [arms(base), arms(head)];
  return {
    share: head.share,
    relative: Math.expm1(change),
    interval: {
      lower: Math.expm1(change - Math.hypot(to.down, from.up, betweenRuns)),
      upper: Math.expm1(change + Math.hypot(to.up, from.down, betweenRuns)),
    },
  };
}

/** 1 where a quantile got slower for certain, -1 where it got faster, 0 where its band includes no change. */
export const directionOf = ({ interval }: QuantileShift): -1 | 0 | 1 =>
  interval.lower > 0 ? 1 : interval.upper < 0 ? -1 : 0;

/**
 * True where the shape changed: some quantiles moved for certain while others did not, or went the other way, and the
 * bands of two of them lie apart.
 */
export function isUneven(shifts: readonly QuantileShift[]): boolean {
  if (shifts.every((one) => directionOf(one) === 0)) return false;
  const highest = largest(shifts.map(({ interval }) => interval.lower));
  return shifts.some(({ interval }) => interval.upper < highest);
}
