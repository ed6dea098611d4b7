import { evidence, makeFinding } from './make-finding.ts';
import type { Finding } from '../../model/finding.ts';
import type { FindingInput, FindingRule } from './rule.ts';

/** More files than this are counted, not named. */
const mostNamed = 3;

export const reportedOnly: FindingRule = {
  id: 'reported-only',
  title: 'Figures that only a tool printed',
  kind: 'limit',
  appliesWhen: 'Response times of at least one endpoint are known only as a tool printed them.',
  meaning:
    'What a percentile means there is the tool’s own definition, and no interval can be given. Give the samples themselves where the tool can write them.',
  find: ({ measures }) => printed(measures),
};

function printed({ response }: FindingInput['measures']): Finding[] {
  const rows = response.filter(({ latencyMs }) => latencyMs?.source === 'reported');
  if (rows.length === 0) return [];
  const files = [...new Set(rows.flatMap((row) => row.files))];
  const named = files.slice(0, mostNamed).join(', ');
  return [
    makeFinding(
      { rule: 'reported-only', kind: 'limit' },
      {
        severity: 'low',
        title: `${rows.length === response.length ? 'All response times' : `${rows.length} of ${response.length} rows of response times`} are as their tool printed them, without intervals`,
        evidence: [
          evidence(
            'Files',
            files.length > mostNamed ? `${named} and ${files.length - mostNamed} more` : named,
          ),
        ],
        lookAt:
          'Whether the tool can write its single samples: then percentiles get intervals and a course over time.',
      },
    ),
  ];
}
