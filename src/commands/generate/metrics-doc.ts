import { metricMeanings } from '../../model/metric-meanings.ts';
import { metrics, type Metric, type MetricId, type Unit } from '../../model/metrics.ts';
import { exampleJson } from './example-json.ts';

const units: Readonly<Record<Unit, string>> = {
  ms: 'ms',
  '1/s': 'per second',
  '1/min': 'per minute',
  '1/day': 'per day',
  count: 'number',
  users: 'users',
  share: 'share: 0.01 is 1%',
  MB: 'MB (2^20 bytes)',
  percent: '%',
  cores: 'cores',
  score: '0 to 1',
};

const owners: Readonly<Record<Metric['of'], string>> = {
  endpoint:
    'One for each endpoint of a scenario; `"endpoint": "*"` is all samples of the scenario, whatever the endpoint.',
  scenario: 'One for each scenario.',
  operation: 'One for each operation: `endpoint` is the name of the operation, and there is no scenario.',
};

const titles: Readonly<Record<string, string>> = {
  response: 'Response time',
  throughput: 'Throughput',
  users: 'Users',
  errors: 'Errors',
  memory: 'Memory',
  cpu: 'CPU',
  apdex: 'Apdex',
};

const example = { id: 'response-time', metric: 'response.p95', scenario: 'browse', below: 500 };

/** docs/metrics.md: every metric that targets, trends, the diff and claims can name, from the table of metrics. */
export function metricsDocument(): string {
  const families = Map.groupBy<string, (typeof metrics)[number]>(metrics, ({ id }) => id.split('.')[0]!);
  return [
    '# Metrics',
    '',
    'Made by `npm run generate` from the table of metrics; do not edit it by hand. Targets, trends, the diff, claims in',
    'words and annotations name a metric by its id, as here in [project.json](project.md):',
    '',
    '```json',
    exampleJson(example),
    '```',
    '',
    'A bound is in the unit of the metric. Warm-up that `run.json` states is in no figure. Percentiles are Hyndman and',
    "Fan's type 7. _Least change_ is the smallest change worth a verdict, unless `comparison.minimumEffect` of project.json",
    'says otherwise: a share of the value, of metrics that are shares their difference. How a figure comes about, and what',
    'it cannot say, tells [statistics.md](statistics.md).',
    '',
    ...[...families].flatMap(([family, some]) => [
      `## ${titles[family] ?? family}`,
      '',
      ...new Set(some.map(({ of }) => owners[of])),
      '',
      '| Metric | Label | Unit | Better | Least change | What it is |',
      '| --- | --- | --- | --- | --- | --- |',
      ...some.map(row),
      '',
    ]),
  ].join('\n');
}

function row({ id, label, unit, direction, minimumEffect }: Metric & { readonly id: MetricId }): string {
  const cells = [`\`${id}\``, label, units[unit], direction, String(minimumEffect), metricMeanings[id]];
  return `| ${cells.join(' | ')} |`;
}
