import type { MetricValue } from '../../model/metrics/metric-value.ts';
import { formatMetric } from '../../model/text/format.ts';
import { problem, type Problem } from '../../model/problem.ts';
import type { RunReport } from '../../model/run-report.ts';
import { targetVerdict, withinBound, type Bound } from '../../stats/target-verdict.ts';
import { boundText } from '../targets/targets.ts';
import { claimBound } from './claim-bound.ts';
import { nameHint, type Suggest } from './name-hint.ts';
import { valueNameOf, valuePlace, namedValues, valueText } from './named-value.ts';
import type { MdxElement } from './parse-mdx.ts';
import { measuredText, waysOut } from './unproven-claim.ts';

/** The run that commentary is checked against. */
interface Against {
  readonly report: RunReport;
  readonly file: string;
  readonly suggest: Suggest;
}

const at = ({ line, column }: MdxElement): Pick<Problem, 'line' | 'column'> => ({ line, column });

/** A `<Value>` must match exactly one value of the run. */
export function checkValue(element: MdxElement, { report, file, suggest }: Against): Problem[] {
  const name = valueNameOf(element);
  const shown = valueText(report.measures.metricValues, name);
  if (!('error' in shown)) return [];
  return [
    problem('error', file, `<Value> prints nothing: ${shown.error}`, {
      ...at(element),
      hint: nameHint(report, name, suggest),
    }),
  ];
}

/** A claim without scenario applies to each scenario that has the endpoint; an inconclusive claim only warns. */
export function checkClaim(element: MdxElement, { report, file, suggest }: Against): Problem[] {
  const bound = claimBound(element);
  const name = valueNameOf(element);
  if (bound === null) return [];
  const found = namedValues(report.measures.metricValues, name);
  if (found.length === 0)
    return [
      problem('error', file, `The claim on ${name.metric} cannot be checked: this run has no such value.`, {
        ...at(element),
        hint:
          nameHint(report, name, suggest) ??
          'Name a metric, scenario and endpoint that the run has, or remove the claim.',
      }),
    ];
  return found.flatMap((metricValue) =>
    claimProblems(bound, metricValue).map((one) =>
      problem(one.severity, file, one.message, { ...at(element), ...one }),
    ),
  );
}

/** The problems of a claim on one value. */
function claimProblems(
  bound: Bound,
  metricValue: MetricValue,
): (Pick<Problem, 'severity' | 'message' | 'hint'> & Partial<Problem>)[] {
  const claimed = `The claim that ${metricValue.metric} of ${valuePlace(metricValue)} is ${boundText(bound, metricValue)}`;
  const measured = formatMetric(metricValue.value, metricValue);
  if (!withinBound(bound, metricValue.value))
    return [
      {
        severity: 'error',
        message: `${claimed} contradicts the data: measured ${measured}.`,
        found: measured,
        hint: 'Correct the text or the bound.',
      },
    ];
  const { lower = null, upper = null } = metricValue.interval ?? {};
  const interval =
    metricValue.interval === null ? null : { lower: lower ?? -Infinity, upper: upper ?? Infinity };
  if (targetVerdict(bound, metricValue.value, interval, metricValue.tolerance ?? 0) === 'met') return [];
  return [
    {
      severity: 'warning',
      message: `${claimed} is not proven: measured ${measuredText(metricValue)}.`,
      hint: waysOut(bound, metricValue),
    },
  ];
}
