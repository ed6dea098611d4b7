import { formatValue } from '../../model/text/format.ts';
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
    'An endpoint has fewer than 72 timed samples, so there is no 95% interval of its 95th percentile, whether computed or reported by a tool. Reported once per run.',
  meaning: 'Its 95th percentile depends on a few slow requests. Measure longer.',
  find: ({ measures }) => few(measures),
};

/** The only row of a tool without endpoints stands for the run. */
const nameOf = ({ endpoint, label }: ResponseRow): string => (endpoint === '*' ? 'The run' : label);

/** The number of samples behind a percentile; for a reported one all requests, since the tool states no other number. */
const countOf = ({ timedCount, count, latencyMs }: ResponseRow): number | null =>
  latencyMs?.source === 'reported' ? (timedCount ?? count) : timedCount;

/** "Both 95th percentiles have", "1 of the 5 known 95th percentiles has". */
function whichOf(short: number, all: number): string {
  if (short === all) return `${all === 2 ? 'Both' : `All ${all}`} 95th percentiles have`;
  return `${short} of the ${all} known 95th percentiles ${short === 1 ? 'has' : 'have'}`;
}

function few({ response }: FindingInput['measures']): Finding[] {
  const needed = samplesForQuantile(percentile);
  const sampled = response.flatMap((row) => {
    const n = countOf(row);
    return row.latencyMs?.p95 == null || n === null ? [] : [{ row, n }];
  });
  const short = sampled.filter(({ n }) => n < needed).toSorted((a, b) => a.n - b.n);
  const [least] = short;
  if (least === undefined) return [];
  const title =
    sampled.length === 1
      ? `${nameOf(least.row)} has fewer than ${needed} samples, too few to bound its 95th percentile`
      : `${whichOf(short.length, sampled.length)} fewer than ${needed} samples, too few to bound ${short.length === 1 ? 'it' : 'them'}`;
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
        lookAt:
          'Test for longer, or with more users or rounds, until the rarest endpoint has enough samples.',
      },
    ),
  ];
}
