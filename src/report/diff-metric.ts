import type { DiffCommon, DiffMetric } from '../model/documents/diff.ts';
import { tidyNumber, tidyPair } from '../model/text/tidy-number.ts';
import { basisText, rowBasis } from '../model/text/basis.ts';
import { metricOf } from '../model/metrics/metrics.ts';
import { moreRunsDoNotSettle } from '../stats/runs-to-compare.ts';
import type { CommonChange, MetricChange } from '../model/run-report.ts';

/** head / base - 1; for a negative base, the difference as a share of its absolute value. */
const relativeOf = (base: number, head: number, share: number): number =>
  tidyNumber(base > 0 ? head / base - 1 : share);

/** The bounds of `relative`; from a base of 0 those of the difference, in the unit that is named. */
function intervalOf(
  { interval, isAbsolute }: MetricChange,
  scale: number,
): Pick<DiffMetric, 'interval' | 'unit'> {
  if (interval?.lower == null || interval.upper == null) return { interval: null };
  const by = isAbsolute === true || scale === 0 ? 1 : scale;
  const bounds = tidyPair([interval.lower / by, interval.upper / by]);
  if (isAbsolute === true) return { interval: bounds, unit: 'absolute' };
  return scale === 0 ? { interval: bounds, unit: 'points' } : { interval: bounds };
}

/** A metric's change in the diff's form. Shares are compared by their difference; the diff states them relatively. */
export function diffMetric(change: MetricChange): DiffMetric {
  const { metric, terms, scenario, endpoint, base, head, relative, verdict, certainty, basis } = change;
  const isShare = metricOf(change).unit === 'share';
  const scale = isShare ? (base === null ? 0 : Math.abs(base)) : 1;
  return {
    metric,
    ...(terms !== undefined && { terms }),
    scenario,
    endpoint: endpoint === '*' ? null : endpoint,
    base,
    head,
    relative:
      base !== null && head !== null && relative !== null && scale > 0
        ? relativeOf(base, head, relative / scale)
        : relative === 0
          ? 0
          : null,
    ...intervalOf(change, scale),
    verdict,
    certainty,
    basis: basisText(basis),
    ...(basisText(basis) !== basis.evidence && { evidence: basis.evidence }),
    ...(basis.reasons !== undefined && { reasons: [...basis.reasons] }),
    ...(change.pairs !== undefined && { design: 'paired' as const, pairs: change.pairs }),
    ...(change.shared === true && { shared: true as const }),
    ...(change.isTransaction === true && { transaction: true as const }),
    ...(change.isExplained === true && { explained: true as const }),
    ...(change.isLargestOpen === true && { largestUnconfirmed: true as const }),
    ...(change.settle !== undefined && { settle: change.settle }),
  };
}

/** What all endpoints share of their change, in the diff's form. */
export const diffCommon = ({
  relative,
  interval,
  verdict,
  certainty,
  control,
  confirmedBy,
  metric,
  terms,
  endpoints,
}: CommonChange): DiffCommon => ({
  metric,
  ...(terms !== undefined && { terms }),
  endpoints,
  relative: tidyNumber(relative),
  interval:
    interval?.lower == null || interval.upper == null ? null : tidyPair([interval.lower, interval.upper]),
  verdict,
  certainty,
  control,
  ...(confirmedBy !== undefined && { confirmedBy }),
});

/**
 * The advice that a row of a table prints. Where more runs would not help, that is said of the largest difference alone:
 * in hundreds of quiet rows it is no advice.
 */
export const rowAdvice = (settle: string | undefined, isLargest: boolean): string | null =>
  settle === undefined || (settle === moreRunsDoNotSettle && !isLargest) ? null : settle;

/** What a row of a table prints of the evidence: "history of 12 runs", and why a change is only possible. */
export const rowEvidence = ({ basis, evidence = basis, reasons = [], shared }: DiffMetric): string =>
  rowBasis({ evidence, reasons }, shared);
