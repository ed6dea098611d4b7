import type { Reason } from '../../model/text/basis.ts';
import type { Bounds } from '../../model/metrics/metric-value.ts';
import type { CommonChange } from '../../model/run-report.ts';

/** True where an interval is wholly above 0 or wholly below it: alone, such a comparison would have been called. */
export const leavesOutZero = (interval: Bounds | null): boolean =>
  interval?.lower != null && interval.upper != null && interval.lower * interval.upper > 0;

const manyMetrics: Reason = {
  id: 'many-metrics',
  text: 'the interval excludes 0, but with this many metrics compared that may be chance',
};

const belowMinimumEffect: Reason = {
  id: 'minimum-effect',
  text: 'the interval excludes 0, but the change is below the minimum effect',
};

const partOfCommonChange: Reason = {
  id: 'common-change',
  text: 'the interval excludes 0, but not after the median change of all endpoints',
};

/** A change that was not called, as measured. */
interface Uncalled {
  readonly relative: number | null;
  readonly interval: Bounds | null;
}

/**
 * Why a change is not called although its interval excludes 0; null where there is nothing to explain. `common` is the
 * change that all endpoints share, if there is one.
 */
export function openReason(
  { relative, interval }: Uncalled,
  common: Pick<CommonChange, 'relative' | 'certainty'> | null,
  minimumEffect: number,
): Reason | null {
  if (relative === null || !leavesOutZero(interval)) return null;
  if (Math.abs(relative) < minimumEffect) return belowMinimumEffect;
  const isShared = common?.certainty != null && Math.sign(common.relative) === Math.sign(relative);
  return isShared ? partOfCommonChange : manyMetrics;
}
