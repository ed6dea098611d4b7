import { formatValue } from '../../model/format.ts';
import type { Finding } from '../../model/finding.ts';
import type { ResponseRow } from '../../model/run-measures.ts';
import { samplesForQuantile } from '../../stats/quantile.ts';
import { evidence, makeFinding } from './make-finding.ts';
import type { FindingInput, FindingRule } from './rule.ts';

const percentile = 0.95;

export const tooFewSamples: FindingRule = {
  id: 'too-few-samples',
  title: 'Too few samples',
  kind: 'limit',
  appliesWhen:
    'An endpoint has fewer than 72 timed samples: no 95% interval of its 95th percentile exists, be it computed or printed by a tool. Told once a run, with all that it holds for.',
  meaning: 'Its 95th percentile is little more than its slowest requests. Measure longer.',
  find: ({ measures }) => few(measures),
};

/** The one row of a tool that tells no endpoints apart is the run itself. */
const nameOf = ({ endpoint, label }: ResponseRow): string => (endpoint === '*' ? 'The run' : label);

/** How many times a percentile rests on; of a printed one all requests, since the tool does not say. */
const countOf = ({ timedCount, count, latencyMs }: ResponseRow): number | null =>
  latencyMs?.source === 'reported' ? (timedCount ?? count) : timedCount;

function few({ response }: FindingInput['measures']): Finding[] {
  const needed = samplesForQuantile(percentile);
  const sampled = response.flatMap((row) =>
    row.latencyMs?.p95 == null || countOf(row) === null ? [] : [{ row, n: countOf(row)! }],
  );
  const short = sampled.filter(({ n }) => n < needed).toSorted((a, b) => a.n - b.n);
  const [least] = short;
  if (least === undefined) return [];
  const title =
    sampled.length === 1
      ? `${nameOf(least.row)} has fewer than ${needed} samples, too few to bound a 95th percentile`
      : `${short.length === sampled.length ? `All ${sampled.length}` : `${short.length} of the ${sampled.length} known`} 95th percentiles rest on fewer than ${needed} samples, too few to bound them`;
  return [
    makeFinding(
      { rule: 'too-few-samples', kind: 'limit' },
      {
        severity: 'low',
        title,
        evidence: [
          evidence('Fewest', `${nameOf(least.row)} (${formatValue(least.n, 'count')})`),
          evidence('Needed', needed, 'count'),
        ],
        lookAt: 'A longer test, or more users or rounds, until the rarest endpoint has enough.',
      },
    ),
  ];
}
