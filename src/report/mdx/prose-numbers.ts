import { metricKey, type MetricValue } from '../../model/metric-value.ts';
import { formatMetric } from '../../model/format.ts';
import { metricOf, type MetricId } from '../../model/metrics.ts';
import { problem, type Problem } from '../../model/problem.ts';
import type { RunReport } from '../../model/run-report.ts';
import { attributeText } from './attribute-text.ts';
import { figurePlace } from './named-figure.ts';
import { bodyClauses, frontmatterClauses, type Clause } from './prose-clauses.ts';
import type { ParsedMdx } from './parse-mdx.ts';
import { statedFigures, type StatedFigure } from './stated-figures.ts';

/** Where the words of a run stand. */
export interface WordsPlace {
  readonly file: string;
  /** The 1-based line on which the MDX body starts. */
  readonly bodyLine: number;
  /** The line on which a text stands inside the value of a key of the frontmatter. */
  readonly lineOfText: (path: readonly (string | number)[], text: string) => number | null;
}

/** Warns of plain numbers in prose that look like a figure of this run and are none of those that they could be. */
export function checkProseNumbers(report: RunReport, parsed: ParsedMdx, place: WordsPlace): Problem[] {
  const clauses = [...frontmatterClauses(report.commentary), ...bodyClauses(parsed, place.bodyLine)];
  return clauses.flatMap((clause) =>
    statedFigures(clause.text).flatMap((stated) => disagreement(report, clause, stated, place)),
  );
}

function disagreement(
  report: RunReport,
  clause: Clause,
  stated: StatedFigure,
  { file, lineOfText }: WordsPlace,
): Problem[] {
  const found = possible(report, clause.text, stated);
  if (found.length === 0 || isSaid(report, stated, found)) return [];
  const nearest = found.reduce((a, b) =>
    Math.abs(b.value - stated.value) < Math.abs(a.value - stated.value) ? b : a,
  );
  const at =
    clause.path === null
      ? (clause.placeOf(stated.at) ?? {})
      : { line: lineOfText(clause.path, stated.text), path: clause.path.join('.') };
  const measured = formatMetric(nearest.value, nearest.metric);
  const label = metricOf(nearest.metric).label.toLowerCase();
  const name = [
    attributeText('metric', nearest.metric),
    ...(nearest.scenario === null ? [] : [attributeText('scenario', nearest.scenario)]),
    ...(nearest.endpoint === null ? [] : [attributeText('endpoint', nearest.endpoint)]),
  ].join(' ');
  return [
    problem(
      'warning',
      file,
      `"${stated.text}" reads like a figure of this run, but ${found.length === 1 ? `the ${label} of ${figurePlace(nearest)} is ${measured}` : `none of the ${found.length} that it could be agrees: the nearest, the ${label} of ${figurePlace(nearest)}, is ${measured}`}.`,
      { ...at, found: stated.text, hint: remedy(clause, `<Value ${name} />`) },
    ),
  ];
}

/** What to do about a number; in the frontmatter a component would be printed as it is typed. */
const remedy = ({ path }: Clause, value: string): string =>
  path === null
    ? `Correct it, or let ${value} print it.`
    : `Correct it, leave the number out, or move the sentence into the body and let ${value} print it there.`;

/** The figures that a number may mean: of its metrics, and of the endpoint and scenario that its clause names. */
function possible(
  { measures }: RunReport,
  clause: string,
  { metrics, needsEndpoint }: StatedFigure,
): MetricValue[] {
  const ofMetrics = measures.metricValues.filter(({ metric }) => metrics.includes(metric));
  const labels = new Map(measures.response.map(({ endpoint, label }) => [endpoint, label]));
  const endpoints = new Set(
    ofMetrics.flatMap(({ endpoint }) =>
      endpoint !== null &&
      endpoint !== '*' &&
      (isNamed(clause, endpoint) || isNamed(clause, labels.get(endpoint) ?? endpoint))
        ? [endpoint]
        : [],
    ),
  );
  const scenarios = new Set(
    measures.scenarios
      .filter(({ id, name }) => isNamed(clause, id) || isNamed(clause, name))
      .map(({ id }) => id),
  );
  if (needsEndpoint && endpoints.size === 0) return [];
  return ofMetrics.filter(
    ({ endpoint, scenario }) =>
      (endpoints.size === 0 || (endpoint !== null && endpoints.has(endpoint))) &&
      (scenarios.size === 0 || scenario === null || scenarios.has(scenario)),
  );
}

/** A name as a word of its own, in its own case. */
function isNamed(clause: string, name: string): boolean {
  if (name.length < 2) return false;
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![\\w-])${escaped}(?![\\w-])`).test(clause);
}

/** True where the number is one of the figures, or anything else of their kind that a report tells. */
function isSaid(
  report: RunReport,
  { value, tolerance, end, metrics }: StatedFigure,
  found: readonly MetricValue[],
): boolean {
  const agrees = (other: number | null): boolean => {
    if (other === null) return false;
    const beyond = Math.abs(other) - value;
    if ((end === 'lower' && beyond > 0) || (end === 'upper' && beyond < 0)) return true;
    return Math.abs(beyond) <= tolerance * (1 + 1e-9);
  };
  const unit = metricOf(metrics[0]!).unit;
  const keys = new Set(found.map(metricKey));
  return (
    found.some((figure) => agrees(figure.value)) ||
    report.targets.some(({ metric, bound }) => metrics.includes(metric) && agrees(bound.value)) ||
    report.measures.steps.some((step) => metrics.some((metric) => agrees(stepFigure(step, metric)))) ||
    report.measures.errors.some(
      ({ types }) => metrics.includes('errors.count') && types.some(({ count }) => agrees(count)),
    ) ||
    report.context.changes.some((change) => keys.has(metricKey(change)) && agrees(change.base)) ||
    report.context.changePoints.some(
      (point) => keys.has(metricKey(point)) && (agrees(point.before) || agrees(point.after)),
    ) ||
    report.measures.findings.some(({ evidence }) =>
      evidence.some((one) => one.unit === unit && typeof one.value === 'number' && agrees(one.value)),
    )
  );
}

function stepFigure(step: RunReport['measures']['steps'][number], metric: MetricId): number | null {
  switch (metric) {
    case 'response.p50':
      return step.p50;
    case 'response.p95':
      return step.p95;
    case 'response.p99':
      return step.p99;
    case 'throughput.requestsPerSecond':
      return step.requestsPerSecond;
    case 'errors.rate':
      return step.errorRate;
    case 'users.sustained':
    case 'users.max':
      return step.users;
    default:
      return null;
  }
}
