import type { EndpointDigest } from '../../model/documents/digest.ts';
import type { Objective } from '../../model/documents/objective.ts';
import { lifecycleScenarios } from '../../model/lifecycle.ts';
import type { ObjectiveCount, UncountedRequests } from '../../model/run-measures.ts';
import { meansEndpoint } from '../../model/text/url-name.ts';
import { countAtMost } from '../../stats/histogram.ts';
import type { GatheredEndpoint, GatheredScenario } from '../measure/gather.ts';

type Counted =
  { readonly count: number; readonly least: number; readonly most: number } | { readonly unknown: string };

/** Successful requests within a limit, at least and at most; null if the tool does not time them. */
function goodWithin(
  { count, errors, latency, latencyOk }: EndpointDigest,
  withinMs: number,
): { least: number; most: number } | null {
  if (count === null || errors === null) return null;
  // Without a failure, all that was timed succeeded.
  const timed = latencyOk ?? (errors === 0 ? latency : null);
  if (timed?.histogram == null || timed.count === null) return null;
  const exact = timed.atMost?.find(({ ms }) => ms === withinMs)?.count;
  const { least, most } =
    exact === undefined ? countAtMost(timed.histogram, withinMs) : { least: exact, most: exact };
  // Successes without a duration may have been as fast.
  const untimed = Math.max(0, count - errors - timed.count);
  return { least, most: most + untimed };
}

function badOf({ digest, rejected }: GatheredEndpoint, { withinMs }: Objective): Counted {
  const { count, errors } = digest;
  if (count === null || errors === null) return { unknown: 'a tool reports no number of failures' };
  const good =
    withinMs === undefined ? { least: count - errors, most: count - errors } : goodWithin(digest, withinMs);
  if (good === null) return { unknown: 'successful requests have no single response times' };
  return { count, least: count - good.most, most: count - good.least + rejected };
}

/** The requests that an objective is about: the endpoint (or transaction), or the parts of each scenario, or its pooled row. */
function requestsOf(
  { id, endpoints, pooled, transactions }: GatheredScenario,
  objective: Objective,
): GatheredEndpoint[] {
  const { scenario, endpoint } = objective;
  if (scenario === undefined ? lifecycleScenarios.has(id) : scenario !== id) return [];
  const isOne = endpoint !== undefined && endpoint !== '*';
  if (isOne) {
    const named = (rows: readonly GatheredEndpoint[]): GatheredEndpoint[] =>
      rows.filter(({ digest }) => meansEndpoint(endpoint, digest.endpoint));
    const own = named(endpoints);
    return own.length > 0 ? own : named(transactions);
  }
  const parts = endpoints.filter(({ digest }) => digest.endpoint !== '*');
  return parts.length > 0 ? parts : pooled === null ? [] : [pooled];
}

/**
 * For each objective, how many requests of a run it is about and how many of them were bad; none without requests. What
 * cannot be counted is left out and named.
 */
export function objectiveCounts(
  objectives: readonly Objective[],
  scenarios: readonly GatheredScenario[],
): ObjectiveCount[] {
  return objectives.flatMap((objective): ObjectiveCount[] => {
    const rows = scenarios.flatMap((scenario) =>
      requestsOf(scenario, objective).map((row) => ({
        scenario: scenario.id,
        files: row.files,
        found: badOf(row, objective),
      })),
    );
    if (rows.length === 0) return [];
    const known = rows.flatMap(({ scenario, found }) => ('count' in found ? { ...found, scenario } : []));
    const sum = (of: (one: (typeof known)[number]) => number): number =>
      known.reduce((all, one) => all + of(one), 0);
    const counted =
      known.length === 0
        ? null
        : {
            count: sum(({ count }) => count),
            least: sum(({ least }) => least),
            most: sum(({ most }) => most),
          };
    const leftOut = rows.flatMap(({ scenario, files, found }) =>
      'unknown' in found ? { scenario, files, why: found.unknown } : [],
    );
    const counting = [...new Set(known.map(({ scenario }) => scenario))];
    return [{ objective: objective.id, counted, scenarios: counting, leftOut: joined(leftOut) }];
  });
}

/** One entry for each scenario and reason, whatever the number of its endpoints. */
const joined = (all: readonly UncountedRequests[]): UncountedRequests[] =>
  [...Map.groupBy(all, ({ scenario, why }) => `${scenario}\0${why}`).values()].flatMap((same) =>
    same.slice(0, 1).map((first) => ({ ...first, files: [...new Set(same.flatMap(({ files }) => files))] })),
  );
