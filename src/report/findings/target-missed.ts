import { beyondText } from '../targets/margin-text.ts';
import { achievedText } from '../targets/achieved-text.ts';
import type { Finding } from '../../model/finding.ts';
import { metricOf } from '../../model/metrics/metrics.ts';
import type { TargetResult } from '../../model/run-report.ts';
import { boundText } from '../targets/targets.ts';
import { findingId } from './finding-id.ts';
import { inScenario, placeOf } from './place.ts';
import type { FindingInput, FindingRule } from './rule.ts';

/** Misses by more than this share of the bound are of high severity. */
const farBeyond = 0.25;

export const targetMissed: FindingRule = {
  id: 'target-missed',
  isOfAnyRun: true,
  title: 'Target not met',
  kind: 'bottleneck',
  appliesWhen:
    'A target is not met: the whole 95% interval of its metric, or the reported value, lies beyond the bound.',
  meaning:
    'The run does not meet its requirements. The finding names the worst scenario and endpoint, and how many miss the target.',
  find: ({ targets, measures }) =>
    targets.filter((target) => target.verdict === 'not met').map((target) => missed(measures, target)),
};

function missed(measures: FindingInput['measures'], target: TargetResult): Finding {
  const { scenario, endpoint, achieved, margin, failing, judged } = target;
  const where = endpoint === null || endpoint === '*' ? '' : ` by ${placeOf(measures, scenario, endpoint)}`;
  const place = where === '' ? inScenario(measures, scenario) : where;
  const beyond = Math.abs(margin ?? 0);
  return {
    id: findingId('target-missed', target.id),
    rule: 'target-missed',
    kind: 'bottleneck',
    severity: beyond >= farBeyond ? 'high' : 'medium',
    title: `Target ${target.label} not met${place}: ${achievedText(target)} (target: ${boundText(target.bound, target)})`,
    scenario,
    endpoint,
    evidence: [
      achieved === null
        ? { label: metricOf(target).label, value: achievedText(target), unit: null }
        : { label: metricOf(target).label, value: achieved, unit: metricOf(target).unit },
      ...(margin === null ? [] : [{ label: 'Beyond the bound', value: beyondText(margin), unit: null }]),
      { label: 'Not met', value: `${failing.length} of ${judged}`, unit: null },
    ],
    impact: 'A requirement is not met.',
    window: null,
    coincides: [],
    lookAt: lookAtOf(measures, target),
  };
}

/** The next step, where the metric suggests one. */
function lookAtOf(
  measures: FindingInput['measures'],
  { metric, scenario, endpoint }: TargetResult,
): string | null {
  if (endpoint === null) return null;
  if (metric.startsWith('response.') || metric === 'apdex')
    return endpoint === '*'
      ? 'Find out where the requests spend their time.'
      : `Find out where ${placeOf(measures, scenario, endpoint)} spends its time.`;
  if (metric.startsWith('errors.')) return 'Check the types of the errors and when they occurred.';
  return metric.startsWith('memory.') ? `Find out what ${endpoint} retains.` : null;
}
