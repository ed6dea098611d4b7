import type { ResponseRow } from '../../model/run-measures.ts';
import type { RunReport } from '../../model/run-report.ts';

/** The frontmatter of a recommendation, about what is slowest in the latest report. */
export function exampleRecommendation(reports: readonly RunReport[]): string {
  const measures = reports.at(-1)?.measures;
  const row = measures?.response
    .filter(({ endpoint }) => endpoint !== '*')
    .toSorted((a, b) => timeOf(b) - timeOf(a))[0];
  const isBenchmark = measures?.kind === 'benchmark';
  const name = row?.endpoint ?? 'search';
  const metric = isBenchmark ? `response.${row?.latencyMs?.p50 == null ? 'mean' : 'p50'}` : 'response.p95';
  const [id, text] = isBenchmark
    ? ['fewer-allocations', `Allocate less in ${name}.`]
    : ['cache-answers', `Cache the answers of ${name}.`];
  return [
    '---',
    'recommendations:',
    `  - id: ${id}`,
    '    priority: high',
    `    text: ${inYaml(text)}`,
    `    expectedImpact: { metric: ${metric}, endpoint: ${inYaml(name)}, change: -0.3 }`,
    '    complexity: medium',
    '---',
  ].join('\n');
}

const timeOf = ({ latencyMs }: ResponseRow): number =>
  latencyMs?.p95 ?? latencyMs?.p50 ?? latencyMs?.mean ?? -Infinity;

/** Names of endpoints have characters that mean something to YAML. */
const inYaml = (text: string): string => (/^[A-Za-z][\w. -]*$/.test(text) ? text : JSON.stringify(text));
