import type { Finding } from '../../model/finding.ts';
import { formatChange, formatMetric } from '../../model/format.ts';
import { metricOf } from '../../model/metrics.ts';
import type { TargetResult } from '../../model/run-report.ts';
import { boundText } from '../targets.ts';
import { findingId } from './finding-id.ts';
import { inScenario, placeOf } from './place.ts';
import type { FindingInput, FindingRule } from './rule.ts';

/** Misses by more than this share of the bound are of high severity. */
const farBeyond = 0.25;

export const targetMissed: FindingRule = {
  id: 'target-missed',
  title: 'Target missed',
  kind: 'bottleneck',
  appliesWhen: 'A target is not met: its whole 95% interval, or the printed figure, lies beyond the bound.',
  meaning:
    'The run does not meet its requirements. The row names the worst scenario and endpoint, and how many fail.',
  find: ({ targets, measures }) =>
    targets.filter((target) => target.verdict === 'not met').map((target) => missed(measures, target)),
};

function missed(measures: FindingInput['measures'], target: TargetResult): Finding {
  const { metric, scenario, endpoint, achieved, margin, failing, judged } = target;
  const where = endpoint === null || endpoint === '*' ? '' : ` by ${placeOf(measures, scenario, endpoint)}`;
  const place = where === '' ? inScenario(measures, scenario) : where;
  const beyond = Math.abs(margin ?? 0);
  return {
    id: findingId('target-missed', target.id),
    rule: 'target-missed',
    kind: 'bottleneck',
    severity: beyond >= farBeyond ? 'high' : 'medium',
    title: `${target.label} is missed${place}: ${formatMetric(achieved, metric)} against ${boundText(target.bound, metric)}`,
    scenario,
    endpoint,
    evidence: [
      { label: metricOf(metric).label, value: achieved!, unit: metricOf(metric).unit },
      ...(margin === null ? [] : [{ label: 'Beyond the bound', value: formatChange(beyond), unit: null }]),
      { label: 'Failing', value: `${failing.length} of ${judged}`, unit: null },
    ],
    impact: 'A requirement is not met.',
    window: null,
    coincides: [],
    lookAt: lookAtOf(measures, target),
  };
}

/** Only a response time is a matter of what an endpoint does. */
function lookAtOf(
  measures: FindingInput['measures'],
  { metric, scenario, endpoint }: TargetResult,
): string | null {
  if (endpoint === null) return null;
  if (metric.startsWith('response.') || metric === 'apdex')
    return `What ${placeOf(measures, scenario, endpoint)} spends its time on.`;
  if (metric.startsWith('errors.')) return 'The types of the errors, and when they came.';
  return metric.startsWith('memory.') ? `What ${endpoint} keeps.` : null;
}
