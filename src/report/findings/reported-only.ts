import { evidence, makeFinding } from './make-finding.ts';
import type { Finding } from '../../model/finding.ts';
import type { FindingInput, FindingRule } from './rule.ts';

/** More files than this are counted, not named. */
const mostNamed = 3;

export const reportedOnly: FindingRule = {
  id: 'reported-only',
  title: 'Response times reported by a tool',
  kind: 'limit',
  appliesWhen: 'The response times of at least one endpoint are reported by a tool, without samples.',
  meaning:
    'The tool’s own definition of a percentile applies, and there are no intervals. Provide the samples if the tool can write them.',
  find: ({ measures }) => reported(measures),
};

function reported({ response }: FindingInput['measures']): Finding[] {
  const rows = response.filter(({ latencyMs }) => latencyMs?.source === 'reported');
  if (rows.length === 0) return [];
  const files = [...new Set(rows.flatMap((row) => row.files))];
  const named = files.slice(0, mostNamed).join(', ');
  return [
    makeFinding(
      { rule: 'reported-only', kind: 'limit' },
      {
        severity: 'low',
        title: `${rows.length === response.length ? 'All response times are' : `${rows.length} of ${response.length} response-time rows ${rows.length === 1 ? 'is' : 'are'}`} reported by the tool and ${rows.length === 1 && response.length > 1 ? 'has' : 'have'} no intervals`,
        evidence: [
          evidence(
            'Files',
            files.length > mostNamed ? `${named} and ${files.length - mostNamed} more` : named,
          ),
        ],
        lookAt:
          'Have the tool write individual samples if it can. Percentiles then get intervals and charts over time.',
      },
    ),
  ];
}
