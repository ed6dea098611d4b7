import type { Finding } from '../../model/finding.ts';
import type { RunKind } from '../../model/run-kind.ts';
import type { RunMeasures } from '../../model/run-measures.ts';

/**
 * The text of content/runs/<id>.mdx for a run without commentary: what people write in each section as a comment, with the
 * computed findings. Nothing counts as a person's statement until a person removes the "# ". `body` is the body of the template.
 */
export function draftCommentary(
  id: string,
  { findings, kind }: Pick<RunMeasures, 'findings' | 'kind'>,
  body: string,
): string {
  const example = examples[kind];

  const about = (kind: Finding['kind']): Finding[] => findings.filter((one) => one.kind === kind);
  const lines = [
    `Commentary on ${id}. Remove the "# " before a line to use it. \`check\` compares it with the data.`,
    null,
    `title: Heading of the report, instead of ${id}`,
    'summary: What was tested, and why.',
    null,
    ...judgements('bottlenecks', about('bottleneck')),
    null,
    ...judgements('anomalies', about('anomaly')),
    null,
    ...(about('limit').length === 0 ? [] : [...judgements('limits', about('limit')), null]),
    'trends:',
    '  - What the trends from previous tests mean.',
    null,
    'recommendations:',
    '  - id: a-short-name',
    '    priority: high',
    '    text: What to do.',
    `    expectedImpact: { metric: ${example.metric}, change: -0.3 }`,
    '    complexity: low',
    null,
    '# Settings to change next. What differs from the baseline in run.json is found without this.',
    'adjustments:',
    '  - key: system.a-setting',
    '    from: the current value',
    '    to: the proposed value',
    '    rationale: Why.',
    `    expectedImpact: { metric: ${example.metric}, change: -0.2 }`,
    null,
    'scaling:',
    '  - What to do before the load grows.',
    null,
    'conclusion: Your conclusion. Whether the targets are met is computed; no need to repeat it here.',
    'actions:',
    '  - A next step, besides the missed targets.',
    'notes:',
    '  - Anything else a reader should know.',
    null,
    ...prose(example),
  ];
  const commented = lines.map((line) => (line === null ? '' : `# ${line}`));
  return `---\n${commented.join('\n')}\n---\n\n${body.trim()}\n`;
}

/** A metric to quote, and a claim, in the words of each kind of run. */
const examples: Readonly<Record<RunKind, { readonly metric: string; readonly lines: readonly string[] }>> = {
  load: {
    metric: 'response.p95',
    lines: [
      'The p95 is <Value metric="response.p95" scenario="a scenario" endpoint="an endpoint" />, and',
      '<Claim metric="errors.rate" below={0.01}>fewer than one request in a hundred fails</Claim>.',
    ],
  },
  benchmark: {
    metric: 'response.p50',
    lines: [
      'The median is <Value metric="response.p50" endpoint="a benchmark" />, and',
      '<Claim metric="response.p50" endpoint="a benchmark" below={0.5}>it stays below half a millisecond</Claim>.',
    ],
  },
  resource: {
    metric: 'memory.peak',
    lines: [
      'The peak is <Value metric="memory.peak" endpoint="an operation" />, and',
      '<Claim metric="memory.peak" endpoint="an operation" below={500}>it stays below 500 MB</Claim>.',
    ],
  },
};

/** Comments that show what the body may contain. In the body itself a comment would be an expression, which is an error. */
const prose = ({ lines }: (typeof examples)[RunKind]): string[] => [
  '# Write prose below the closing "---". <Value> prints a metric, and <Claim> is checked against the data:',
  ...lines.map((line) => `#   ${line}`),
  '# All keys and components: docs/commentary.md of Perfolio (in node_modules/perfolio).',
];

/** A list of findings to judge: each with its sentence as a comment and its id, to be confirmed or rejected. */
function judgements(key: 'bottlenecks' | 'anomalies' | 'limits', findings: readonly Finding[]): string[] {
  if (findings.length === 0)
    return [`No computed ${key}. Add your own:`, `${key}:`, '  - text: What was seen.'].map((line, i) =>
      i === 0 ? `# ${line}` : line,
    );
  return [
    `# Computed ${key}. Confirm each, or reject it with a \`reason\`.`,
    `${key}:`,
    ...findings.flatMap(({ id, title }) => [
      `  # ${oneLine(title)}.`,
      `  - finding: ${JSON.stringify(id)}`,
      '    status: confirmed',
    ]),
  ];
}

/** A sentence on one line, so that no label can break out of the comment. */
const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
