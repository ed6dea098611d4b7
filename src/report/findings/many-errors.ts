import { formatValue, formatNumber } from '../../model/text/format.ts';
import type { Finding } from '../../model/finding.ts';
import type { ErrorRow } from '../../model/run-measures.ts';
import { dominatingType } from './dominating-error.ts';
import { evidence, makeFinding } from './make-finding.ts';
import { inScenario } from './place.ts';
import type { FindingInput, FindingRule } from './rule.ts';

const fewestErrors = 10;
/** Error rate that must be exceeded, at the lower end of its interval. */
const leastRate = 0.01;
const highRate = 0.05;

export const manyErrors: FindingRule = {
  id: 'many-errors',
  title: 'Many requests fail',
  kind: 'bottleneck',
  appliesWhen:
    'A scenario has 10 errors or more, its error rate is above 1% at the lower end of its 95% interval, and no single error type dominates (which is reported instead).',
  meaning: 'Response times and throughput mean little in such a run. First find out why requests fail.',
  find: ({ measures }) => measures.errors.flatMap((row) => many(measures, row)),
};

/** Whether times are of failed requests too: some tools time answers alone, or list no times at all. */
function impactOf({ response }: FindingInput['measures'], scenario: string): string {
  const failing = response.filter((row) => row.scenario === scenario && (row.errors ?? 0) > 0);
  const timed = failing.filter(({ latencyMs }) => latencyMs !== null);
  if (timed.length === 0) return 'No response times of the failing endpoints are known.';
  const isPartly = timed.every(
    ({ count, timedCount }) => count !== null && timedCount !== null && timedCount < count,
  );
  return isPartly
    ? 'Response times are of the answered requests alone.'
    : 'Response times include the failed requests.';
}

function many(measures: FindingInput['measures'], row: ErrorRow): Finding[] {
  const { scenario, count, errors, rate, interval, types } = row;
  if (errors < fewestErrors || (interval?.lower ?? 0) <= leastRate || dominatingType(row) !== null) return [];
  if (count === null || rate === null) return [];
  const [worst] = measures.response
    .filter((one) => one.scenario === scenario && one.endpoint !== '*' && (one.errors ?? 0) > 0)
    .toSorted((a, b) => (b.errors ?? 0) - (a.errors ?? 0));
  return [
    makeFinding(
      { rule: 'many-errors', kind: 'bottleneck' },
      {
        severity: rate >= highRate ? 'high' : 'medium',
        title: `${formatValue(rate, 'share')} of the requests fail${inScenario(measures, scenario)}`,
        scenario,
        evidence: [
          evidence('Errors', errors, 'count'),
          evidence('Requests', count, 'count'),
          ...(worst === undefined
            ? []
            : [evidence('Most affected', `${worst.label} (${formatNumber(worst.errors ?? 0)} errors)`)]),
          ...types.slice(0, 3).map((one) => evidence(`“${one.type}”`, one.count, 'count')),
        ],
        impact: impactOf(measures, scenario),
        lookAt:
          types.length === 0
            ? 'Find out what the failures are: the file does not contain their types.'
            : 'Check the types of the errors and when they occurred.',
      },
    ),
  ];
}
