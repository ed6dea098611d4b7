import { placeKey } from '../../../model/metrics/metric-value.ts';
import type { Reason } from '../../../model/text/basis.ts';
import type { RunMeasures } from '../../../model/run-measures.ts';
import type { MetricChange } from '../../../model/run-report.ts';
import { formatMetric } from '../../../model/text/format.ts';
import { minimumEffectOf } from '../../trends/history-analysis.ts';
import type { CauseRule } from './other-cause.ts';

/** Up to this share of the requests, endpoints that only one run has change no metric of all requests noticeably. */
const negligibleShare = 0.01;

type Scope = MetricChange['scenario'];

/** What two runs have in common of one scenario. */
interface Overlap {
  /** Endpoints that only one of them has. */
  readonly others: readonly string[];
  /** The share of failed requests among those to endpoints of both; null where that is unknown. */
  readonly errors: { from: number; to: number } | null;
  /** The share of each run's requests that went to endpoints of both. */
  readonly base: number;
  readonly head: number;
}

const isRate = ({ metric }: MetricChange): boolean => metric === 'throughput.requestsPerSecond';

const isErrorRate = ({ metric }: MetricChange): boolean => metric === 'errors.rate';

const isOfAll = (change: MetricChange): boolean =>
  isRate(change) || isErrorRate(change)
    ? change.endpoint === null || change.endpoint === '*'
    : change.endpoint === '*' && change.metric.startsWith('response.');

const rowsOf = ({ response }: RunMeasures, scope: Scope): RunMeasures['response'] =>
  scope === null ? response : response.filter(({ scenario }) => scenario === scope);

/** The share of requests that went to endpoints of another run; null where requests were not counted. */
function commonShare(rows: RunMeasures['response'], other: RunMeasures['response']): number | null {
  const places = new Set(other.map(placeKey));
  let [all, common] = [0, 0];
  for (const row of rows) {
    if (row.count === null) return null;
    all += row.count;
    if (places.has(placeKey(row))) common += row.count;
  }
  return all === 0 ? null : common / all;
}

/** The share of failed requests among those to endpoints of another run; null where there is none, or it is unknown. */
function commonErrors(rows: RunMeasures['response'], other: RunMeasures['response']): number | null {
  const places = new Set(other.map(placeKey));
  const common = rows.filter((row) => places.has(placeKey(row)));
  let [requests, errors] = [0, 0];
  for (const row of common) {
    if (row.count === null || row.errors === null) return null;
    requests += row.count;
    errors += row.errors;
  }
  return requests === 0 ? null : errors / requests;
}

function overlapOf(base: RunMeasures, head: RunMeasures, scope: Scope): Overlap | null {
  const [before, after] = [rowsOf(base, scope), rowsOf(head, scope)];
  const shares = { base: commonShare(before, after), head: commonShare(after, before) };
  if (shares.base === null || shares.head === null) return null;
  if (Math.min(shares.base, shares.head) >= 1 - negligibleShare) return null;
  const places = [before, after].map((rows) => new Set(rows.map(placeKey)));
  const others = [...before, ...after].filter((row) => !places.every((some) => some.has(placeKey(row))));
  const [from, to] = [commonErrors(before, after), commonErrors(after, before)];
  return {
    others: others.map(({ label }) => label),
    errors: from === null || to === null ? null : { from, to },
    base: shares.base,
    head: shares.head,
  };
}

const named = ([first = '', ...more]: readonly string[]): string =>
  more.length === 0 ? `only one run has ${first}` : `only one run has ${first} and ${more.length} more`;

/** The change of the endpoints that both runs have; null where there is none, or times of them are not known. */
function likeForLike(change: MetricChange, overlap: Overlap): { from: number; to: number } | null {
  if (isErrorRate(change)) return overlap.errors;
  const { base, head } = change;
  if (!isRate(change) || base === null || head === null || overlap.base === 0 || overlap.head === 0)
    return null;
  return { from: base * overlap.base, to: head * overlap.head };
}

const reasonOf = (text: string): Reason => ({ id: 'other-endpoints', text });

/** True if one run names no endpoint: then nobody knows whether the other asked for others. */
const namesNone = (rows: RunMeasures['response']): boolean => rows.every(({ endpoint }) => endpoint === '*');

/** An endpoint that the head adds to all of the base, and that fails, is a change for the worse all the same. */
const isByAddition = (change: MetricChange, overlap: Overlap): boolean =>
  isErrorRate(change) && change.verdict === 'worse' && overlap.base >= 1 - negligibleShare;

/**
 * What metrics of all requests seem to say if the two runs did not send requests to the same endpoints. A rate stays called
 * if that of the common endpoints changed the same way, by enough to matter.
 */
export const otherEndpoints: CauseRule = (change, { base, head, project }) => {
  const isUnnamed = [base, head].some((run) => namesNone(rowsOf(run, change.scenario)));
  if (!isOfAll(change) || (isErrorRate(change) && isUnnamed)) return null;
  const overlap = overlapOf(base, head, change.scenario);
  if (overlap === null || isByAddition(change, overlap)) return null;
  const common = likeForLike(change, overlap);
  if (common === null) return { verdict: 'cannot-tell', reason: reasonOf(named(overlap.others)) };
  const { from, to } = common;
  const size = isErrorRate(change) ? to - from : to / from - 1;
  const isSameWay = Math.sign(size) === Math.sign((change.head ?? 0) - (change.base ?? 0));
  const staysCalled = isSameWay && Math.abs(size) >= minimumEffectOf(change.metric, project);
  return {
    verdict: staysCalled ? null : 'cannot-tell',
    reason: reasonOf(
      `${named(overlap.others)}; endpoints of both: ${formatMetric(from, change.metric)} to ${formatMetric(to, change.metric)}`,
    ),
  };
};
