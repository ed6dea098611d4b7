import type { Digest, EndpointDigest } from '../../model/documents/digest.ts';
import { largest, smallest } from '../../model/long-lists.ts';
import { isSampled, pooledRow, sumOrNull } from '../record/test-totals.ts';
import { isPrinted, isSummaryOf, rowOfAll, toolOf, withoutRequests } from './repeated-summaries.ts';

/** All requests of some logs, as a summary prints them. */
type Whole = Parameters<typeof isSummaryOf>[1];

/**
 * Leaves out the requests of a tool's summary if logs of the tool have them in other scenarios. k6 tags each sample with
 * its scenario, and its summary counts the requests of all of them together. Rows of a scenario with samples are compared
 * with those (`doubles` of a scenario), so a summary of nothing else stays.
 */
export function withoutSummariesOfSamples(digests: readonly Digest[]): Digest[] {
  const logs = digests.filter(({ endpoints }) => endpoints.some(isSampled));
  const sampled = new Set(
    logs.flatMap(({ endpoints }) => endpoints.filter(isSampled).map(({ scenario }) => scenario)),
  );
  return digests.map((digest) => {
    const isElsewhere = digest.endpoints.some(({ scenario }) => !sampled.has(scenario));
    const found = isElsewhere && isPrinted(digest) ? logsOf(digest, logs) : null;
    return found === null ? digest : withoutRequests(digest, 'summary-of-samples', found);
  });
}

/** The logs whose requests a summary tells: one of the same tool, else all of them together; null if there are none. */
function logsOf(summary: Digest, logs: readonly Digest[]): readonly Digest[] | null {
  const row = rowOfAll(summary);
  const own = logs.filter((log) => toolOf(log) !== undefined && toolOf(log) === toolOf(summary));
  if (row === null) return null;
  return [...own.map((log) => [log]), own].find((some) => isOfLogs(row, some)) ?? null;
}

function isOfLogs(row: EndpointDigest, logs: readonly Digest[]): boolean {
  const whole = wholeOf(logs.flatMap(poolsOf));
  if (whole === null) return false;
  const leftOut = logs.reduce((sum, one) => sum + one.leftOut, 0);
  // Without the warm-up, times and errors are those of fewer requests than the summary's.
  return leftOut === 0 ? isSummaryOf(row, whole) : row.count === (whole.count ?? 0) + leftOut;
}

/** The samples of each scenario of a log, pooled. */
const poolsOf = ({ pooled }: Digest): EndpointDigest[] =>
  [...Map.groupBy(pooled, ({ scenario }) => scenario).values()].flatMap((own) => {
    const row = pooledRow(own);
    return row !== null && isSampled(row) ? [row] : [];
  });

/** Count, errors, fastest, mean and slowest of all: no more is compared. */
function wholeOf(pools: readonly EndpointDigest[]): Whole | null {
  const [first] = pools;
  const count = sumOrNull(pools.map((one) => one.count));
  const times = pools.flatMap(({ latency }) => latency ?? []);
  const timed = sumOrNull(times.map((one) => one.count));
  const sum = sumOrNull(times.map(({ mean, count: n }) => (mean === null || n === null ? null : mean * n)));
  if (first === undefined || first.latency === null || count === null || timed === null || sum === null)
    return null;
  return {
    ...first,
    count,
    errors: sumOrNull(pools.map((one) => one.errors)),
    reportedRequestsPerSecond: null,
    latency: {
      ...first.latency,
      count: timed,
      mean: sum / timed,
      min: smallest(times.flatMap(({ min }) => min ?? [])),
      max: largest(times.flatMap(({ max }) => max ?? [])),
      quantiles: [],
    },
  };
}
