import type { MeasureRow, ResponseRow, RunMeasures } from '../../model/run-measures.ts';
import type { RunReport } from '../../model/run-report.ts';

/** The frontmatter of a recommendation, about what is slowest in the latest report. */
export function exampleRecommendation(reports: readonly RunReport[]): string {
  const measures = reports.at(-1)?.measures;
  const row = measures?.response
    .filter(({ endpoint }) => endpoint !== '*')
    .toSorted((a, b) => timeOf(b) - timeOf(a))[0];
  const isBenchmark = measures?.kind === 'benchmark';
  const rate = isBenchmark && row === undefined ? judgedMeasure(measures) : undefined;
  const name = row?.endpoint ?? rate?.endpoint ?? 'search';
  const ofTime = isBenchmark ? `response.${row?.latencyMs?.p50 == null ? 'mean' : 'p50'}` : 'response.p95';
  const metric = rate?.metric ?? ofTime;
  const change = rate?.direction === 'higher' ? 0.3 : -0.3;
  const [id, text] = isBenchmark
    ? ['fewer-allocations', `Allocate less in ${name}.`]
    : ['cache-answers', `Cache the answers of ${name}.`];
  return [
    '---',
    'recommendations:',
    `  - id: ${id}`,
    '    priority: high',
    `    text: ${inYaml(text)}`,
    `    expectedImpact: { metric: ${metric}, endpoint: ${inYaml(name)}, change: ${change} }`,
    '    complexity: medium',
    '---',
  ].join('\n');
}

/** Some benchmark tools print no times, but rates or counts. */
const judgedMeasure = ({ measures }: RunMeasures): MeasureRow | undefined =>
  measures.find(({ direction, endpoint }) => direction !== 'unknown' && endpoint !== undefined);

const timeOf = ({ latencyMs }: ResponseRow): number =>
  latencyMs?.p95 ?? latencyMs?.p50 ?? latencyMs?.mean ?? -Infinity;

/** Names of endpoints have characters that mean something to YAML. */
const inYaml = (text: string): string => (/^[A-Za-z][\w. -]*$/.test(text) ? text : JSON.stringify(text));
