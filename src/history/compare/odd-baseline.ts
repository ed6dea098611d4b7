import type { Reason } from '../../model/text/basis.ts';
import type { Evidence } from '../evidence/metric-evidence.ts';

const isLikeBaseline: Reason = {
  id: 'odd-baseline',
  text: 'this run is like its baseline, which is far from the runs before it',
};

const isLikeOthers: Reason = {
  id: 'odd-baseline',
  text: 'the baseline is far from the runs before it, and this run is like those',
};

const isBetween: Reason = {
  id: 'odd-baseline',
  text: 'the baseline is further from the runs before it than this run is',
};

/**
 * Why a change is not called whose baseline is one bad night: the next run is 45% faster, and that is no change of the
 * code. `own` is the change between the two values themselves. null if the baseline is like the runs before it.
 */
export function oddBaselineReason(
  own: number | null,
  { oddBase, relative }: Pick<Evidence, 'oddBase' | 'relative'>,
): Reason | null {
  if (oddBase === undefined) return null;
  const { isLikeHead, areOthersLikeHead } = oddBase;
  if (isLikeHead !== areOthersLikeHead) return isLikeHead ? isLikeBaseline : isLikeOthers;
  const isFurther = !isLikeHead && Math.sign(own ?? 0) === -Math.sign(relative ?? 0);
  return isFurther ? isBetween : null;
}
