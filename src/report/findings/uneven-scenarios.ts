import { formatValue, formatNumber } from '../../model/format.ts';
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
    const pairs = [...Map.groupBy(measures.response, ({ endpoint }) => endpoint).values()].flatMap(worstPair);
    const slowScenarios = Map.groupBy(pairs, ({ slow }) => slow.scenario);
    return [...slowScenarios.values()].map((some) => uneven(measures, some));
  },
};

interface Pair {
  readonly slow: ResponseRow;
  readonly fast: ResponseRow;
  readonly times: number;
}

/** The slowest and the fastest scenario of an endpoint, if they certainly differ that much. */
function worstPair(rows: readonly ResponseRow[]): Pair[] {
  const known = rows
    .filter(({ intervals }) => intervals.p95?.lower != null && intervals.p95.upper !== null)
    .toSorted((a, b) => a.latencyMs!.p95! - b.latencyMs!.p95!);
  const [fast] = known;
  const slow = known.at(-1);
  if (fast === undefined || slow === undefined || fast.scenario === slow.scenario) return [];
  const [low, high] = [slow.intervals.p95!.lower!, fast.intervals.p95!.upper!];
  if (low < manyTimes * high || low - high < leastMs) return [];
  return [{ slow, fast, times: slow.latencyMs!.p95! / fast.latencyMs!.p95! }];
}

function uneven(measures: FindingInput['measures'], pairs: readonly Pair[]): Finding {
  const { slow, fast, times } = pairs.toSorted((a, b) => b.times - a.times)[0]!;
  const users = (scenario: string): number | null =>
    measures.throughput.find((row) => row.scenario === scenario)?.maxUsers ??
    measures.scenarios.find(({ id }) => id === scenario)?.users ??
    null;
  const [there, here] = [users(slow.scenario), users(fast.scenario)];
  const slowName = scenarioName(measures, slow.scenario);
  const fastName = scenarioName(measures, fast.scenario);
  return makeFinding(
    { rule: 'uneven-scenarios', kind: 'bottleneck' },
    {
      id: findingId('uneven-scenarios', slow.scenario),
      severity: 'medium',
      title: `${slow.label} is ${formatNumber(times, 2)} times slower in ${slowName} than in ${fastName}: 95% take up to ${formatValue(slow.latencyMs!.p95, 'ms')} instead of ${formatValue(fast.latencyMs!.p95, 'ms')}`,
      scenario: slow.scenario,
      endpoint: slow.endpoint,
      evidence: [
        evidence(`95th percentile in ${slowName}`, slow.latencyMs!.p95!, 'ms'),
        evidence(`95th percentile in ${fastName}`, fast.latencyMs!.p95!, 'ms'),
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
