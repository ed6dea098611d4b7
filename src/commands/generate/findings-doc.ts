import { findingRules } from '../../report/findings/finding-registry.ts';

const kinds = {
  bottleneck: 'Performance bottlenecks',
  anomaly: 'Performance anomalies',
  limit: 'Additional notes',
};

/** docs/findings.md: everything that reports look for, from the registry. */
export function findingsDocument(): string {
  return [
    '# Findings',
    '',
    'Made by `npm run generate` from the registry of findings; do not edit it by hand. Each is looked for in every run.',
    'People confirm or reject a finding by its id in the frontmatter of `content/runs/<run-id>.mdx`: under `bottlenecks`,',
    '`anomalies` or, for what stands in Additional notes, `limits`. A rejected one stays to be seen, with its reason; `check`',
    'refuses a judgement of a finding that the run does not have.',
    '',
    '```yaml',
    'limits:',
    '  - finding: reported-only',
    '    status: rejected',
    '    reason: The tool prints exact figures.',
    'bottlenecks:',
    '  - text: The disk was full. # one of your own',
    '```',
    '',
    ...findingRules.flatMap(({ id, title, kind, appliesWhen, meaning }) => [
      `## ${title}`,
      '',
      `- rule: \`${id}\``,
      `- section: ${kinds[kind]}`,
      `- fires when: ${appliesWhen}`,
      `- means: ${meaning}`,
      '',
    ]),
  ].join('\n');
}
