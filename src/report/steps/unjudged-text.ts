import { metricOf } from '../../model/metrics/metrics.ts';
import type { StepMeasures } from '../../model/run-measures.ts';

/** Why some load steps are not judged, in a sentence: what the files lack, or a rate that no lower load reaches. Null if all are. */
export function unjudgedText(steps: readonly StepMeasures[]): string | null {
  if (steps.some(({ missesRate }) => missesRate === true))
    return 'This load misses a target on throughput and no other. Fewer users would miss it, too.';
  const metrics = [...new Set(steps.flatMap(({ unjudged }) => unjudged ?? []))];
  if (metrics.length === 0) return null;
  const names = metrics.map((metric) => metricOf(metric).label.toLowerCase());
  return steps.every(({ startSeconds }) => startSeconds === 0)
    ? `The load cannot be judged: the files do not give the ${names.join(' and ')} of each endpoint.`
    : `Load steps cannot be judged by each endpoint: the files do not give its ${names.join(' and ')} over time.`;
}
