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
  /** The share of each run's requests that went to endpoints of both. */
  readonly base: number;
  readonly head: number;
}

const isRate = ({ metric }: MetricChange): boolean => metric === 'throughput.requestsPerSecond';

const isOfAll = (change: MetricChange): boolean =>
  isRate(change)
    ? change.endpoint === null || change.endpoint === '*'
    : change.endpoint === '*' && change.metric.startsWith('response.');

const rowsOf = ({ response }: RunMeasures, scope: Scope): RunMeasures['response'] =>
  scope === null ? response : response.filter(({ scenario }) => scenario === scope);

const placeOf = ({ scenario, endpoint }: RunMeasures['response'][number]): string =>
  JSON.stringify([scenario, endpoint]);

/** The share of requests that went to endpoints of another run; null where requests were not counted. */
function commonShare(rows: RunMeasures['response'], other: RunMeasures['response']): number | null {
  const places = new Set(other.map(placeOf));
  let [all, common] = [0, 0];
  for (const row of rows) {
    if (row.count === null) return null;
    all += row.count;
    if (places.has(placeOf(row))) common += row.count;
  }
  return all === 0 ? null : common / all;
}

function overlapOf(base: RunMeasures, head: RunMeasures, scope: Scope): Overlap | null {
  const [before, after] = [rowsOf(base, scope), rowsOf(head, scope)];
  const shares = { base: commonShare(before, after), head: commonShare(after, before) };
  if (shares.base === null || shares.head === null) return null;
  if (Math.min(shares.base, shares.head) >= 1 - negligibleShare) return null;
  const places = [before, after].map((rows) => new Set(rows.map(placeOf)));
  const others = [...before, ...after].filter((row) => !places.every((some) => some.has(placeOf(row))));
  return { others: others.map(({ label }) => label), base: shares.base, head: shares.head };
}

const named = ([first = '', ...more]: readonly string[]): string =>
  more.length === 0 ? `only one run has ${first}` : `only one run has ${first} and ${more.length} more`;

/** The change of the rate of the endpoints that both runs have; null where there is none. */
function likeForLike({ base, head }: MetricChange, overlap: Overlap): { from: number; to: number } | null {
  if (base === null || head === null || overlap.base === 0 || overlap.head === 0) return null;
  return { from: base * overlap.base, to: head * overlap.head };
}

const reasonOf = (text: string): Reason => ({ id: 'other-endpoints', text });

/**
 * What metrics of all requests seem to say if the two runs did not send requests to the same endpoints. A rate stays called
 * if that of the common endpoints changed the same way, by enough to matter.
 */
export const otherEndpoints: CauseRule = (change, { base, head, project }) => {
  const overlap = isOfAll(change) ? overlapOf(base, head, change.scenario) : null;
  if (overlap === null) return null;
  const common = isRate(change) ? likeForLike(change, overlap) : null;
  if (common === null) return { verdict: 'cannot-tell', reason: reasonOf(named(overlap.others)) };
  const { from, to } = common;
  const relative = to / from - 1;
  const isSameWay = Math.sign(relative) === Math.sign((change.head ?? 0) - (change.base ?? 0));
  const staysCalled = isSameWay && Math.abs(relative) >= minimumEffectOf(change.metric, project);
  return {
    verdict: staysCalled ? null : 'cannot-tell',
    reason: reasonOf(
      `${named(overlap.others)}; endpoints of both: ${formatMetric(from, change.metric)} to ${formatMetric(to, change.metric)}`,
    ),
  };
};
