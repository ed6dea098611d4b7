import { toleranceOf, type MetricValue } from '../../model/metrics/metric-value.ts';
import type { MetricId, MetricRef } from '../../model/metrics/metrics.ts';
import { shareOfMetric } from '../../model/metrics/percentile-metrics.ts';
import type { Place } from '../runs/annotation-scope.ts';
import type { ComparedSides, Comparison } from './compared-sides.ts';
import { isComparedByDifference } from '../trends/history-analysis.ts';
import { otherUnitText } from '../runs/measure-units.ts';
import { valueAt, placeNumber } from '../runs/metric-index.ts';

/** Fewest samples behind a percentile whose upper 95% bound exists: n >= ln 0.05 / ln q. */
function fewestSamples(metric: MetricId): number {
  const share = shareOfMetric(metric);
  return share === null ? 0 : Math.ceil(Math.log(0.05) / Math.log(Math.max(share, 1 - share)));
}

/** The change between the two values themselves: relative, or the difference for shares. */
export function changeOf(metric: MetricRef, base: number, head: number): number | null {
  if (isComparedByDifference(metric)) return head - base;
  return base === 0 ? (head === 0 ? 0 : null) : (head - base) / Math.abs(base);
}

/** A metric of both sides. `settled` is a reason to call no change, whatever the test would say. */
export interface Pending {
  readonly place: Place;
  readonly base: number | null;
  readonly head: number | null;
  readonly own: number | null;
  readonly settled: {
    readonly verdict: 'no-change-shown' | 'cannot-tell';
    readonly why: string;
    /** True for a measure that the other run has in a unit that cannot be converted. */
    readonly isOtherUnit?: true;
  } | null;
  /** True for a transaction, in either run. */
  readonly isTransaction?: true;
  /** The two printed values may be this far apart and still be one: both were rounded. */
  readonly rounding: number;
}

function tooFew(
  { base, head }: Pick<Comparison, 'base' | 'head'>,
  metric: MetricId,
  ...values: readonly MetricValue[]
): string | null {
  // The typical time of benchmarks is tested by the spread of their samples, without an interval of ranks.
  if (metric === 'response.p50' && base.kind === 'benchmark' && head.kind === 'benchmark') return null;
  const fewest = fewestSamples(metric);
  const short = values.find(({ n }) => n !== null && n < fewest);
  if (short === undefined) return null;
  const n = short.n ?? 0;
  return `${n} ${n === 1 ? 'sample is' : 'samples are'} too few for this percentile: it needs ${fewest}`;
}

/** Why a measure that only one of the runs has by this id is not compared with the other's. */
function inOtherUnit({ base, head }: Comparison, place: Place): string | null {
  const rows = [...head.measures, ...base.measures].filter(
    ({ scenario, endpoint = null }) => scenario === place.scenario && endpoint === place.endpoint,
  );
  const row = rows.find(
    ({ metric, otherUnit }) =>
      otherUnit !== undefined && (metric === place.metric || otherUnit.metric === place.metric),
  );
  return row === undefined ? null : otherUnitText(row);
}

/** The two values of a place, before the evidence; settled where no evidence could say more. */
export function pend(
  comparison: Comparison,
  sides: ComparedSides | null,
  place: Place,
  isSameData: boolean,
): Pending {
  const number = placeNumber(place);
  const from = valueAt(comparison.base, number);
  const to = valueAt(comparison.head, number);
  const isTransaction = from?.isTransaction === true || to?.isTransaction === true;
  const values = {
    ...{ place, base: from?.value ?? null, head: to?.value ?? null },
    ...(isTransaction && { isTransaction: true as const }),
  };
  const unjudged = (why: string, rest: { isOtherUnit?: true } = {}): Pending => ({
    ...values,
    own: null,
    settled: { verdict: 'cannot-tell', why, ...rest },
    rounding: 0,
  });
  if (from === undefined || to === undefined) {
    const other = inOtherUnit(comparison, place);
    const where = from === undefined ? 'the baseline' : 'this run';
    return other === null ? unjudged(`not measured in ${where}`) : unjudged(other, { isOtherUnit: true });
  }
  if (sides === null) return unjudged('not comparable');
  const rounding = toleranceOf(from) + toleranceOf(to);
  const known = { ...values, own: changeOf(place, from.value, to.value), rounding };
  if (isSameData && from.value === to.value)
    return { ...known, settled: { verdict: 'no-change-shown', why: 'the same data' } };
  const why = tooFew(comparison, place.metric, from, to);
  return { ...known, settled: why === null ? null : { verdict: 'cannot-tell', why } };
}
