import type { Finding } from '../../model/finding.ts';

/**
 * The text of content/runs/<id>.mdx for a run that nobody has written about: every key as a comment, findings by name,
 * so that nothing stands there as a person's word before a person takes the "# " away. `body` is the template's.
 */
export function draftWords(id: string, findings: readonly Finding[], body: string): string {
  const about = (kind: Finding['kind']): Finding[] => findings.filter((one) => one.kind === kind);
  const lines = [
    `Words about ${id}. Take out the "# " before a line to use it; \`check\` holds it against the data.`,
    null,
    `title: What readers see instead of ${id}`,
    'summary: What was tested, and why.',
    null,
    ...judgements('bottlenecks', about('bottleneck')),
    null,
    ...judgements('anomalies', about('anomaly')),
    null,
    ...(about('limit').length === 0 ? [] : [...judgements('limits', about('limit')), null]),
    'recommendations:',
    '  - id: a-short-name',
    '    priority: high',
    '    text: What to do.',
    '    expectedImpact: { metric: response.p95, change: -0.3 }',
    '    complexity: low',
    null,
    'conclusion: What follows. Whether the targets are met is computed; it need not be said here.',
    'notes:',
    '  - What else a reader should know.',
    null,
    ...prose,
  ];
  const commented = lines.map((line) => (line === null ? '' : `# ${line}`));
  return `---\n${commented.join('\n')}\n---\n\n${body.trim()}\n`;
}

/** Comments that show what the body may hold: there, a comment would be an expression, which is refused. */
const prose = [
  '# Prose stands below the closing "---". A figure there prints itself, and a claim is held against the data:',
  '#   The p95 is <Value metric="response.p95" scenario="a scenario" endpoint="an endpoint" />, and',
  '#   <Claim metric="errors.rate" below={0.01}>fewer than one request in a hundred fails</Claim>.',
  '# docs/words.md tells all that may stand here and there.',
];

/** A list of findings to judge: each with its sentence as a comment and its id, ready to be confirmed or rejected. */
function judgements(key: 'bottlenecks' | 'anomalies' | 'limits', findings: readonly Finding[]): string[] {
  if (findings.length === 0)
    return [
      `No ${key} were found by computing. Add what you see:`,
      `${key}:`,
      '  - text: What was seen.',
    ].map((line, i) => (i === 0 ? `# ${line}` : line));
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

/** A sentence that stays inside its comment, whatever labels it holds. */
const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
