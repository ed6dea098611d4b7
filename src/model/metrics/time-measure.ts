import { isMeasure } from './measure-metrics.ts';
import { metricOf, type MetricRef } from './metrics.ts';
import { isTimeUnit } from './unit-scale.ts';

/** True for a measure of how long something took, such as a transaction that a k6 script timed itself. */
export function isTimeMeasure(of: MetricRef): boolean {
  if (!isMeasure(of.metric)) return false;
  const { unit, direction } = metricOf(of);
  return direction === 'lower' && isTimeUnit(unit);
}
