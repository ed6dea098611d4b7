import { at } from '../../model/checked.ts';
import { formatValue, formatNumber } from '../../model/text/format.ts';
import { ofLoad } from '../../model/lifecycle.ts';
import type { Finding } from '../../model/finding.ts';
import type { ResponseRow } from '../../model/run-measures.ts';
import { findingId } from './finding-id.ts';
import { evidence, makeFinding } from './make-finding.ts';
import { scenarioName } from './place.ts';
import type { FindingInput, FindingRule } from './rule.ts';

/** How many times slower an endpoint must be in one scenario than in another, at the near ends of both intervals. */
const manyTimes = 3;
const leastMs = 20;

export const unevenScenarios: FindingRule = {
  id: 'uneven-scenarios',
  title: 'Endpoint far slower in one scenario',
  kind: 'bottleneck',
  appliesWhen:
    'The 95th percentile of an endpoint is at least 3 times and 20 ms higher in one scenario than in another, comparing the lower end of its 95% interval with the upper end of the other. Reported once per slow scenario, with its worst endpoint.',
  meaning: 'The endpoint can be fast. A difference between the scenarios (users, mix, sizes) makes it slow.',
  find: ({ measures }) => {
    const load = ofLoad(measures.response, ({ scenario }) => scenario);
    const pairs = [...Map.groupBy(load, ({ endpoint }) => endpoint).values()].flatMap(worstPair);
    const slowScenarios = Map.groupBy(pairs, ({ slow }) => slow.row.scenario);
    return [...slowScenarios.values()].map((some) => uneven(measures, some));
  },
};

/** A row and its 95th percentile with both ends of its interval. */
interface Timed {
  readonly row: ResponseRow;
  readonly p95: number;
  readonly lower: number;
  readonly upper: number;
}

interface Pair {
  readonly slow: Timed;
  readonly fast: Timed;
  readonly times: number;
}

function timedRow(row: ResponseRow): Timed[] {
  const p95 = row.latencyMs?.p95 ?? null;
  const { lower = null, upper = null } = row.intervals.p95 ?? {};
  return p95 === null || lower === null || upper === null ? [] : [{ row, p95, lower, upper }];
}

/** The slowest and the fastest scenario of an endpoint, if they certainly differ that much. */
function worstPair(rows: readonly ResponseRow[]): Pair[] {
  const known = rows.flatMap(timedRow).toSorted((a, b) => a.p95 - b.p95);
  const [fast] = known;
  const slow = known.at(-1);
  if (fast === undefined || slow === undefined || fast.row.scenario === slow.row.scenario) return [];
  if (slow.lower < manyTimes * fast.upper || slow.lower - fast.upper < leastMs) return [];
  return [{ slow, fast, times: slow.p95 / fast.p95 }];
}

function uneven(measures: FindingInput['measures'], pairs: readonly Pair[]): Finding {
  const { slow, fast, times } = at(
    pairs.toSorted((a, b) => b.times - a.times),
    0,
  );
  const users = (scenario: string): number | null =>
    measures.throughput.find((row) => row.scenario === scenario)?.maxUsers ??
    measures.scenarios.find(({ id }) => id === scenario)?.users ??
    null;
  const [there, here] = [users(slow.row.scenario), users(fast.row.scenario)];
  const slowName = scenarioName(measures, slow.row.scenario);
  const fastName = scenarioName(measures, fast.row.scenario);
  return makeFinding(
    { rule: 'uneven-scenarios', kind: 'bottleneck' },
    {
      id: findingId('uneven-scenarios', slow.row.scenario),
      severity: 'medium',
      title: `${slow.row.label} takes ${formatNumber(times, 2)} times as long in ${slowName} as in ${fastName}: 95% of requests finish within ${formatValue(slow.p95, 'ms')} instead of ${formatValue(fast.p95, 'ms')}`,
      scenario: slow.row.scenario,
      endpoint: slow.row.endpoint,
      evidence: [
        evidence(`95th percentile in ${slowName}`, slow.p95, 'ms'),
        evidence(`95th percentile in ${fastName}`, fast.p95, 'ms'),
        ...(pairs.length > 1 ? [evidence('Endpoints affected', pairs.length, 'count')] : []),
      ],
      coincides:
        there === null || here === null || there === here
          ? []
          : [`${formatNumber(there)} users in ${slowName}, ${formatNumber(here)} in ${fastName}`],
      lookAt: `Find out what ${slowName} does differently: users, mix of requests, data size.`,
    },
  );
}
