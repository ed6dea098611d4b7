import { at } from '../../../model/checked.ts';
import { metricKey, type MetricValue } from '../../../model/metrics/metric-value.ts';
import { formatMetric } from '../../../model/text/format.ts';
import { metricOf, type MetricId } from '../../../model/metrics/metrics.ts';
import { problem, type Problem } from '../../../model/problem.ts';
import type { RunReport } from '../../../model/run-report.ts';
import { attributeText } from '../attribute-text.ts';
import { valuePlace } from '../named-value.ts';
import { bodyClauses, frontmatterClauses, type Clause } from './prose-clauses.ts';
import type { ParsedMdx } from '../parse-mdx.ts';
import { quotedNumbers, type QuotedNumber } from './quoted-numbers.ts';

/** The file of a run's commentary, and how to find lines in it. */
export interface CommentaryPlace {
  readonly file: string;
  /** The 1-based line on which the MDX body starts. */
  readonly bodyLine: number;
  /** The line of a text inside the value of a frontmatter key. */
  readonly lineOfText: (path: readonly (string | number)[], text: string) => number | null;
}

/** Warns of plain numbers in prose that look like a value of this run, but match none of its possible values. */
export function checkProseNumbers(report: RunReport, parsed: ParsedMdx, place: CommentaryPlace): Problem[] {
  const clauses = [...frontmatterClauses(report.commentary), ...bodyClauses(parsed, place.bodyLine)];
  return clauses.flatMap((clause) =>
    quotedNumbers(clause.text).flatMap((stated) => disagreement(report, clause, stated, place)),
  );
}

function disagreement(
  report: RunReport,
  clause: Clause,
  stated: QuotedNumber,
  { file, lineOfText }: CommentaryPlace,
): Problem[] {
  const found = possible(report, clause.text, stated);
  if (found.length === 0 || isStated(report, stated, found)) return [];
  const nearest = found.reduce((a, b) =>
    Math.abs(b.value - stated.value) < Math.abs(a.value - stated.value) ? b : a,
  );
  const at =
    clause.path === null
      ? (clause.placeOf(stated.at) ?? {})
      : { line: lineOfText(clause.path, stated.text), path: clause.path.join('.') };
  const measured = formatMetric(nearest.value, nearest);
  const label = metricOf(nearest).label.toLowerCase();
  const name = [
    attributeText('metric', nearest.metric),
    ...(nearest.scenario === null ? [] : [attributeText('scenario', nearest.scenario)]),
    ...(nearest.endpoint === null ? [] : [attributeText('endpoint', nearest.endpoint)]),
  ].join(' ');
  return [
    problem(
      'warning',
      file,
      `"${stated.text}" looks like a value of this run, but ${found.length === 1 ? `the ${label} of ${valuePlace(nearest)} is ${measured}` : `matches none of ${found.length} candidates; the nearest, the ${label} of ${valuePlace(nearest)}, is ${measured}`}.`,
      { ...at, found: stated.text, hint: remedy(clause, `<Value ${name} />`) },
    ),
  ];
}

/** How to fix a number. In the frontmatter, components are printed literally. */
const remedy = ({ path }: Clause, value: string): string =>
  path === null
    ? `Correct it, or print it with ${value}.`
    : `Correct it, remove the number, or move the sentence into the body and print it with ${value}.`;

/** The values that a number may mean: of its metrics, and of the endpoint and scenario named in its clause. */
function possible(
  { measures }: RunReport,
  clause: string,
  { metrics, needsEndpoint }: QuotedNumber,
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

/** True if a clause contains a name as a whole word, with the same case. */
function isNamed(clause: string, name: string): boolean {
  if (name.length < 2) return false;
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![\\w-])${escaped}(?![\\w-])`).test(clause);
}

/** True if the number is one of the values, or another number of their kind in the report. */
function isStated(
  report: RunReport,
  { value, tolerance, other: second, end, metrics }: QuotedNumber,
  found: readonly MetricValue[],
): boolean {
  const readings = [{ value, tolerance }, ...(second === undefined ? [] : [second])];
  const agrees = (known: number | null): boolean =>
    known !== null &&
    readings.some((reading) => {
      const beyond = Math.abs(known) - reading.value;
      if ((end === 'lower' && beyond > 0) || (end === 'upper' && beyond < 0)) return true;
      return Math.abs(beyond) <= reading.tolerance * (1 + 1e-9);
    });
  const unit = metricOf(at(metrics, 0, 'a stated number names a metric')).unit;
  const keys = new Set(found.map(metricKey));
  return (
    found.some((metricValue) => agrees(metricValue.value)) ||
    report.targets.some(({ metric, bound }) => metrics.includes(metric) && agrees(bound.value)) ||
    report.measures.steps.some((step) => metrics.some((metric) => agrees(stepValue(step, metric)))) ||
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

function stepValue(step: RunReport['measures']['steps'][number], metric: MetricId): number | null {
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
