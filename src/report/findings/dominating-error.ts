import { formatValue, formatNumber } from '../../model/text/format.ts';
import type { Finding } from '../../model/finding.ts';
import type { ErrorRow } from '../../model/run-measures.ts';
import { wilson } from '../../stats/proportion.ts';
import { evidence, makeFinding } from './make-finding.ts';
import { inScenario } from './place.ts';
import type { FindingInput, FindingRule } from './rule.ts';

const fewestErrors = 20;
/** Below this error rate, errors are not a bottleneck. */
const leastRate = 0.001;
/** Share of all errors that one type must have, at the lower end of its interval. */
const mostOfThem = 0.5;
const highRate = 0.05;
/** The names that adapters give to errors without a type. */
const untyped = /^(failed|errors?|\(other\)|status (not 2xx|400 or above))$/i;

export const dominatingError: FindingRule = {
  id: 'dominating-error',
  title: 'One type of error dominates',
  kind: 'bottleneck',
  appliesWhen:
    'A scenario has 20 errors or more, at least 0.1% of its requests, and one named type makes up more than half of them, at the lower end of its 95% interval.',
  meaning: 'Most failures share one cause. Fix it first.',
  find: ({ measures }) => measures.errors.flatMap((row) => dominating(measures, row)),
};

/** The named type that certainly makes up most of a scenario's errors; null if there is none. */
export function dominatingType({ types, errors, rate }: ErrorRow): ErrorRow['types'][number] | null {
  const [first] = types;
  if (first === undefined || untyped.test(first.type) || errors < fewestErrors || (rate ?? 1) < leastRate)
    return null;
  return wilson(first.count, errors).lower > mostOfThem ? first : null;
}

function dominating(measures: FindingInput['measures'], row: ErrorRow): Finding[] {
  const { scenario, count, errors, rate } = row;
  const first = dominatingType(row);
  if (first === null) return [];
  const failing = measures.response
    .filter((one) => one.scenario === scenario && one.errorTypes.some(({ type }) => type === first.type))
    .toSorted((a, b) => (b.errors ?? 0) - (a.errors ?? 0));
  const share = first.count / errors;
  const which =
    share === 1
      ? `All ${formatNumber(errors)} errors`
      : `${formatValue(share, 'share')} of the ${formatNumber(errors)} errors`;
  return [
    makeFinding(
      { rule: 'dominating-error', kind: 'bottleneck' },
      {
        severity: (rate ?? 0) >= highRate ? 'high' : 'medium',
        title: `${which}${inScenario(measures, scenario)} are “${first.type}”`,
        scenario,
        evidence: [
          evidence('Of this type', first.count, 'count'),
          evidence('All errors', errors, 'count'),
          ...(count === null ? [] : [evidence('Share of all requests', first.count / count, 'share')]),
          ...failing
            .slice(0, 1)
            .map((row) =>
              evidence('Most affected', `${row.label} (${formatNumber(row.errors ?? 0)} errors)`),
            ),
        ],
        lookAt: `Find out where “${first.type}” comes from.`,
      },
    ),
  ];
}
