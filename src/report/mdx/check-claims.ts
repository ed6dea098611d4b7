import type { MetricValue } from '../../model/metric-value.ts';
import { formatMetric } from '../../model/format.ts';
import { problem, type Problem } from '../../model/problem.ts';
import type { RunReport } from '../../model/run-report.ts';
import { targetVerdict, withinBound, type Bound } from '../../stats/target-verdict.ts';
import { boundText } from '../targets.ts';
import type { Suggest } from './check-words.ts';
import { claimBound } from './claim-bound.ts';
import { nameHint } from './name-hint.ts';
import { figureNameOf, figurePlace, namedFigures, valueText } from './named-figure.ts';
import type { MdxElement } from './parse-mdx.ts';
import { measuredText, waysOut } from './unproven-claim.ts';

/** What an element of words is held against. */
interface Held {
  readonly report: RunReport;
  readonly file: string;
  readonly suggest: Suggest;
}

const at = ({ line, column }: MdxElement): Pick<Problem, 'line' | 'column'> => ({ line, column });

/** A value must be one figure of the run. */
export function checkValue(element: MdxElement, { report, file, suggest }: Held): Problem[] {
  const name = figureNameOf(element);
  const shown = valueText(report.measures.metricValues, name);
  if (!('error' in shown)) return [];
  return [
    problem('error', file, `<Value> prints nothing: ${shown.error}`, {
      ...at(element),
      hint: nameHint(report, name, suggest),
    }),
  ];
}

/** A claim without scenario holds for each scenario that has the endpoint; what is inconclusive only warns. */
export function checkClaim(element: MdxElement, { report, file, suggest }: Held): Problem[] {
  const bound = claimBound(element);
  const name = figureNameOf(element);
  if (bound === null) return [];
  const found = namedFigures(report.measures.metricValues, name);
  if (found.length === 0)
    return [
      problem(
        'error',
        file,
        `The claim on ${name.metric} cannot be held against anything: this run has no such figure.`,
        {
          ...at(element),
          hint:
            nameHint(report, name, suggest) ??
            'Name a metric, scenario and endpoint that the run has, or take the claim out.',
        },
      ),
    ];
  return found.flatMap((figure) =>
    claimProblems(bound, figure).map((one) =>
      problem(one.severity, file, one.message, { ...at(element), ...one }),
    ),
  );
}

/** What is wrong with a claim on one figure. */
function claimProblems(
  bound: Bound,
  figure: MetricValue,
): (Pick<Problem, 'severity' | 'message' | 'hint'> & Partial<Problem>)[] {
  const claimed = `The claim that ${figure.metric} of ${figurePlace(figure)} is ${boundText(bound, figure.metric)}`;
  const measured = formatMetric(figure.value, figure.metric);
  if (!withinBound(bound, figure.value))
    return [
      {
        severity: 'error',
        message: `${claimed} is untrue: measured ${measured}.`,
        found: measured,
        hint: 'Correct the words, or the bound.',
      },
    ];
  const { lower = null, upper = null } = figure.interval ?? {};
  const interval = figure.interval === null ? null : { lower: lower ?? -Infinity, upper: upper ?? Infinity };
  if (targetVerdict(bound, figure.value, interval, figure.tolerance ?? 0) === 'met') return [];
  return [
    {
      severity: 'warning',
      message: `${claimed} is not proven: measured ${measuredText(figure)}.`,
      hint: waysOut(bound, figure),
    },
  ];
}
