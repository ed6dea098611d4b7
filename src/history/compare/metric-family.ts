import { isMeasure } from '../../model/metrics/measure-metrics.ts';
import type { Place } from '../runs/annotation-scope.ts';

/** Metrics that one change moves together: a benchmark's times and its operations per second. */
export function familyOf({ metric, scenario, endpoint }: Place): string {
  if (isMeasure(metric) && endpoint === null) return `${metric} ${scenario ?? ''}`;
  if (metric.startsWith('response.') || metric === 'apdex' || isMeasure(metric))
    return `response ${scenario ?? ''} ${endpoint ?? ''}`;
  if (metric.startsWith('errors.')) return `errors ${scenario ?? ''}`;
  if (metric.startsWith('memory.')) return `memory ${endpoint ?? ''}`;
  return `${metric.split('.')[0] ?? ''} ${scenario ?? ''}`;
}
